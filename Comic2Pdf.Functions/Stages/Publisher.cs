using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Functions.Stages;

/// <summary>The last moves of a job. Each can be done again after a crash in its middle.</summary>
public sealed class Publisher(IStore store, JsonFiles files)
{
    /// <summary>The finished PDF to out/, the archive to archive/.</summary>
    public async Task<StageOutcome> PublishAsync(StageWork job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        var target = DataLayout.OutOf(job.JobKey, job.FileName);
        try
        {
            // First as if nothing were there: where a crash has interrupted the move, what it made need not be made a second time.
            var final = DataLayout.WorkOf(job.JobKey, $"final.{job.Token}.pdf");
            if (await store.MoveAsync(final, target, overwrite: false, cancellationToken) == MoveResult.TargetExists)
            {
                await store.MoveAsync(final, target, overwrite: true, cancellationToken);
            }

            if (!await store.ExistsAsync(target, cancellationToken))
            {
                return NotPublished("the finished PDF is gone");
            }

            await store.MoveIntoAsync(DataLayout.InputOf(job.JobKey, job.FileName), DataLayout.Archive, job.FileName, cancellationToken);
            return new StageOutcome { Path = store.DisplayName(target) };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return NotPublished($"the PDF cannot be put in place: {e.Message}");
        }
    }

    /// <summary>The archive to error/[jobKey]/, with a state.json that says why.</summary>
    public async Task MoveToErrorAsync(JobRecord job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        await files.WriteAsync(DataLayout.ErrorOf(job.JobKey, "state.json"), job, cancellationToken);
        await store.MoveAsync(
            DataLayout.InputOf(job.JobKey, job.InputFile),
            DataLayout.ErrorOf(job.JobKey, job.InputFile),
            overwrite: true,
            cancellationToken
        );
        await foreach (var left in store.ListAsync(DataLayout.WorkOf(job.JobKey), cancellationToken))
        {
            if (
                left.Name.EndsWith(".pdf", StringComparison.Ordinal)
                && left.Name != DataLayout.RawOf(job.JobKey)
                && left.Name != DataLayout.InvalidOf(job.JobKey)
            )
            {
                await store.DeleteAsync(left.Name, cancellationToken);
            }
        }
    }

    /// <summary>The work folder goes; the claim first, so that housekeeping does not repair what is being removed.</summary>
    public async Task RemoveWorkAsync(string jobKey, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(DataLayout.ClaimOf(jobKey), cancellationToken);
        await store.DeleteFolderAsync(DataLayout.WorkOf(jobKey), cancellationToken);
    }

    private static StageOutcome NotPublished(string detail) => StageOutcome.Failed(ErrorCode.OutputNotWritable, detail, isTransient: true);
}
