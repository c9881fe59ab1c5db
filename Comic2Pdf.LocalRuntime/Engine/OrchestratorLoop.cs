namespace Comic2Pdf.LocalRuntime.Engine;

/// <summary>
/// The thread of one turn. While it runs, continuations of the orchestrator come here and run one after the other; one that comes from
/// another thread, or after the turn, is the trace of an await that is not durable: it is never run, and it is reported.
/// </summary>
internal sealed class OrchestratorLoop(Action reportLate) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> queue = new();
    private readonly Lock gate = new();
    private readonly int owner = Environment.CurrentManagedThreadId;
    private bool closed;

    /// <summary>Whether code of this orchestrator has been seen on a foreign thread.</summary>
    public bool IsViolated { get; private set; }

    public bool IsOwnerThread => !closed && Environment.CurrentManagedThreadId == owner;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsOwnerThread)
        {
            queue.Enqueue((d, state));
        }
        else
        {
            Violate();
        }
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("An orchestrator can not run code synchronously from another thread.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs what has been posted, until nothing more comes.</summary>
    public void Drain()
    {
        while (queue.TryDequeue(out var item))
        {
            item.Callback(item.State);
        }
    }

    /// <summary>Runs a whole turn on the calling thread.</summary>
    public T Run<T>(Func<T> turn)
    {
        var previous = Current;
        SetSynchronizationContext(this);
        try
        {
            return turn();
        }
        finally
        {
            lock (gate)
            {
                closed = true;
            }

            SetSynchronizationContext(previous);
        }
    }

    public void Violate()
    {
        bool late;
        lock (gate)
        {
            late = closed && !IsViolated;
            IsViolated = true;
        }

        if (late)
        {
            reportLate();
        }
    }
}
