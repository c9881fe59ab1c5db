using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Intake;

/// <summary>Starts jobs that were claimed by a program that died before it could start them, and removes claims that nothing can come of.</summary>
public sealed class StartClaimedJobs(
    IntakeLock intakeLock,
    IStore store,
    ClaimStore claims,
    ClaimedJobs claimed,
    JobStarter starter,
    JobDirectory jobs,
    JobIndex index,
    ILogger<StartClaimedJobs> logger
)
{
    /// <summary>Looks through all work folders once.</summary>
    public Task RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        return intakeLock.RunAsync(() => StartAllAsync(client, cancellationToken), cancellationToken);
    }

    private async Task<int> StartAllAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var started = 0;
        await foreach (var jobKey in store.ListFoldersAsync(DataLayout.Work, cancellationToken))
        {
            if (JobKey.IsValid(jobKey) && MayBeUnstarted(index.Find(jobKey)) && await TryStartAsync(client, jobKey, cancellationToken))
            {
                started++;
            }
        }

        await BringBackAsync(client, cancellationToken);
        return started;
    }

    /// <summary>
    /// Archives of jobs that neither the history nor a claim knows go back to in/: someone has emptied work/ and the history with it. Where processes share the
    /// store the job may be another's.
    /// </summary>
    private async Task BringBackAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (store.Traits.IsShared)
        {
            return;
        }

        await foreach (var jobKey in store.ListFoldersAsync(DataLayout.Inputs, cancellationToken))
        {
            try
            {
                if (JobKey.IsValid(jobKey) && await IsUnknownAsync(client, jobKey, cancellationToken))
                {
                    await BringBackAsync(jobKey, cancellationToken);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Log.HousekeepingFault(logger, $"bringing back the archive of job {jobKey}", e.Message);
            }
        }
    }

    private async Task<bool> IsUnknownAsync(DurableTaskClient client, string jobKey, CancellationToken cancellationToken) =>
        index.Find(jobKey) is null
        && (await claims.FindAsync(jobKey, cancellationToken)).Claim is null
        && await jobs.FindAsync(client, jobKey, cancellationToken) is null;

    private async Task BringBackAsync(string jobKey, CancellationToken cancellationToken)
    {
        foreach (var file in await store.ListAsync(DataLayout.InputsOf(jobKey), cancellationToken).ToListAsync(cancellationToken))
        {
            await store.MoveIntoAsync(file.Name, DataLayout.In, file.FileName, cancellationToken);
            Log.ArchiveBack(logger, file.FileName, jobKey);
        }

        await store.DeleteFolderAsync(DataLayout.InputsOf(jobKey), cancellationToken);
    }

    // Unknown, or failed: an archive of a failed job that is in its work folder and not in error/ was to be tried again when the program died. The index answers
    // for the many that are neither, so that ten thousand work folders do not mean ten thousand questions.
    private static bool MayBeUnstarted(JobStatus? status) => status is null || JobStates.IsError(status.Job.State);

    private async Task<bool> TryStartAsync(DurableTaskClient client, string jobKey, CancellationToken cancellationToken)
    {
        try
        {
            var (claim, version) = await claims.FindAsync(jobKey, cancellationToken);
            if (claim is null)
            {
                // Cut off by a kill while it was written, before its archive moved. In a shared store a claim is written as a whole.
                if (version is not null && !store.Traits.IsShared)
                {
                    await RemoveIfVoidAsync(client, jobKey, claim: null, cancellationToken);
                }

                return false;
            }

            if (store.Traits.IsShared && claim.Owner != await starter.OwnerAsync(client, cancellationToken))
            {
                return false;
            }

            if (!await IsUnstartedAsync(client, jobKey, claim, cancellationToken))
            {
                await RemoveIfVoidAsync(client, jobKey, claim, cancellationToken);
                return false;
            }

            Log.OrphanStarted(logger, jobKey);
            await claimed.StartAsync(client, jobKey, claim, createdAt: null, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Its claim cannot be read now. The others can be started all the same; this one with the next housekeeping.
            Log.HousekeepingFault(logger, $"starting the claimed job {jobKey}", e.Message);
            return false;
        }
    }

    private async Task<bool> IsUnstartedAsync(DurableTaskClient client, string jobKey, Claim claim, CancellationToken cancellationToken) =>
        await store.ExistsAsync(DataLayout.InputOf(jobKey, claim.FileName), cancellationToken)
        && await jobs.FindAsync(client, jobKey, cancellationToken) is null or { HasFailed: true };

    /// <summary>
    /// Removes a claim whose archive never came, and whose file is gone: a kill came between the two, and the file was an upload that had not been answered yet, or
    /// its owner has taken it away. The order matters: what is moved while this looks is found in the second place, and what is started in the third.
    /// </summary>
    private async Task RemoveIfVoidAsync(DurableTaskClient client, string jobKey, Claim? claim, CancellationToken cancellationToken)
    {
        if (
            await store.FindAsync(DataLayout.ClaimOf(jobKey), cancellationToken) is { } file
            && (claim is null || !await claims.IsFileThereAsync(claim, cancellationToken))
            && !await store.ListAsync(DataLayout.InputsOf(jobKey), cancellationToken).AnyAsync(cancellationToken)
            && await jobs.FindAsync(client, jobKey, cancellationToken) is null
            && await store.ListTreeAsync(DataLayout.WorkOf(jobKey), _ => true, cancellationToken).CountAsync(cancellationToken) == 1
        )
        {
            await store.DeleteAsync(file, cancellationToken);
            if (!store.Traits.IsShared)
            {
                await store.DeleteFolderAsync(DataLayout.WorkOf(jobKey), cancellationToken);
            }

            Log.ClaimVoid(logger, jobKey);
        }
    }
}
