using DurableTask.Core;
using PurgeResult = Microsoft.DurableTask.Client.PurgeResult;

namespace Comic2Pdf.LocalRuntime.Durable;

/// <summary>Removes finished instances. One that is open or missing is left alone and not counted.</summary>
internal sealed class InstancePurger(IOrchestrationServiceClient service, IOrchestrationServicePurgeClient purge, InstanceReader instances)
{
    /// <summary>Removes one instance, with its sub-orchestrations when that is wanted.</summary>
    /// <returns>How many were removed.</returns>
    public async Task<int> PurgeAsync(string instanceId, bool recursive, CancellationToken cancellation)
    {
        // Asked here, because Azure Storage removes the rows of a running instance too.
        if (await instances.FindAsync(instanceId, cancellation) is not { } state || Statuses.IsOpen(state.OrchestrationStatus))
        {
            return 0;
        }

        var children = recursive ? await ChildInstances.OfAsync(service, instanceId) : [];
        var count = (await purge.PurgeInstanceStateAsync(instanceId)).DeletedInstanceCount;
        foreach (var child in children)
        {
            count += await PurgeAsync(child, recursive, cancellation);
        }

        return count;
    }

    /// <summary>Removes many, until the time is over.</summary>
    public async Task<PurgeResult> PurgeAsync(IEnumerable<string> ids, bool recursive, Func<bool> isOver, CancellationToken cancellation)
    {
        var count = 0;
        foreach (var id in ids)
        {
            if (isOver())
            {
                return new(count, isComplete: false);
            }

            count += await PurgeAsync(id, recursive, cancellation);
        }

        return new(count, isComplete: true);
    }
}
