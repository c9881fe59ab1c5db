using Comic2Pdf.LocalRuntime.History;

namespace Comic2Pdf.LocalRuntime.Engine;

/// <summary>
/// Waits for the next durable timer. A timer that fires is only announced: its row stays until the turn that takes it is committed, so
/// a crash between the two fires it again.
/// </summary>
internal sealed class DurableTimers : IDisposable
{
    // The longest wait that every TimeProvider takes; longer ones are waited for in pieces.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(20);

    private readonly SortedSet<DurableTimer> waiting = [];
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly Action<DurableTimer> fire;
    private readonly ITimer timer;
    private DateTime? armedFor;
    private bool stopped;

    public DurableTimers(TimeProvider time, Action<DurableTimer> fire)
    {
        this.time = time;
        this.fire = fire;
        timer = time.CreateTimer(_ => FireDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Count
    {
        get
        {
            lock (gate)
            {
                return waiting.Count;
            }
        }
    }

    public void Set(DurableTimer item)
    {
        lock (gate)
        {
            waiting.Add(item);
            Arm();
        }
    }

    public void Clear(DurableTimer item)
    {
        lock (gate)
        {
            waiting.Remove(item);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            stopped = true;
        }

        timer.Dispose();
    }

    private void FireDue()
    {
        var due = new List<DurableTimer>();
        lock (gate)
        {
            armedFor = null;
            var now = time.GetUtcNow().UtcDateTime;
            while (!stopped && waiting.Count > 0 && waiting.Min.DueAt <= now)
            {
                due.Add(waiting.Min);
                waiting.Remove(waiting.Min);
            }

            Arm();
        }

        due.ForEach(fire);
    }

    private void Arm()
    {
        if (stopped || waiting.Count == 0 || armedFor <= waiting.Min.DueAt)
        {
            return;
        }

        armedFor = waiting.Min.DueAt;
        var wait = waiting.Min.DueAt - time.GetUtcNow().UtcDateTime;
        // Up to the next millisecond: a timer must never fire before its time.
        wait = TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(wait.TotalMilliseconds), 0, LongestWait.TotalMilliseconds));
        timer.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
