using System.Collections.Concurrent;
using Comic2Pdf.DurableTask.Sqlite.History;
using DurableTask.Core;
using DurableTask.Core.History;

namespace Comic2Pdf.DurableTask.Sqlite.Dispatch;

/// <summary>
/// Turns commits into work: messages make instances ready, ready instances wait for a dispatcher of the framework. Nothing is held in
/// memory for an instance that has nothing to do, but for the histories of some that may soon go on.
/// </summary>
internal sealed class WorkDispatch : IDisposable
{
    private readonly Dictionary<long, Session> _sessions = [];
    private readonly Lock _gate = new();
    private readonly WorkQueue<Session> _ready = new();
    private readonly WorkQueue<ActivityWorkItem> _activities = new();
    private readonly ConcurrentDictionary<long, bool> _openActivities = new();
    private readonly int _maxInMemory;

    public WorkDispatch(int maxInMemory, TimeProvider time)
    {
        _maxInMemory = maxInMemory;
        Timers = new DurableTimers(time, timer => Post(timer.Key, new StoredMessage(timer.Row, IsTimer: true, timer.Message)));
    }

    public DurableTimers Timers { get; }
    public InstanceWaits Changes { get; } = new();

    /// <summary>Signals when an instance has ended or is gone.</summary>
    public InstanceWaits Ends { get; } = new();

    /// <summary>Instances in memory, for the tests of what finished ones cost.</summary>
    public int InMemory => _sessions.Count;

    public void Post(long key, StoredMessage message)
    {
        lock (_gate)
        {
            if (!_sessions.TryGetValue(key, out var session))
            {
                session = new Session(key, message.Message.OrchestrationInstance.InstanceId);
                _sessions.Add(key, session);
            }

            session.Inbox.Add(message);
            MakeReady(session);
        }
    }

    /// <summary>The key means nothing any more: what waits for it is dropped, a turn that runs will find nothing to commit to.</summary>
    public void End(long key)
    {
        lock (_gate)
        {
            if (_sessions.Remove(key, out var session))
            {
                session.IsEnded = true;
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
    public async Task<(Session Session, List<StoredMessage> Messages)?> TakeTurnAsync(CancellationToken cancellation)
    {
        while (await _ready.TakeAsync(cancellation) is { } session)
        {
            lock (_gate)
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

    /// <summary>Messages that were not used go into the next turn: at once, or with the next message when they have to wait for that.</summary>
    public void PutBack(Session session, List<StoredMessage> messages, bool waitForMore = false)
    {
        lock (_gate)
        {
            var isReady = !waitForMore || session.Inbox.Count > 0;
            session.Inbox.InsertRange(0, messages);
            Release(session, isReady);
        }
    }

    /// <summary>The turn is on disk.</summary>
    public void TurnDone(Session session, IList<HistoryEvent> events, bool isNewExecution)
    {
        lock (_gate)
        {
            if (isNewExecution)
            {
                (session.History, session.Turns) = ([], 0);
            }

            session.History!.AddRange(events);
            session.Turns++;
            session.Attempts = 0;
            Release(session, session.Inbox.Count > 0);
            if (!session.IsBusy && _sessions.Count > _maxInMemory)
            {
                _sessions.Remove(session.Key);
            }
        }
    }

    public void AddActivity(long row, TaskMessage message)
    {
        _openActivities.TryAdd(row, true);
        _activities.Add(new ActivityWorkItem(row, message));
    }

    public void PutBack(ActivityWorkItem item) => _activities.Add(item);

    /// <summary>They are done, or their instance is gone: those that still wait are not started.</summary>
    public void DropActivities(IEnumerable<long> rows)
    {
        foreach (var row in rows)
        {
            _openActivities.TryRemove(row, out _);
        }
    }

    /// <returns>The next activity; null when the wait was cancelled.</returns>
    public async Task<ActivityWorkItem?> TakeActivityAsync(CancellationToken cancellation)
    {
        while (await _activities.TakeAsync(cancellation) is { } item)
        {
            if (_openActivities.ContainsKey(item.Row))
            {
                return item;
            }
        }

        return null;
    }

    public void Dispose() => Timers.Dispose();

    private void Release(Session session, bool isReady)
    {
        session.IsBusy = false;
        if (isReady)
        {
            MakeReady(session);
        }
    }

    private void MakeReady(Session session)
    {
        if (!session.IsBusy)
        {
            session.IsBusy = true;
            _ready.Add(session);
        }
    }
}
