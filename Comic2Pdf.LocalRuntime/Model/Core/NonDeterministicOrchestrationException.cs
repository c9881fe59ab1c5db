// Mirrors Microsoft.Azure.DurableTask.Core 3.9.0 (see docs/local-runtime.md, "The mirrored model").
namespace DurableTask.Core.Exceptions;

/// <summary>The orchestrator's code did not do again what its history says it did. The instance fails with it.</summary>
public class NonDeterministicOrchestrationException : OrchestrationException
{
    public NonDeterministicOrchestrationException(int eventId, string eventDetails)
        : base("Non-Deterministic workflow detected: " + eventDetails) => EventId = eventId;
}
