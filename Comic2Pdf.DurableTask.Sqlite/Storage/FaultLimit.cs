namespace Comic2Pdf.DurableTask.Sqlite.Storage;

/// <summary>A fault that comes again and again is logged once a minute. Not thread-safe.</summary>
internal sealed class FaultLimit(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private string? _last;
    private long _loggedAt;

    /// <summary>Whether this fault is to be logged now.</summary>
    public bool IsDue(string fault)
    {
        if (_last == fault && time.GetElapsedTime(_loggedAt) < Interval)
        {
            return false;
        }

        (_last, _loggedAt) = (fault, time.GetTimestamp());
        return true;
    }

    /// <summary>It is over: the next one is news.</summary>
    public void Clear() => _last = null;
}
