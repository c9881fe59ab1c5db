using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Comic2Pdf.Functions.Logging;

/// <summary>
/// What has happened since the start of this process, for Prometheus: numbers that only grow. What there is now (jobs by state) is counted from the history
/// instead. Thread-safe.
/// </summary>
public sealed class EventCounters
{
    /// <summary>The meter that says the same to OpenTelemetry.</summary>
    public const string MeterName = "Comic2Pdf";

    private static readonly Meter Meter = new(MeterName);
    private static readonly ConcurrentDictionary<string, Counter<long>> Counts = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, Histogram<double>> Durations = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<(string Name, string Label), long> _counts = new();
    private readonly ConcurrentDictionary<(string Name, string Label), Histogram> _durations = new();

    /// <summary>Counts events.</summary>
    /// <param name="name">What happened; one of <see cref="EventNames"/>.</param>
    /// <param name="by">How often.</param>
    /// <param name="label">Which kind of it; empty: it has none.</param>
    public void Add(string name, long by = 1, string label = "")
    {
        _counts.AddOrUpdate((name, label), by, (_, old) => old + by);
        Counts.GetOrAdd(name, n => Meter.CreateCounter<long>(MeterNameOf(n))).Add(by, TagOf(name, label));
    }

    /// <summary>Counts a duration.</summary>
    public void Observe(string name, double seconds, string label = "")
    {
        _durations.GetOrAdd((name, label), _ => new Histogram()).Add(seconds);
        Durations.GetOrAdd(name, n => Meter.CreateHistogram<double>(MeterNameOf(n), "s")).Record(seconds, TagOf(name, label));
    }

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

    // comic2pdf_jobs_done_total is comic2pdf.jobs_done there: units and "total" are added by who shows it.
    private static string MeterNameOf(string name) =>
        name.Replace("comic2pdf_", "comic2pdf.", StringComparison.Ordinal)
            .Replace("_total", string.Empty, StringComparison.Ordinal)
            .Replace("_seconds", string.Empty, StringComparison.Ordinal);

    private static ReadOnlySpan<KeyValuePair<string, object?>> TagOf(string name, string label) =>
        label.Length == 0 ? [] : new[] { KeyValuePair.Create<string, object?>(name == EventNames.StageDuration ? "stage" : "code", label) };
}
