using Microsoft.DurableTask.Client;

namespace Comic2Pdf.LocalRuntime.History;

/// <summary>Everything that one turn of an orchestration changes; it is committed as a whole or not at all.</summary>
internal sealed record TurnCommit(InstanceRef Instance)
{
    /// <summary>The turn's number in the history, from 0.</summary>
    public required int Turn { get; init; }

    /// <summary>The turn as it goes into the history: its start, what came in, what was decided.</summary>
    public required List<HistoryEvent> Events { get; init; }

    /// <summary>The highest inbox message that the turn has consumed; 0: none.</summary>
    public required long ConsumedUpTo { get; init; }

    public required OrchestrationRuntimeStatus Status { get; init; }

    public IReadOnlyList<Decision> Decisions { get; init; } = [];

    /// <summary>Timers that fired in this turn or were cancelled in it, created earlier or in this very turn.</summary>
    public IReadOnlyCollection<int> TimersDone { get; init; } = [];

    public bool SetsCustomStatus { get; init; }

    public string? CustomStatus { get; init; }

    /// <summary>The result of a finished instance: JSON, or plain text of a failure.</summary>
    public string? Output { get; init; }

    public Failure? Failure { get; init; }

    /// <summary>Set when the instance begins anew with an empty history.</summary>
    public NewExecution? Next { get; init; }

    public bool IsFinished => Status
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}

/// <summary>How an instance goes on after ContinueAsNew: the new input and the events that it keeps.</summary>
internal sealed record NewExecution(string? Input, IReadOnlyList<EventRaised> Events);

/// <summary>A new instance as a client or a parent asks for it.</summary>
internal sealed record NewInstance(string Id, string Name, string? Input)
{
    public DateTime? StartAt { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Statuses of an existing instance that make the creation fail.</summary>
    public required IReadOnlyCollection<OrchestrationRuntimeStatus> Forbidden { get; init; }

    public InstanceRef? Parent { get; init; }

    public int ParentTask { get; init; }
}
