using DurableTask.Core;

namespace Comic2Pdf.LocalRuntime.Durable;

/// <summary>Terminates instances, with their sub-orchestrations when that is wanted.</summary>
internal sealed class InstanceTerminator(IOrchestrationServiceClient service, InstanceReader instances)
{
    /// <summary>Terminates an instance that is open.</summary>
    public async Task TerminateAsync(string instanceId, string? reason, bool recursive, CancellationToken cancellation)
    {
        await service.ForceTerminateTaskOrchestrationAsync(instanceId, reason);
        if (recursive)
        {
            await TerminateChildrenAsync(instanceId, reason, cancellation);
        }
    }

    private async Task TerminateChildrenAsync(string instanceId, string? reason, CancellationToken cancellation)
    {
        // An instance that has ended starts no more children, so its history names all of them.
        await instances.WaitForEndAsync(instanceId, cancellation);
        foreach (var child in await ChildInstances.OfAsync(service, instanceId))
        {
            if (await instances.FindAsync(child, cancellation) is { } state && Statuses.IsOpen(state.OrchestrationStatus))
            {
                await service.ForceTerminateTaskOrchestrationAsync(child, reason);
            }

            if (await instances.FindAsync(child, cancellation) is not null)
            {
                await TerminateChildrenAsync(child, reason, cancellation);
            }
        }
    }
}
