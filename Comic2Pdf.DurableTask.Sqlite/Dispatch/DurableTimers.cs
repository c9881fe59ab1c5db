using DurableTask.Core;

namespace Comic2Pdf.DurableTask.Sqlite.Dispatch;

/// <summary>A recorded timer: when it is due (UTC ticks), its row, the instance's key, and the message that it brings.</summary>
internal sealed record DurableTimer(long DueAt, long Row, long Key, TaskMessage Message);

/// <summary>
/// Waits for the next durable timer. A timer that fires is only announced: its row stays until the turn that takes it is committed, so
/// a crash between the two fires it again.
/// </summary>
internal sealed class DurableTimers : IDisposable
{
    // The longest wait that every TimeProvider takes; longer ones are waited for in pieces.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(20);

    private readonly SortedSet<DurableTimer> _waiting = new(
        Comparer<DurableTimer>.Create(static (a, b) => (a.DueAt, a.Row).CompareTo((b.DueAt, b.Row)))
    );
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Action<DurableTimer> _fire;
    private readonly ITimer _timer;
    private long _armedFor = long.MaxValue;

    public DurableTimers(TimeProvider time, Action<DurableTimer> fire)
    {
        _time = time;
        _fire = fire;
        _timer = time.CreateTimer(_ => FireDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Count => _waiting.Count;

    public void Set(DurableTimer item)
    {
        lock (_gate)
        {
            _waiting.Add(item);
            Arm();
        }
    }

    public void Clear(IEnumerable<(long DueAt, long Row)> timers)
    {
        lock (_gate)
        {
            _waiting.ExceptWith(timers.Select(static t => new DurableTimer(t.DueAt, t.Row, 0, null!)));
        }
    }

    public void Dispose() => _timer.Dispose();

    private void FireDue()
    {
        var due = new List<DurableTimer>();
        lock (_gate)
        {
            _armedFor = long.MaxValue;
            var now = _time.GetUtcNow().UtcTicks;
            while (_waiting.Min is { } first && first.DueAt <= now)
            {
                due.Add(first);
                _waiting.Remove(first);
            }

            Arm();
        }

        due.ForEach(_fire);
    }

    private void Arm()
    {
        if (_waiting.Min is { } first && first.DueAt < _armedFor)
        {
            _armedFor = first.DueAt;
            // Up to the next millisecond: a timer must never fire before its time.
            var wait = Math.Ceiling(TimeSpan.FromTicks(first.DueAt - _time.GetUtcNow().UtcTicks).TotalMilliseconds);
            _timer.Change(TimeSpan.FromMilliseconds(Math.Clamp(wait, 0, LongestWait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        }
    }
}
