using System.Collections.Concurrent;
using System.Text;

namespace Comic2Pdf.Tests.Functions;

/// <summary>Opens each PDF in out/ in the moment it appears, and looks whether it is whole.</summary>
internal sealed class OutWatcher : IDisposable
{
    private readonly FileSystemWatcher _watcher;
    private readonly ConcurrentDictionary<string, int> _seen = new(StringComparer.Ordinal);

    public OutWatcher(string folder)
    {
        Directory.CreateDirectory(folder);
        _watcher = new FileSystemWatcher(folder) { InternalBufferSize = 64 << 10, NotifyFilter = NotifyFilters.FileName };
        _watcher.Created += (_, e) => Look(e.FullPath);
        _watcher.Renamed += (_, e) => Look(e.FullPath);
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>PDFs that were broken when they appeared.</summary>
    public ConcurrentBag<string> Broken { get; } = [];

    /// <summary>How often each PDF has appeared.</summary>
    public IReadOnlyDictionary<string, int> Seen => _seen;

    public void Dispose() => _watcher.Dispose();

    private void Look(string path)
    {
        if (!path.EndsWith(".pdf", StringComparison.Ordinal))
        {
            return;
        }

        var content = File.ReadAllBytes(path);
        _seen.AddOrUpdate(Path.GetFileName(path), 1, (_, n) => n + 1);
        if (!content.AsSpan().StartsWith("%PDF-"u8) || !Encoding.ASCII.GetString(content.AsSpan(Math.Max(0, content.Length - 16))).TrimEnd().EndsWith("%%EOF", StringComparison.Ordinal))
        {
            Broken.Add($"{Path.GetFileName(path)}: {content.Length} bytes");
        }
    }
}
