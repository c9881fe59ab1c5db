using DurableTask.Core;
using DurableTask.Core.History;

namespace Comic2Pdf.DurableTask.Sqlite.History;

/// <summary>
/// Everything that one turn of an orchestration changes; it is committed as a whole or not at all. Texts are made before it is queued:
/// the writer's thread only writes.
/// </summary>
internal sealed record Turn(long Key, int Number, string Events, OrchestrationState? State)
{
    /// <summary>The instance goes on as a new execution: the history before this turn is deleted.</summary>
    public required bool IsNewExecution { get; init; }

    public required IReadOnlyList<StoredMessage> Consumed { get; init; }

    public required IReadOnlyList<OutgoingMessage> Activities { get; init; }

    /// <summary>Starts of sub-orchestrations, events, results for the parent.</summary>
    public required IReadOnlyList<OutgoingMessage> Messages { get; init; }

    public required IReadOnlyList<OutgoingMessage> Timers { get; init; }

    public bool IsFinished => State?.OrchestrationStatus.IsFinished() ?? false;
}

/// <summary>A message that is recorded: in the inbox, or as a timer that has fired.</summary>
internal sealed record StoredMessage(long Row, bool IsTimer, TaskMessage Message);

/// <summary>A message that is to be recorded, with its event's text.</summary>
internal sealed record OutgoingMessage(TaskMessage Message, string Event)
{
    public OutgoingMessage(TaskMessage message)
        : this(message, HistoryJson.Write(message.Event))
    {
    }

    public string InstanceId => Message.OrchestrationInstance.InstanceId;

    public string? ExecutionId => Message.OrchestrationInstance.ExecutionId;

    public static IReadOnlyList<OutgoingMessage> All(IEnumerable<TaskMessage> messages) => [.. messages.Select(static m => new OutgoingMessage(m))];

    public static OutgoingMessage To(string instanceId, string? executionId, HistoryEvent value) =>
        new(new TaskMessage { OrchestrationInstance = new() { InstanceId = instanceId, ExecutionId = executionId }, Event = value });
}
