using System.Globalization;

namespace Comic2Pdf.Benchmarks.Ocr;

/// <summary>The most memory that a process and each of its children held, looked at twenty times a second (Linux).</summary>
internal sealed class TreeMemory : IDisposable
{
    private readonly int _root;
    private readonly Timer _timer;

    /// <summary>Starts looking.</summary>
    public TreeMemory(int root)
    {
        _root = root;
        _timer = new Timer(_ => Look(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
    }

    /// <summary>Of the process itself, its children left out.</summary>
    public long OwnPeak { get; private set; }

    /// <summary>Of the largest child.</summary>
    public long ChildPeak { get; private set; }

    /// <summary>Of all at one time.</summary>
    public long TotalPeak { get; private set; }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        try
        {
            var own = Resident($"{_root}");
            long[] children =
            [
                .. Directory
                    .GetDirectories($"/proc/{_root}/task")
                    .SelectMany(t => File.ReadAllText(Path.Combine(t, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    .Select(Resident),
            ];
            OwnPeak = Math.Max(OwnPeak, own);
            ChildPeak = Math.Max(ChildPeak, children.DefaultIfEmpty().Max());
            TotalPeak = Math.Max(TotalPeak, own + children.Sum());
        }
        catch (IOException)
        {
            // A process ended between two looks.
        }
    }

    private static long Resident(string process)
    {
        var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return line is null
            ? 0
            : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
