using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Processing.Errors;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Intake;

/// <summary>
/// Looks after archives that were refused, or whose jobs failed, because they were cut short. A copy that stood still for long, over a network perhaps, goes on in error/, where its writer has it open:
/// then the archive is another one, and goes back to in/.
/// </summary>
public sealed class ChangedArchives(
    IntakeLock intakeLock,
    IStore store,
    JobIndex index,
    RejectedFiles rejected,
    TimeProvider time,
    ILogger<ChangedArchives> logger
)
{
    private static readonly TimeSpan Watched = TimeSpan.FromDays(1);

    // The times of jobs have whole seconds.
    private static readonly TimeSpan Precision = TimeSpan.FromSeconds(1);

    /// <summary>Looks once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (store.Traits.HasWholeFiles)
        {
            return;
        }

        foreach (var name in await rejected.RetryChangedAsync(time.GetUtcNow(), cancellationToken))
        {
            Log.RefusedChanged(logger, store.DisplayName(name));
        }

        await intakeLock.RunAsync(
            async () =>
            {
                foreach (var job in index.All.Select(s => s.Job).Where(IsWatched).ToList())
                {
                    await BringBackAsync(job, cancellationToken);
                }

                return true;
            },
            cancellationToken
        );
    }

    private bool IsWatched(JobRecord job) =>
        job is { State: JobStates.ErrorPrep, Error.Code: ErrorCode.ArchiveTruncated or ErrorCode.ArchiveDamaged }
        && time.GetUtcNow() - Timestamp.Parse(job.UpdatedAt) < Watched;

    private async Task BringBackAsync(JobRecord job, CancellationToken cancellationToken)
    {
        var name = DataLayout.ErrorArchiveOf(job.JobKey, job.InputFile);
        if (
            await store.FindAsync(name, cancellationToken) is { } file
            && file.ModifiedAt > Timestamp.Parse(job.UpdatedAt) + Precision
            && file.ModifiedAt <= time.GetUtcNow()
            && !DataLayout.IsIgnored(job.InputFile)
            && await store.MoveIntoAsync(name, DataLayout.Below(DataLayout.In, job.InputFolder), job.InputFile, cancellationToken)
                is not null
        )
        {
            Log.ArchiveChanged(logger, job.InputFile, job.JobKey);
        }
    }
}
