using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Mirror;
using Comic2Pdf.Functions.Stores;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Intake;

/// <summary>What is known of a job: from the history, or, where other apps share the store and not the history, from its state.json.</summary>
public sealed class KnownJobs(IStore store, JsonFiles files)
{
    /// <summary>The job, or null.</summary>
    public async Task<JobRecord?> FindAsync(DurableTaskClient client, string jobKey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        return await client.GetInstanceAsync(jobKey, getInputsAndOutputs: true, cancellationToken) is { } instance
            ? JobStatusReader.ReadJob(instance)
            : await FindForeignAsync(jobKey, cancellationToken);
    }

    /// <summary>The job in another app's history, or null. Below DATA_DIR there is no other app: a state.json without history is a leftover.</summary>
    public async Task<JobRecord?> FindForeignAsync(string jobKey, CancellationToken cancellationToken) =>
        store.IsLocal ? null : (await files.ReadAsync<JobRecord>(DataLayout.StateOf(jobKey), cancellationToken)).Value;
}
