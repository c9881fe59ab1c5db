using Comic2Pdf.Functions.Jobs;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Mirror;

/// <summary>Orchestrations of jobs, asked for by those who want to do something about them.</summary>
public static class JobInstances
{
    private static readonly TimeSpan LastMoves = TimeSpan.FromSeconds(5);

    /// <summary>A job's orchestration, or null. One whose job is over may have last files to move: a matter of moments, which are waited for.</summary>
    public static async Task<OrchestrationMetadata?> FindAsync(DurableTaskClient client, string jobKey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        var instance = await client.GetInstanceAsync(jobKey, getInputsAndOutputs: true, cancellationToken);
        if (instance is not { IsCompleted: false } || JobStatusReader.Read(instance) is not { } status || !JobStates.IsFinal(status.Job.State))
        {
            return instance;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LastMoves);
        try
        {
            return await client.WaitForInstanceCompletionAsync(jobKey, getInputsAndOutputs: true, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The disk is full, perhaps. It is what it is.
            return instance;
        }
    }
}
