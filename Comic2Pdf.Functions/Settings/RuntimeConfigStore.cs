using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Functions.Settings;

/// <summary>
/// The live configuration, in index/config.json. It is read each time it is asked for, which is seldom, so that all processes see a change at once.
/// Without the file the settings of the start count. Thread-safe.
/// </summary>
public sealed class RuntimeConfigStore(AppSettings settings, JsonFiles files) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private RuntimeConfig? _last;

    /// <summary>What counts now.</summary>
    /// <exception cref="IOException">The file cannot be read now; the settings of the start may be wrong.</exception>
    public async Task<RuntimeConfig> GetAsync(CancellationToken cancellationToken)
    {
        var read = await files.ReadAsync<RuntimeConfig>(DataLayout.ConfigJson, cancellationToken);
        if (read.Value is { PrepConcurrency: > 0, OcrConcurrency: > 0, JobTimeoutSeconds: > 0, DefaultOcrLang: not null } kept)
        {
            return _last = kept;
        }

        if (read.IsMissing)
        {
            // The operator wants the settings back.
            _last = null;
        }
        else if (_last is { } last)
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
