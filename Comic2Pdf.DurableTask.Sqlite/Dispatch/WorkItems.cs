using System.Globalization;
using Comic2Pdf.DurableTask.Sqlite.History;
using DurableTask.Core;
using DurableTask.Core.History;

namespace Comic2Pdf.DurableTask.Sqlite.Dispatch;

/// <summary>An open instance in memory: what waits for its next turn, and its history if it is kept. <see cref="WorkDispatch"/> guards it.</summary>
internal sealed class Session(long key, string instanceId)
{
    public long Key => key;
    public string InstanceId => instanceId;
    public List<StoredMessage> Inbox { get; set; } = [];

    /// <summary>It waits in the queue of ready instances, or a turn of it runs.</summary>
    public bool IsBusy { get; set; }

    /// <summary>The instance is finished, replaced or purged.</summary>
    public bool IsEnded { get; set; }

    /// <summary>Turns in a row that were given back.</summary>
    public int Attempts { get; set; }

    /// <summary>The events of its turns so far; null: they must be read. Only the turn that runs touches it.</summary>
    public List<HistoryEvent>? History { get; set; }
    public int Turns { get; set; }
}

/// <summary>A turn of an instance in the hands of the framework. One process owns the file: the lock needs no renewal.</summary>
internal sealed class TurnWorkItem : TaskOrchestrationWorkItem
{
    public TurnWorkItem(Session session, List<StoredMessage> consumed)
    {
        (Instance, Consumed, InstanceId, LockedUntilUtc) = (session, consumed, session.InstanceId, DateTime.MaxValue);
        OrchestrationRuntimeState = new OrchestrationRuntimeState(session.History);
        NewMessages = consumed.ConvertAll(static m => m.Message);
    }

    public Session Instance { get; }
    public List<StoredMessage> Consumed { get; }

    /// <summary>It was completed or given back: nothing is left to release.</summary>
    public bool IsSettled { get; set; }

    /// <summary>Its history or its messages begin an execution; without that, it must wait for the start.</summary>
    public bool HasStart =>
        OrchestrationRuntimeState.ExecutionStartedEvent is not null
        || (Instance.Turns == 0 && Consumed.Exists(static m => m.Message.Event is ExecutionStartedEvent));
}

/// <summary>An activity that is scheduled and has no recorded result.</summary>
internal sealed class ActivityWorkItem : TaskActivityWorkItem
{
    public ActivityWorkItem(long row, TaskMessage message)
    {
        Row = row;
        (Id, TaskMessage, LockedUntilUtc) = (row.ToString(CultureInfo.InvariantCulture), message, DateTime.MaxValue);
    }

    public long Row { get; }
    public TaskScheduledEvent Task => (TaskScheduledEvent)TaskMessage.Event;

    /// <summary>How often it was given back.</summary>
    public int Attempts { get; set; }
}
