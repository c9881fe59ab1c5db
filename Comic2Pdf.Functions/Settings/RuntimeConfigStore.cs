using Comic2Pdf.Functions.Stores;

namespace Comic2Pdf.Functions.Settings;

/// <summary>
/// The live configuration, in index/config.json. It is read each time it is asked for, which is seldom, so that all processes see a change at once.
/// Without the file the settings of the start count. Thread-safe.
/// </summary>
public sealed class RuntimeConfigStore(AppSettings settings, IStore store, JsonFiles files) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private RuntimeConfig? _last;

    /// <summary>What counts now.</summary>
    public async Task<RuntimeConfig> GetAsync(CancellationToken cancellationToken)
    {
        if (await files.TryReadAsync<RuntimeConfig>(DataLayout.ConfigJson, cancellationToken) is
            { PrepConcurrency: > 0, OcrConcurrency: > 0, JobTimeoutSeconds: > 0, DefaultOcrLang: not null } kept)
        {
            return _last = kept;
        }

        // Gone: the operator wants the settings back. Broken: what is known of it is better.
        if (_last is { } last && await store.ExistsAsync(DataLayout.ConfigJson, cancellationToken))
        {
            await files.WriteAsync(DataLayout.ConfigJson, last, cancellationToken);
            return last;
        }

        return new RuntimeConfig(settings.PrepConcurrency, settings.OcrConcurrency, settings.JobTimeoutSeconds, settings.OcrLang);
    }

    /// <summary>Applies a change; it is kept when this returns.</summary>
    public async Task<RuntimeConfig> ApplyAsync(ConfigChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        await _one.WaitAsync(cancellationToken);
        try
        {
            var next = change.ApplyTo(await GetAsync(cancellationToken));
            await files.WriteAsync(DataLayout.ConfigJson, next, cancellationToken);
            return _last = next;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();
}
