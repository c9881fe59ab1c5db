using Comic2Pdf.LocalRuntime.History;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.LocalRuntime.Engine;

/// <summary>Where an orchestrator stands after a turn.</summary>
internal sealed record TurnOutcome(OrchestrationRuntimeStatus Status)
{
    public IReadOnlyList<Decision> Decisions { get; init; } = [];

    public IReadOnlyCollection<int> TimersDone { get; init; } = [];

    /// <summary>False for an end that did not come from the code: then the instance keeps the status that it had.</summary>
    public bool SetsCustomStatus { get; init; }

    public string? CustomStatus { get; init; }

    public string? Output { get; init; }

    public Failure? Failure { get; init; }

    public NewExecution? Next { get; init; }

    /// <summary>A failure: the output is the plain message, as clients of the real engine see it.</summary>
    public static TurnOutcome Failed(Failure failure) =>
        new(OrchestrationRuntimeStatus.Failed) { Failure = failure, Output = failure.Message };

    public static TurnOutcome Terminated(string? output) => new(OrchestrationRuntimeStatus.Terminated)
    {
        Output = output,
        Failure = new Failure("Terminated", output is null ? "The sub-orchestration was terminated." : $"The sub-orchestration was terminated: {output}", null, null),
    };
}
