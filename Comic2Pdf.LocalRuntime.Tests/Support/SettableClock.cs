namespace Comic2Pdf.LocalRuntime.Tests.Support;

/// <summary>A clock that can be set, as an operator or a time server does it: waits go on as they were, only the time of day jumps.</summary>
internal sealed class SettableClock(TimeProvider inner) : TimeProvider
{
    private TimeSpan _shift;
    private int _waiting;

    /// <summary>Delays that have begun and not ended.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public void Set(TimeSpan later) => _shift = later;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + _shift;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan)
        {
            return inner.CreateTimer(callback, state, dueTime, period);
        }

        Interlocked.Increment(ref _waiting);
        return inner.CreateTimer(
            s =>
            {
                Interlocked.Decrement(ref _waiting);
                callback(s);
            },
            state,
            dueTime,
            period
        );
    }
}
