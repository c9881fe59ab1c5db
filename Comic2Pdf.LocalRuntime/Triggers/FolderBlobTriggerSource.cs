using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Comic2Pdf.LocalRuntime.Triggers;

/// <summary>
/// Folders as containers. A file is complete when its size and time have stood still for the settle time; changes are announced by the
/// system, and a periodic listing catches what it did not announce.
/// </summary>
public sealed class FolderBlobTriggerSource : IBlobTriggerSource, IDisposable
{
    private readonly FolderBlobTriggerSourceOptions _options;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Folder> _folders = new(StringComparer.Ordinal);

    /// <summary>Makes a source; a folder is created and watched when it is first used.</summary>
    public FolderBlobTriggerSource(FolderBlobTriggerSourceOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<TriggerBlob> ListAsync(
        string container,
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        // Away from the caller's thread: a large folder on a slow share takes its time.
        var blobs = await Task.Run(() => FolderOf(container).List(_time.GetUtcNow(), cancellation), cancellation);
        foreach (var blob in blobs.Where(b => b.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            yield return blob;
        }
    }

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(string container, string name, CancellationToken cancellation) =>
        Task.FromResult<Stream>(
            new FileStream(
                PathOf(container, name),
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read | FileShare.Delete,
                81_920,
                useAsync: true
            )
        );

    /// <inheritdoc/>
    public async Task WaitForChangeAsync(string container, CancellationToken cancellation)
    {
        var folder = FolderOf(container);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var wait = folder.HasUnsettled ? _options.SettleTime : _options.RescanInterval;
        await Task.WhenAny(folder.NextChange, Task.Delay(wait, _time, done.Token));
        await done.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public Uri UriOf(string container, string name) => new(Path.GetFullPath(PathOf(container, name)));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var folder in _folders.Values)
        {
            folder.Dispose();
        }
    }

    private string PathOf(string container, string name) =>
        Path.Combine(FolderOf(container).Root, name.Replace('/', Path.DirectorySeparatorChar));

    private Folder FolderOf(string container) =>
        _folders.GetOrAdd(
            container,
            static (name, o) => new Folder(o.Containers.TryGetValue(name, out var path) ? path : Path.Combine(o.Root, name), o),
            _options
        );
}
