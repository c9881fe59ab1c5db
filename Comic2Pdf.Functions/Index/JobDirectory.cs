using System.Diagnostics.CodeAnalysis;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Index;

/// <summary>
/// Finds one job by its key. The history is asked, never a copy of it, so the answer is right also where several processes serve. For lists there is
/// <see cref="JobIndex"/>.
/// </summary>
public sealed class JobDirectory(IStore store, JsonFiles files, TimeProvider time)
{
    private static readonly TimeSpan LastMoves = TimeSpan.FromSeconds(5);

    /// <summary>The job as it is now.</summary>
    /// <returns>Null when the history has no such job, or the text is no key.</returns>
    [SuppressMessage(
        "Performance",
        "CA1822:Mark members as static",
        Justification = "One directory answers for the history, and for the store where it is needed."
    )]
    public async Task<KnownJob?> FindAsync(DurableTaskClient client, string jobKey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        return JobKey.IsValid(jobKey) && await client.GetInstanceAsync(jobKey, getInputsAndOutputs: true, cancellationToken) is { } instance
            ? Read(instance)
            : null;
    }

    /// <summary>
    /// The same for a caller that is about to change something. A job in a final state may still have files to move; that is waited for, for five seconds
    /// at most (after that the disk is full, perhaps, and the job is returned as it is).
    /// </summary>
    public async Task<KnownJob?> FindSettledAsync(DurableTaskClient client, string jobKey, CancellationToken cancellationToken)
    {
        var job = await FindAsync(client, jobKey, cancellationToken);
        if (job is not { IsCompleted: false, Record: { } record } || !JobStates.IsFinal(record.State))
        {
            return job;
        }

        using var timeout = new CancellationTokenSource(LastMoves, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return Read(await client.WaitForInstanceCompletionAsync(jobKey, getInputsAndOutputs: true, either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return job;
        }
    }

    /// <summary>The job of another app that shares the store and not the history, from its state.json.</summary>
    /// <returns>Null when there is none. In a store of our own a state.json without history is a leftover, and is not read.</returns>
    /// <exception cref="IOException">It cannot be read now.</exception>
    public async Task<JobRecord?> FindForeignAsync(string jobKey, CancellationToken cancellationToken) =>
        store.Traits.IsShared ? (await files.ReadAsync<JobRecord>(DataLayout.StateOf(jobKey), cancellationToken)).Value : null;

    private static KnownJob Read(OrchestrationMetadata instance) =>
        new(JobStatusReader.ReadJob(instance), JobStatusReader.Read(instance)?.Transitions ?? [], instance.IsCompleted);
}
