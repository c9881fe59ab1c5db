// Mirrors Microsoft.DurableTask.Client 1.25.0 (see docs/local-runtime.md, "The mirrored model").
namespace Microsoft.DurableTask.Client;

/// <summary>Which finished instances are purged. Both ends of the creation time are inclusive. With a Timeout the purge may stop early and says so in its result.</summary>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
{
    public TimeSpan? Timeout { get; init; }
}
