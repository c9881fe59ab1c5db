// Mirrors Microsoft.Azure.DurableTask.Core 3.9.0 (see docs/local-runtime.md, "The mirrored model").
namespace DurableTask.Core.Exceptions;

/// <summary>An instance with this id exists in a status that forbids a new one.</summary>
public class OrchestrationAlreadyExistsException : InvalidOperationException
{
    public OrchestrationAlreadyExistsException()
    {
    }

    public OrchestrationAlreadyExistsException(string message)
        : base(message)
    {
    }

    public OrchestrationAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
