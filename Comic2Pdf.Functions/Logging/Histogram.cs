namespace Comic2Pdf.Functions.Logging;

/// <summary>Durations in buckets, as Prometheus wants them. Thread-safe.</summary>
public sealed class Histogram
{
    private static readonly double[] Bounds = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];

    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[Bounds.Length];
    private long _count;
    private double _sum;

    /// <summary>Counts one duration.</summary>
    public void Add(double seconds)
    {
        lock (_lock)
        {
            for (var i = 0; i < Bounds.Length; i++)
            {
                _counts[i] += seconds <= Bounds[i] ? 1 : 0;
            }

            _count++;
            _sum += seconds;
        }
    }

    /// <summary>The upper bounds with how many were not longer; how many there were, and their sum.</summary>
    public (IReadOnlyList<(double Bound, long Count)> Buckets, long Count, double Sum) Read()
    {
        lock (_lock)
        {
            return ([.. Bounds.Zip(_counts)], _count, _sum);
        }
    }
}
