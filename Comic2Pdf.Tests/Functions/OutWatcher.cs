using System.Collections.Concurrent;
using System.Text;

namespace Comic2Pdf.Tests.Functions;

/// <summary>Opens each PDF in out/ in the moment it appears, and looks whether it is whole. Blobs are looked for many times a second.</summary>
internal sealed class OutWatcher : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly StoreView _store;
    private readonly FileSystemWatcher? _watcher;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _looking = Task.CompletedTask;
    private readonly ConcurrentDictionary<string, int> _seen = new(StringComparer.Ordinal);

    public OutWatcher(StoreView store)
    {
        _store = store;
        if (store is ContainerView blobs)
        {
            _looking = Task.Run(() => LookAsync(blobs));
            return;
        }

        _watcher = new FileSystemWatcher(Directory.CreateDirectory(store.Show("out")).FullName)
        {
            InternalBufferSize = 64 << 10,
            NotifyFilter = NotifyFilters.FileName,
        };
        _watcher.Created += (_, e) => Look(e.Name!);
        _watcher.Renamed += (_, e) => Look(e.Name!);
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>PDFs that were broken when they appeared.</summary>
    public ConcurrentBag<string> Broken { get; } = [];

    /// <summary>How often each PDF has appeared; a blob that was written over has appeared again.</summary>
    public IReadOnlyDictionary<string, int> Seen => _seen;

    public void Dispose()
    {
        _end.Cancel();
        _looking.Wait();
        _watcher?.Dispose();
        _end.Dispose();
    }

    private async Task LookAsync(ContainerView blobs)
    {
        var versions = new HashSet<string>(StringComparer.Ordinal);
        while (!_end.IsCancellationRequested)
        {
            foreach (var blob in blobs.List("out").Where(b => versions.Add($"{b.Name} {b.Properties.ETag}")))
            {
                Look(Path.GetFileName(blob.Name));
            }

            await Task.Delay(Interval, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Look(string name)
    {
        if (!name.EndsWith(".pdf", StringComparison.Ordinal))
        {
            return;
        }

        var content = _store.Bytes("out", name);
        _seen.AddOrUpdate(name, 1, (_, n) => n + 1);
        if (
            !content.AsSpan().StartsWith("%PDF-"u8)
            || !Encoding
                .ASCII.GetString(content.AsSpan(Math.Max(0, content.Length - 16)))
                .TrimEnd()
                .EndsWith("%%EOF", StringComparison.Ordinal)
        )
        {
            Broken.Add($"{name}: {content.Length} bytes");
        }
    }
}
