using System.Globalization;

namespace Comic2Pdf.Benchmarks.Ocr;

/// <summary>The most memory that this process and its children held at one time, looked at twenty times a second (Linux).</summary>
internal sealed class TreeMemory : IDisposable
{
    private readonly Timer _timer;

    public TreeMemory() => _timer = new Timer(_ => PeakBytes = Math.Max(PeakBytes, Sum()), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));

    public long PeakBytes { get; private set; }

    public void Dispose() => _timer.Dispose();

    private static long Sum()
    {
        try
        {
            var children = Directory.GetDirectories("/proc/self/task").SelectMany(t => File.ReadAllText(Path.Combine(t, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries));
            return children.Append("self").Sum(Resident);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static long Resident(string process)
    {
        var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
