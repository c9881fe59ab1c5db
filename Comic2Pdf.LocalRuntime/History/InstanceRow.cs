using Microsoft.DurableTask.Client;

namespace Comic2Pdf.LocalRuntime.History;

/// <summary>What the writer needs to know of an instance before it changes it.</summary>
internal sealed record InstanceRow(InstanceRef Instance, OrchestrationRuntimeStatus Status, long? ParentKey, int ParentTask)
{
    public long Key => Instance.Key;

    public bool IsFinished => Statuses.IsFinished(Status);
}

internal static class Statuses
{
    public static readonly OrchestrationRuntimeStatus[] Unfinished =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    public static bool IsFinished(OrchestrationRuntimeStatus status) => status
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}
