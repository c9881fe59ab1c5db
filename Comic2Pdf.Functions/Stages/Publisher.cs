using Comic2Pdf.Functions.Books;
using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Functions.Telemetry;
using Comic2Pdf.Processing.Errors;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Stages;

/// <summary>The last moves of a job. Each can be done again after a crash in its middle.</summary>
public sealed class Publisher(IStore store, JsonFiles files, BookShelf shelf, SidecarFiles sidecars, ILogger<Publisher> logger)
{
    /// <summary>The finished PDF to out/, the archive to archive/.</summary>
    public async Task<StageOutcome> PublishAsync(StageWork job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        using var span = Spans.Work("publish", job);
        var target = DataLayout.OutOf(job.JobKey, job.FileName, job.Folder);
        try
        {
            // First as if nothing were there: where a crash has interrupted the move, what it made need not be made a second time.
            var final = DataLayout.FinalOf(job.JobKey, job.Token);
            if (await store.MoveAsync(final, target, overwrite: false, cancellationToken) == MoveResult.TargetExists)
            {
                await store.MoveAsync(final, target, overwrite: true, cancellationToken);
            }

            if (await store.FindAsync(target, cancellationToken) is not { } pdf)
            {
                return StageOutcome.Failed(ErrorCode.OutputNotWritable, "the finished PDF is gone", isTransient: true);
            }

            await sidecars.PublishAsync(job, target, cancellationToken);
            await shelf.PublishAsync(job.JobKey, job.Token, cancellationToken);
            var archive = DataLayout.Below(DataLayout.Archive, job.Folder);
            await store.MoveIntoAsync(DataLayout.InputOf(job.JobKey, job.FileName), archive, job.FileName, cancellationToken);
            await RemoveEmptyAsync(job.JobKey, cancellationToken);
            return new StageOutcome { Path = store.DisplayName(target), SizeBytes = pdf.Length };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Thrown: the orchestration tries it again until there is room, and no attempt is lost.
            Log.PublishDelayed(logger, job.JobKey, e.Message);
            throw;
        }
    }

    /// <summary>The archive to error/[jobKey]/, with a state.json that says why.</summary>
    public async Task MoveToErrorAsync(JobRecord job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        await files.WriteAsync(DataLayout.ErrorOf(job.JobKey, DataLayout.StateFile), job, cancellationToken);
        var input = DataLayout.InputOf(job.JobKey, job.InputFile);
        if (job.Error?.Code == JobError.InputChanged && !DataLayout.IsIgnored(job.InputFile))
        {
            await store.MoveIntoAsync(input, DataLayout.Below(DataLayout.In, job.InputFolder), job.InputFile, cancellationToken);
        }
        else
        {
            await store.MoveAsync(input, DataLayout.ErrorArchiveOf(job.JobKey, job.InputFile), overwrite: true, cancellationToken);
        }

        await RemoveEmptyAsync(job.JobKey, cancellationToken);
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

    /// <summary>The work folder goes; the claim first, so that housekeeping does not repair what is being removed. An archive is never removed.</summary>
    public async Task RemoveWorkAsync(string jobKey, CancellationToken cancellationToken)
    {
        await foreach (var old in store.ListAsync(DataLayout.OldInputsOf(jobKey), cancellationToken))
        {
            await store.MoveIntoAsync(old.Name, DataLayout.InputsOf(jobKey), old.FileName, cancellationToken);
        }

        await store.DeleteAsync(DataLayout.ClaimOf(jobKey), cancellationToken);
        await store.DeleteFolderAsync(DataLayout.WorkOf(jobKey), cancellationToken);
    }

    // Only where folders are more than parts of names.
    private async Task RemoveEmptyAsync(string jobKey, CancellationToken cancellationToken)
    {
        var folder = DataLayout.InputsOf(jobKey);
        if (store.Traits.HasCheapCalls && !await store.ListAsync(folder, cancellationToken).AnyAsync(cancellationToken))
        {
            await store.DeleteFolderAsync(folder, cancellationToken);
        }
    }
}
