using Comic2Pdf.DurableTask.Sqlite.History;
using DurableTask.Core.History;

namespace Comic2Pdf.DurableTask.Sqlite.Dispatch;

/// <summary>
/// Turns commits into work: messages make instances ready, ready instances wait for a dispatcher of the framework. Nothing is held in
/// memory for an instance that has nothing to do, but for the histories of some that may soon go on.
/// </summary>
internal sealed class WorkDispatch : IDisposable
{
    private readonly Dictionary<long, Session> sessions = [];
    private readonly Lock gate = new();
    private readonly WorkQueue<Session> ready = new();
    private readonly int maxInMemory;

    public WorkDispatch(int maxInMemory, TimeProvider time)
    {
        this.maxInMemory = maxInMemory;
        Timers = new DurableTimers(time, timer => Post(timer.Key, new StoredMessage(timer.Row, IsTimer: true, timer.Message)));
    }

    public DurableTimers Timers { get; }

    public ActivityQueue Activities { get; } = new();

    /// <summary>For those who wait for any change of an instance.</summary>
    public InstanceWaits Changes { get; } = new();

    /// <summary>For those who wait for an instance to end or to go.</summary>
    public InstanceWaits Ends { get; } = new();

    /// <summary>Instances in memory, for the tests of what finished ones cost.</summary>
    public int InMemory
    {
        get
        {
            lock (gate)
            {
                return sessions.Count;
            }
        }
    }

    public void Post(long key, StoredMessage message)
    {
        lock (gate)
        {
            if (!sessions.TryGetValue(key, out var session))
            {
                session = new Session(key, message.Message.OrchestrationInstance.InstanceId);
                sessions.Add(key, session);
            }

            session.Inbox.Add(message);
            MakeReady(session);
        }
    }

    /// <summary>The key means nothing any more: what waits for it is dropped, a turn that runs will find nothing to commit to.</summary>
    public void End(long key)
    {
        lock (gate)
        {
            if (sessions.Remove(key, out var session))
            {
                session.IsEnded = true;
                session.Inbox.Clear();
            }
        }
    }

    public void Changed(string instanceId, bool isEnd)
    {
        Changes.Signal(instanceId);
        if (isEnd)
        {
            Ends.Signal(instanceId);
        }
    }

    /// <returns>The next instance that is ready, with its messages; nothing when the wait was cancelled.</returns>
    public async Task<(Session Session, List<StoredMessage> Messages)?> TakeAsync(CancellationToken cancellation)
    {
        while (await ready.TakeAsync(cancellation) is { } session)
        {
            lock (gate)
            {
                if (!session.IsEnded)
                {
                    var messages = session.Inbox;
                    session.Inbox = [];
                    return (session, messages);
                }
            }
        }

        return null;
    }

    /// <summary>Messages that can not start a turn wait for the one that can: the start of an instance comes first, whatever was sent to it before.</summary>
    public void PutBack(Session session, List<StoredMessage> messages)
    {
        lock (gate)
        {
            var isReady = session.Inbox.Count > 0;
            session.Inbox.InsertRange(0, messages);
            session.IsBusy = false;
            if (isReady)
            {
                MakeReady(session);
            }
        }
    }

    /// <summary>The turn was not recorded; its messages go into the next one.</summary>
    public void TryAgain(Session session, List<StoredMessage> messages)
    {
        lock (gate)
        {
            if (!session.IsEnded)
            {
                session.Inbox.InsertRange(0, messages);
                ready.Add(session);
            }
        }
    }

    /// <summary>The turn is on disk.</summary>
    public void TurnDone(Session session, IList<HistoryEvent> events, bool isNewExecution)
    {
        lock (gate)
        {
            if (session.IsEnded)
            {
                return;
            }

            if (isNewExecution)
            {
                session.History!.Clear();
                session.Turns = 0;
            }

            session.History!.AddRange(events);
            session.Turns++;
            session.Attempts = 0;
            session.IsBusy = false;
            if (session.Inbox.Count > 0)
            {
                MakeReady(session);
            }
            else if (sessions.Count > maxInMemory)
            {
                sessions.Remove(session.Key);
            }
        }
    }

    public void Dispose() => Timers.Dispose();

    private void MakeReady(Session session)
    {
        if (!session.IsBusy)
        {
            session.IsBusy = true;
            ready.Add(session);
        }
    }
}
