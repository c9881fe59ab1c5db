using DurableTask.Core;
using DurableTask.Core.History;

namespace Comic2Pdf.DurableTask.Sqlite.History;

/// <summary>A message that is recorded: in the inbox, or as a timer that has fired.</summary>
internal sealed record StoredMessage(long Row, bool IsTimer, TaskMessage Message);

/// <summary>A message that is to be recorded, with its event's text.</summary>
internal sealed record OutgoingMessage(TaskMessage Message)
{
    public OutgoingMessage(string instanceId, string? executionId, HistoryEvent value)
        : this(
            new TaskMessage
            {
                OrchestrationInstance = new() { InstanceId = instanceId, ExecutionId = executionId },
                Event = value,
            }
        ) { }

    public string Text { get; } = HistoryJson.Write(Message.Event);
    public HistoryEvent Event => Message.Event;
    public string InstanceId => Message.OrchestrationInstance.InstanceId;
    public string? ExecutionId => Message.OrchestrationInstance.ExecutionId;
}

/// <summary>
/// Everything that one turn of an orchestration changes; it is committed as a whole or not at all. Texts are made before it is queued:
/// the writer's thread only writes. A new execution deletes the history before it. Messages are starts of sub-orchestrations, events, and
/// results for the parent.
/// </summary>
internal sealed record Turn(
    long Key,
    int Number,
    bool IsNewExecution,
    string Events,
    OrchestrationState? State,
    IReadOnlyList<StoredMessage> Consumed,
    IReadOnlyList<OutgoingMessage> Activities,
    IReadOnlyList<OutgoingMessage> Messages,
    IReadOnlyList<OutgoingMessage> Timers
);
