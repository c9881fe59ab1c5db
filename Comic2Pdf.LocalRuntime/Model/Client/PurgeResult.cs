// Mirrors Microsoft.DurableTask.Client 1.25.0 (see docs/local-runtime.md, "The mirrored model").
namespace Microsoft.DurableTask.Client;

/// <summary>How many instances a purge has deleted, and whether it went through.</summary>
public class PurgeResult
{
    public PurgeResult(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        PurgedInstanceCount = count;
    }

    public PurgeResult(int count, bool? isComplete)
        : this(count) => IsComplete = isComplete;

    public int PurgedInstanceCount { get; }

    public bool? IsComplete { get; }
}
