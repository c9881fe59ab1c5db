// Mirrors Microsoft.DurableTask.Client 1.25.0 (see docs/local-runtime.md, "The mirrored model").
namespace Microsoft.DurableTask.Client;

/// <summary>Which instances are wanted. Both ends of the creation time are inclusive; TaskHubNames is refused with NotSupportedException (there is one hub).</summary>
public record OrchestrationQuery(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null,
    IEnumerable<string>? TaskHubNames = null,
    string? InstanceIdPrefix = null,
    int PageSize = OrchestrationQuery.DefaultPageSize,
    bool FetchInputsAndOutputs = false,
    string? ContinuationToken = null)
{
    public const int DefaultPageSize = 100;
}
