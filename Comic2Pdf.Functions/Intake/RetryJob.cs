using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Intake;

/// <summary>Starts a failed job again with the archive that was put aside.</summary>
public sealed class RetryJob(IntakeLock intakeLock, IStore store, ClaimStore claims, ClaimFactory factory, ClaimedJobs claimed)
{
    /// <summary>Starts the job again.</summary>
    /// <returns>Null when it was started; else why not.</returns>
    /// <exception cref="IOException">The store cannot be used now; trying again completes what was begun.</exception>
    public Task<string?> RunAsync(DurableTaskClient client, JobRecord job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        return intakeLock.RunAsync(() => RetryAsync(client, job, cancellationToken), cancellationToken);
    }

    private async Task<string?> RetryAsync(DurableTaskClient client, JobRecord job, CancellationToken cancellationToken)
    {
        var claim = await factory.RenewAsync(client, job, cancellationToken);
        var found = await claims.FindAsync(job.JobKey, cancellationToken);
        var isForeign = store.Traits.IsShared && found.Claim is { } other && other.Owner != claim.Owner;
        if (isForeign || !await claimed.TryClaimAsync(job.JobKey, claim, found.Version, cancellationToken))
        {
            return "another process that shares the store has taken it up";
        }

        var input = DataLayout.InputOf(job.JobKey, job.InputFile);
        if (
            !await store.ExistsAsync(input, cancellationToken)
            && await store.MoveAsync(DataLayout.ErrorArchiveOf(job.JobKey, job.InputFile), input, overwrite: false, cancellationToken)
                == MoveResult.SourceMissing
        )
        {
            return "the archive is no longer in error/; drop it into in/ again";
        }

        await claimed.StartAsync(client, job.JobKey, claim, job.CreatedAt, cancellationToken);
        return null;
    }
}
