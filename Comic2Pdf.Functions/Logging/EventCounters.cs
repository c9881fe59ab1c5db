using System.Collections.Concurrent;

namespace Comic2Pdf.Functions.Logging;

/// <summary>
/// What has happened since the start of this process, for Prometheus: numbers that only grow. What there is now (jobs by state) is counted from the history
/// instead. Thread-safe.
/// </summary>
public sealed class EventCounters
{
    private readonly ConcurrentDictionary<(string Name, string Label), long> _counts = new();
    private readonly ConcurrentDictionary<(string Name, string Label), Histogram> _durations = new();

    /// <summary>Counts events.</summary>
    /// <param name="name">What happened; one of <see cref="EventNames"/>.</param>
    /// <param name="by">How often.</param>
    /// <param name="label">Which kind of it; empty: it has none.</param>
    public void Add(string name, long by = 1, string label = "") => _counts.AddOrUpdate((name, label), by, (_, old) => old + by);

    /// <summary>Counts a duration.</summary>
    public void Observe(string name, double seconds, string label = "") =>
        _durations.GetOrAdd((name, label), _ => new Histogram()).Add(seconds);

    /// <summary>Counts a fault when it is that of a full disk.</summary>
    public void NoteFault(Exception fault)
    {
        if (DiskFull.Is(fault))
        {
            Add(EventNames.DiskFull);
        }
    }

    /// <summary>How often it happened, whatever the kind.</summary>
    public long Of(string name) => _counts.Where(c => c.Key.Name == name).Sum(c => c.Value);

    /// <summary>How often it happened, by kind.</summary>
    public IReadOnlyList<(string Label, long Count)> ByLabel(string name) =>
        [.. _counts.Where(c => c.Key.Name == name).Select(c => (c.Key.Label, c.Value)).OrderBy(c => c.Label, StringComparer.Ordinal)];

    /// <summary>How long it took, by kind.</summary>
    public IReadOnlyList<(string Label, Histogram Durations)> DurationsOf(string name) =>
        [.. _durations.Where(d => d.Key.Name == name).Select(d => (d.Key.Label, d.Value)).OrderBy(d => d.Label, StringComparer.Ordinal)];
}
