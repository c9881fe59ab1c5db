using System.Text.Json.Serialization;

namespace Comic2Pdf.LocalRuntime.History;

/// <summary>
/// One fact of an orchestration's history. Three sorts: what came in (results, timers, events), what the orchestrator decided
/// (scheduled, created, sent), and the beginning of a turn. The short discriminators are on disk: they never change their meaning.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "t")]
[JsonDerivedType(typeof(TurnStarted), "turn")]
[JsonDerivedType(typeof(ExecutionStarted), "start")]
[JsonDerivedType(typeof(TaskScheduled), "task")]
[JsonDerivedType(typeof(TaskCompleted), "task+")]
[JsonDerivedType(typeof(TaskFailed), "task-")]
[JsonDerivedType(typeof(TimerCreated), "timer")]
[JsonDerivedType(typeof(TimerFired), "timer+")]
[JsonDerivedType(typeof(SubOrchestrationCreated), "sub")]
[JsonDerivedType(typeof(SubOrchestrationCompleted), "sub+")]
[JsonDerivedType(typeof(SubOrchestrationFailed), "sub-")]
[JsonDerivedType(typeof(EventSent), "send")]
[JsonDerivedType(typeof(EventRaised), "event")]
[JsonDerivedType(typeof(ExecutionSuspended), "suspend")]
[JsonDerivedType(typeof(ExecutionResumed), "resume")]
[JsonDerivedType(typeof(ExecutionTerminated), "terminate")]
[JsonDerivedType(typeof(ExecutionAborted), "abort")]
internal abstract record HistoryEvent;

/// <summary>A turn begins; its time is the orchestrator's CurrentUtcDateTime until the next turn.</summary>
internal sealed record TurnStarted(DateTime At) : HistoryEvent;

internal sealed record ExecutionStarted(string? Input) : HistoryEvent;

internal sealed record TaskCompleted(int Id, string? Result) : HistoryEvent;

internal sealed record TaskFailed(int Id, Failure Failure) : HistoryEvent;

internal sealed record TimerFired(int Id) : HistoryEvent;

internal sealed record SubOrchestrationCompleted(int Id, string? Result) : HistoryEvent;

internal sealed record SubOrchestrationFailed(int Id, Failure Failure) : HistoryEvent;

internal sealed record EventRaised(string Name, string? Input) : HistoryEvent;

internal sealed record ExecutionSuspended(string? Reason) : HistoryEvent;

internal sealed record ExecutionResumed(string? Reason) : HistoryEvent;

internal sealed record ExecutionTerminated(string? Output) : HistoryEvent;

/// <summary>The runtime itself ends the instance: its code has awaited something that is not durable.</summary>
internal sealed record ExecutionAborted(Failure Failure) : HistoryEvent;
