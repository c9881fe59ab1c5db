// Mirrors Microsoft.Azure.DurableTask.Core 3.9.0 (see docs/local-runtime.md, "The mirrored model").
namespace DurableTask.Core.Exceptions;

/// <summary>The root of the engine's own exceptions.</summary>
public class OrchestrationException : Exception
{
    public OrchestrationException()
    {
    }

    public OrchestrationException(string message)
        : base(message)
    {
    }

    public OrchestrationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public int EventId { get; set; }
}
