// Mirrors Microsoft.Azure.Functions.Worker.Core 2.52.0 (see docs/local-runtime.md, "The mirrored model").
namespace Microsoft.Azure.Functions.Worker;

/// <summary>How often the trigger has delivered this event before (0: the first time), and how often it will try again at most.</summary>
public abstract class RetryContext
{
    public abstract int RetryCount { get; }

    public abstract int MaxRetryCount { get; }
}
