using DurableTask.Core;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.LocalRuntime.Durable;

/// <summary>The framework's statuses and times, and the client's. The two enumerations have the same names.</summary>
internal static class Statuses
{
    private static readonly OrchestrationRuntimeStatus[] Finished =
    [
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
    ];

    public static bool IsOpen(OrchestrationStatus status) =>
        status
            is OrchestrationStatus.Pending
                or OrchestrationStatus.Running
                or OrchestrationStatus.Suspended
                or OrchestrationStatus.ContinuedAsNew;

    public static OrchestrationStatus ToCore(OrchestrationRuntimeStatus status) => Enum.Parse<OrchestrationStatus>(status.ToString());

    public static OrchestrationRuntimeStatus FromCore(OrchestrationStatus status) =>
        Enum.Parse<OrchestrationRuntimeStatus>(status.ToString());

    /// <summary>The wanted ones that are final; with nothing wanted, all final ones.</summary>
    public static IReadOnlyList<OrchestrationRuntimeStatus> FinishedOf(IEnumerable<OrchestrationRuntimeStatus>? wanted)
    {
        var statuses = wanted?.ToList();
        return statuses is { Count: > 0 } ? [.. Finished.Where(statuses.Contains)] : Finished;
    }

    public static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
