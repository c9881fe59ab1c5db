using DurableTask.Core;
using Microsoft.DurableTask;

namespace Comic2Pdf.LocalRuntime.Durable;

/// <summary>The statuses in which an instance keeps its id from being started again.</summary>
internal static class DedupeStatuses
{
    /// <summary>An open instance is kept, a finished one is replaced: overridableExistingInstanceStates = NonRunningStates, the Functions host's default.</summary>
    public static readonly OrchestrationStatus[] Default =
    [
        OrchestrationStatus.Pending,
        OrchestrationStatus.Running,
        OrchestrationStatus.Suspended,
        OrchestrationStatus.ContinuedAsNew,
    ];

    /// <exception cref="ArgumentException">A status that there is not, or Terminated together with an open status that is left out.</exception>
    public static OrchestrationStatus[] Of(StartOrchestrationOptions? options)
    {
        if (options?.DedupeStatuses is not { } names)
        {
            return Default;
        }

        OrchestrationStatus[] dedupe = [.. names.Select(Parse)];
        if (dedupe.Contains(OrchestrationStatus.Running))
        {
            // The framework's name for a running instance between two generations.
            dedupe = [.. dedupe, OrchestrationStatus.ContinuedAsNew];
        }

        return dedupe.Contains(OrchestrationStatus.Terminated) && !KeepsEveryOpenInstance(dedupe)
            ? throw new ArgumentException(
                "The dedupe statuses name Terminated but not every open status: an open instance would be terminated and then forbid the new one.",
                nameof(options)
            )
            : dedupe;
    }

    public static bool KeepsEveryOpenInstance(OrchestrationStatus[] dedupe) => Default.All(dedupe.Contains);

    private static OrchestrationStatus Parse(string name) =>
        Enum.TryParse<OrchestrationStatus>(name, ignoreCase: true, out var status) && Enum.IsDefined(status)
            ? status
            : throw new ArgumentException($"'{name}' is not an orchestration status.", nameof(name));
}
