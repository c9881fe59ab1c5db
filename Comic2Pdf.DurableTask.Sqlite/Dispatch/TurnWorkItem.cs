using Comic2Pdf.DurableTask.Sqlite.History;
using DurableTask.Core;
using DurableTask.Core.History;

namespace Comic2Pdf.DurableTask.Sqlite.Dispatch;

/// <summary>A turn of an instance in the hands of the framework.</summary>
internal sealed class TurnWorkItem : TaskOrchestrationWorkItem
{
    public TurnWorkItem(Session session, List<StoredMessage> consumed)
    {
        Instance = session;
        Consumed = consumed;
        InstanceId = session.InstanceId;
        OrchestrationRuntimeState = new OrchestrationRuntimeState(session.History);
        NewMessages = consumed.ConvertAll(static m => m.Message);
        // One process owns the file: the lock needs no renewal.
        LockedUntilUtc = DateTime.MaxValue;
    }

    public Session Instance { get; }

    public List<StoredMessage> Consumed { get; }

    /// <summary>It was completed or given back: nothing is left to release.</summary>
    public bool IsSettled { get; set; }

    /// <summary>The messages begin an execution.</summary>
    public bool IsStart => Instance.Turns == 0 && Consumed.Exists(static m => m.Message.Event is ExecutionStartedEvent);
}
