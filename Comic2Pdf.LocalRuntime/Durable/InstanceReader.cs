using DurableTask.Core;

namespace Comic2Pdf.LocalRuntime.Durable;

/// <summary>The state of an instance: as it is now, as a request needs it, or once it has come to a point.</summary>
internal sealed class InstanceReader(IOrchestrationServiceClient service, TimeProvider time)
{
    // A provider's wait takes a limit; this one is renewed.
    private static readonly TimeSpan WaitLimit = TimeSpan.FromDays(1);
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(1);

    /// <summary>The state now; null when there is no such instance.</summary>
    public async Task<OrchestrationState?> FindAsync(string instanceId, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return (await service.GetOrchestrationStateAsync(instanceId, allExecutions: false))?.FirstOrDefault(s => s is not null);
    }

    /// <summary>The state, when its status is one that the request allows.</summary>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">Its status forbids the request.</exception>
    public async Task<OrchestrationState> RequireAsync(
        string instanceId,
        Func<OrchestrationStatus, bool> allowed,
        string what,
        CancellationToken cancellation
    )
    {
        var state =
            await FindAsync(instanceId, cancellation)
            ?? throw new ArgumentException(
                $"Cannot {what} the orchestration instance {instanceId}: there is none with this ID.",
                nameof(instanceId)
            );
        return allowed(state.OrchestrationStatus)
            ? state
            : throw new InvalidOperationException(
                $"Cannot {what} the orchestration instance {instanceId} because it is {state.OrchestrationStatus}."
            );
    }

    /// <summary>Waits until the instance has started.</summary>
    /// <exception cref="InvalidOperationException">There is no such instance.</exception>
    public async Task<OrchestrationState> WaitForStartAsync(string instanceId, CancellationToken cancellation)
    {
        // The framework has no signal for this, so look, ever more rarely.
        for (var pause = FirstLook; ; pause = pause * 2 < LongestLook ? pause * 2 : LongestLook)
        {
            var state = await FindAsync(instanceId, cancellation) ?? throw Missing(instanceId);
            if (state.OrchestrationStatus != OrchestrationStatus.Pending)
            {
                return state;
            }

            await Task.Delay(pause, time, cancellation);
        }
    }

    /// <summary>Waits until the instance has ended.</summary>
    /// <exception cref="InvalidOperationException">There is no such instance.</exception>
    public async Task<OrchestrationState> WaitForEndAsync(string instanceId, CancellationToken cancellation)
    {
        if (await FindAsync(instanceId, cancellation) is null)
        {
            throw Missing(instanceId);
        }

        while (true)
        {
            var end = await service.WaitForOrchestrationAsync(instanceId, executionId: null, WaitLimit, cancellation);
            cancellation.ThrowIfCancellationRequested();
            if (end is not null)
            {
                return end;
            }
        }
    }

    private static InvalidOperationException Missing(string instanceId) =>
        new($"There is no orchestration instance with the ID {instanceId}.");
}
