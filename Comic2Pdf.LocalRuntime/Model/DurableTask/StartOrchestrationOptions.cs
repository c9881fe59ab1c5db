// Mirrors Microsoft.DurableTask.Abstractions 1.25.0 (see docs/local-runtime.md, "The mirrored model").
using System.Collections.Immutable;

namespace Microsoft.DurableTask;

/// <summary>
/// How a new instance is started: its id (default: a new one), when (default: now), its tags, and the statuses of an existing
/// instance with the same id that make the start fail. Null statuses: Pending, Running and Suspended make it fail, a finished instance is replaced.
/// </summary>
public record StartOrchestrationOptions
{
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        Tags = options.Tags;
        DedupeStatuses = options.DedupeStatuses;
    }

    public string? InstanceId { get; init; }

    public DateTimeOffset? StartAt { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary.Create<string, string>();

    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
