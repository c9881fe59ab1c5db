using System.Diagnostics;
using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.DurableTask;

namespace Comic2Pdf.LocalRuntime.Durable;

/// <summary>Starts instances, and first ends an open one with the same id where the dedupe statuses say so.</summary>
internal sealed class InstanceStarter(IOrchestrationServiceClient service, InstanceReader instances, DataConverter converter)
{
    /// <summary>Starts an instance.</summary>
    /// <exception cref="ArgumentException">The id is not valid.</exception>
    /// <exception cref="global::DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException">The id has an instance whose status is among the dedupe statuses.</exception>
    public async Task StartAsync(string id, ExecutionStartedEvent start, OrchestrationStatus[] dedupe, CancellationToken cancellation)
    {
        InstanceIds.Check(id);
        if (
            !DedupeStatuses.KeepsEveryOpenInstance(dedupe)
            && await instances.FindAsync(id, cancellation) is { } old
            && Statuses.IsOpen(old.OrchestrationStatus)
            && !dedupe.Contains(old.OrchestrationStatus)
        )
        {
            await service.ForceTerminateTaskOrchestrationAsync(id, converter.Serialize("A new instance with the same ID was started."));
            await instances.WaitForEndAsync(id, cancellation);
        }

        cancellation.ThrowIfCancellationRequested();
        start.OrchestrationInstance = new() { InstanceId = id, ExecutionId = Guid.NewGuid().ToString("N") };
        start.ParentTraceContext = Activity.Current is { Id: { } trace } current ? new(trace, current.TraceStateString) : null;
        await service.CreateTaskOrchestrationAsync(new() { OrchestrationInstance = start.OrchestrationInstance, Event = start }, dedupe);
    }
}
