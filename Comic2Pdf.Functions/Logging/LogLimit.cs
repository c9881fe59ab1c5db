using System.Collections.Concurrent;

namespace Comic2Pdf.Functions.Logging;

/// <summary>The same fault comes with every tick and every request; it is logged once a minute. Thread-safe.</summary>
public sealed class LogLimit(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (string Kind, long At)> _logged = new(StringComparer.Ordinal);

    /// <summary>Whether a fault is to be logged now.</summary>
    /// <param name="what">What failed.</param>
    /// <param name="fault">How; another kind of fault is news.</param>
    public bool IsDue(string what, Exception fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        var kind = fault.GetType().Name;
        if (_logged.TryGetValue(what, out var last) && last.Kind == kind && time.GetElapsedTime(last.At) < Interval)
        {
            return false;
        }

        _logged[what] = (kind, time.GetTimestamp());
        return true;
    }

    /// <summary>It has succeeded: the next fault is news.</summary>
    public void Clear(string what) => _logged.TryRemove(what, out _);
}
