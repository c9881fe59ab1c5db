using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Intake;

/// <summary>Does a job that is DONE once more, from its archive in archive/: pages were skipped perhaps, and would be read today. Its PDF stays until the new one takes its place.</summary>
public sealed class RequeueJob(IntakeLock intakeLock, IStore store, ClaimStore claims, ClaimFactory factory, ClaimedJobs claimed)
{
    // So many archives of one name are looked at.
    private const int MostNames = 1000;

    /// <summary>Starts the job again.</summary>
    /// <returns>Null when it was started; else why not.</returns>
    /// <exception cref="IOException">The store cannot be used now; trying again completes what was begun.</exception>
    public Task<string?> RunAsync(DurableTaskClient client, JobRecord job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        return intakeLock.RunAsync(() => RequeueAsync(client, job, cancellationToken), cancellationToken);
    }

    private async Task<string?> RequeueAsync(DurableTaskClient client, JobRecord job, CancellationToken cancellationToken)
    {
        var input = DataLayout.InputOf(job.JobKey, job.InputFile);
        if (!await store.ExistsAsync(input, cancellationToken))
        {
            if (await FindArchiveAsync(job, cancellationToken) is not { } archive)
            {
                return "the archive is no longer in archive/; drop it into in/ and decide FORCE_REPROCESS";
            }

            // Its pages are to be read again. Before the archive moves: from then on housekeeping completes what a crash interrupts.
            await store.DeleteFolderAsync(DataLayout.WorkOf(job.JobKey, "ocr"), cancellationToken);

            if (await store.MoveAsync(archive, input, cancellationToken) != MoveResult.Moved)
            {
                return "the archive has just been moved or changed";
            }
        }

        var claim = await factory.RenewAsync(client, job, cancellationToken);
        var found = await claims.FindAsync(job.JobKey, cancellationToken);
        if (!await claimed.TryClaimAsync(job.JobKey, claim, found.Version, cancellationToken))
        {
            return "another process that shares the store has taken it up";
        }

        await claimed.StartAsync(client, job.JobKey, claim, job.CreatedAt, cancellationToken);
        return null;
    }

    /// <summary>The archive of the job: by its size first, then by its content. Another of the same name may stand there.</summary>
    private async Task<StoredFile?> FindArchiveAsync(JobRecord job, CancellationToken cancellationToken)
    {
        for (var i = 1; i <= MostNames; i++)
        {
            var name = $"{DataLayout.Below(DataLayout.Archive, job.InputFolder)}/{DataLayout.Numbered(job.InputFile, i)}";
            if (await store.FindAsync(name, cancellationToken) is not { } file)
            {
                // Archives are numbered without gaps, unless someone has tidied up.
                if (i > 1)
                {
                    return null;
                }

                continue;
            }

            if (file.Length == job.SizeBytes && await HasContentAsync(file, job.FileHash, cancellationToken))
            {
                return file;
            }
        }

        return null;
    }

    private async Task<bool> HasContentAsync(StoredFile file, string hash, CancellationToken cancellationToken)
    {
        await using var content = await store.OpenReadAsync(file.Name, cancellationToken);
        return await JobKey.HashAsync(content, cancellationToken) == hash;
    }
}
