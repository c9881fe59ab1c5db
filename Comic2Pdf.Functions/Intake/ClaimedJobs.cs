using Comic2Pdf.Functions.Storage;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Intake;

/// <summary>
/// The steps from a claim to a job: claim (exclusive), move the archive into the job's folder, start. The order survives a crash anywhere: a claim without a start
/// is found again (<see cref="StartClaimedJobs"/>).
/// </summary>
public sealed class ClaimedJobs(IStore store, ClaimStore claims, JobStarter starter)
{
    /// <summary>Claims a job, over the version of a claim that was found. What others would take for the state of the new run goes first.</summary>
    /// <returns>False when another process was quicker.</returns>
    public async Task<bool> TryClaimAsync(string jobKey, Claim claim, string? foundVersion, CancellationToken cancellationToken)
    {
        if (foundVersion is not null && store.Traits.IsShared)
        {
            await store.DeleteAsync(DataLayout.StateOf(jobKey), cancellationToken);
        }

        return await claims.TryReplaceAsync(jobKey, claim, foundVersion, cancellationToken);
    }

    /// <summary>Moves a file into the job's folder. What has the name there already is the same, byte for byte.</summary>
    /// <returns>False when the file is gone, or was written over since it was read. Without an archive the claim goes too: no other process is to wait for it.</returns>
    public async Task<bool> TryMoveInAsync(StoredFile file, string jobKey, string fileName, CancellationToken cancellationToken)
    {
        var input = DataLayout.InputOf(jobKey, fileName);
        MoveResult result;
        while ((result = await store.MoveAsync(file, input, cancellationToken)) == MoveResult.TargetExists)
        {
            await store.DeleteAsync(input, cancellationToken);
        }

        if (result == MoveResult.SourceMissing && !await store.ExistsAsync(input, cancellationToken))
        {
            await claims.DeleteAsync(jobKey, cancellationToken);
        }

        return result == MoveResult.Moved;
    }

    /// <summary>Starts a job whose archive is in its folder.</summary>
    /// <param name="client">The history.</param>
    /// <param name="jobKey">The job.</param>
    /// <param name="claim">Its claim.</param>
    /// <param name="createdAt">When the job was found; null: now.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task StartAsync(
        DurableTaskClient client,
        string jobKey,
        Claim claim,
        string? createdAt,
        CancellationToken cancellationToken
    )
    {
        // What error/ holds of the last run is of no use any more: the archive is the same, byte for byte, and the reason may be wrong tomorrow. Before the start:
        // should that fail, housekeeping starts the job, and comes through here again.
        await store.DeleteFolderAsync(DataLayout.ErrorOf(jobKey), cancellationToken);
        await starter.StartAsync(client, jobKey, claim, createdAt, cancellationToken);
    }
}
