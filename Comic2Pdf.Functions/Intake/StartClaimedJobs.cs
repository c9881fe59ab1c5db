using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Intake;

/// <summary>
/// What a program left that died between two steps of taking a file in, of a retry or of a requeue. An archive in hold/jobs/ has a job that works on it: one that was
/// never started, or was to run once more, is started; where nothing knows the job, the archive goes back to in/. Claims that nothing can come of are removed.
/// </summary>
public sealed class StartClaimedJobs(
    IntakeLock intakeLock,
    IStore store,
    ClaimStore claims,
    ClaimFactory factory,
    ClaimedJobs claimed,
    JobStarter starter,
    JobDirectory jobs,
    JobIndex index,
    ILogger<StartClaimedJobs> logger
)
{
    /// <summary>Looks through all archives and all claims once.</summary>
    public Task RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        return intakeLock.RunAsync(() => LookThroughAsync(client, cancellationToken), cancellationToken);
    }

    // The index answers for the many that nothing is to be done about, so that ten thousand work folders do not mean ten thousand questions.
    private async Task<bool> LookThroughAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        await ForEachAsync(
            DataLayout.Inputs,
            status => status is null || JobStates.IsFinal(status.Job.State),
            jobKey => StartAsync(client, jobKey, cancellationToken),
            cancellationToken
        );
        await ForEachAsync(
            DataLayout.Work,
            status => status is null,
            jobKey => RemoveIfVoidAsync(client, jobKey, cancellationToken),
            cancellationToken
        );
        return true;
    }

    private async Task ForEachAsync(
        string folder,
        Func<JobStatus?, bool> isDue,
        Func<string, Task> act,
        CancellationToken cancellationToken
    )
    {
        await foreach (var jobKey in store.ListFoldersAsync(folder, cancellationToken))
        {
            try
            {
                if (JobKey.IsValid(jobKey) && isDue(index.Find(jobKey)))
                {
                    await act(jobKey);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Something of it cannot be read now. The others have their turn all the same; this one with the next housekeeping.
                Log.HousekeepingFault(logger, $"looking at {folder}/{jobKey}", e.Message);
            }
        }
    }

    /// <summary>
    /// Starts the job of an archive, unless it runs. A job that is over puts its archive away before it ends: one that is there all the same was brought back for
    /// another run.
    /// </summary>
    private async Task StartAsync(DurableTaskClient client, string jobKey, CancellationToken cancellationToken)
    {
        var job = await jobs.FindAsync(client, jobKey, cancellationToken);
        if (job is { IsCompleted: false })
        {
            return;
        }

        if (await ClaimAsync(client, jobKey, job?.Record, cancellationToken) is not { } claim)
        {
            await BringBackAsync(jobKey, cancellationToken);
        }
        else if (
            await IsOursAsync(client, claim, cancellationToken)
            && await store.ExistsAsync(DataLayout.InputOf(jobKey, claim.FileName), cancellationToken)
        )
        {
            Log.OrphanStarted(logger, jobKey);
            await claimed.StartAsync(client, jobKey, claim, job?.Record?.CreatedAt, cancellationToken);
        }
    }

    /// <summary>The claim of an archive; one of a job that the history knows can be made again.</summary>
    private async Task<Claim?> ClaimAsync(DurableTaskClient client, string jobKey, JobRecord? job, CancellationToken cancellationToken)
    {
        var (claim, version) = await claims.FindAsync(jobKey, cancellationToken);
        if (claim is not null || job is null)
        {
            return claim;
        }

        claim = await factory.RenewAsync(client, job, cancellationToken);
        return await claimed.TryClaimAsync(jobKey, claim, version, cancellationToken)
            ? claim
            : throw new IOException("another process is at it");
    }

    /// <summary>
    /// Someone has emptied work/ and the history with it. Where processes share the store the job may be another's.
    /// </summary>
    private async Task BringBackAsync(string jobKey, CancellationToken cancellationToken)
    {
        if (store.Traits.IsShared)
        {
            return;
        }

        foreach (var file in await store.ListAsync(DataLayout.InputsOf(jobKey), cancellationToken).ToListAsync(cancellationToken))
        {
            await store.MoveIntoAsync(file.Name, DataLayout.In, file.FileName, cancellationToken);
            Log.ArchiveBack(logger, file.FileName, jobKey);
        }

        await store.DeleteFolderAsync(DataLayout.InputsOf(jobKey), cancellationToken);
    }

    /// <summary>
    /// Removes a claim whose archive never came, and whose file is gone: a kill came between the two, and the file was an upload that had not been answered yet, or
    /// its owner has taken it away. One that was cut off while it was written is as void; a shared store writes it as a whole. The order matters: what is moved while
    /// this looks is found in the second place, and what is started in the third.
    /// </summary>
    private async Task RemoveIfVoidAsync(DurableTaskClient client, string jobKey, CancellationToken cancellationToken)
    {
        var (claim, version) = await claims.FindAsync(jobKey, cancellationToken);
        if (
            version is not null
            && (
                claim is null
                    ? !store.Traits.IsShared
                    : await IsOursAsync(client, claim, cancellationToken) && !await claims.IsFileThereAsync(claim, cancellationToken)
            )
            && !await store.ListAsync(DataLayout.InputsOf(jobKey), cancellationToken).AnyAsync(cancellationToken)
            && await jobs.FindAsync(client, jobKey, cancellationToken) is null
            && await store.ListTreeAsync(DataLayout.WorkOf(jobKey), _ => true, cancellationToken).CountAsync(cancellationToken) == 1
            && await store.FindAsync(DataLayout.ClaimOf(jobKey), cancellationToken) is { } file
            && file.Version == version
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

    private async Task<bool> IsOursAsync(DurableTaskClient client, Claim claim, CancellationToken cancellationToken) =>
        !store.Traits.IsShared || claim.Owner == await starter.OwnerAsync(client, cancellationToken);
}
