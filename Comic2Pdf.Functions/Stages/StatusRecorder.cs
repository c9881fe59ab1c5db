using System.Text;
using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Notices;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Functions.Telemetry;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Stages;

/// <summary>Takes a job's new status to the files and to the index.</summary>
public sealed class StatusRecorder(
    IStore store,
    JobIndex index,
    StateMirror mirror,
    Publisher publisher,
    StageLog stageLog,
    JobEvents events,
    EventCounters counters,
    NoticeOutbox outbox,
    ILogger<StatusRecorder> logger
)
{
    /// <summary>Records; doing it again, or late, changes nothing.</summary>
    public async Task RecordAsync(StatusUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        try
        {
            await WriteAsync(update, cancellationToken);
        }
        catch (IOException e)
        {
            // It is tried again, with pauses: jobs wait for room.
            counters.NoteFault(e);
            throw;
        }
    }

    private async Task WriteAsync(StatusUpdate update, CancellationToken cancellationToken)
    {
        var job = update.Status.Job;
        events.Note(update.Status);
        if (index.Find(job.JobKey) is not { } known || known.Run != update.Status.Run || known.Revision < update.Status.Revision)
        {
            // Before the state is shown: who sees that a job has failed finds the reason in its log.
            await WriteFailureAsync(update.Status, cancellationToken);
            if (JobStates.IsFinal(job.State))
            {
                Spans.Job(job, update.TraceParent);
            }
        }

        if (!index.Put(update.Status))
        {
            // Late: a newer status was recorded before it. Its fence must not come back.
            return;
        }

        if (update.FenceStage is { } stage)
        {
            await store.WriteAsync(
                DataLayout.FenceOf(job.JobKey, stage),
                Encoding.UTF8.GetBytes(update.FenceToken ?? string.Empty),
                cancellationToken
            );
        }

        Log.JobState(logger, job.JobKey, job.State, job.Attempt, job.Pages.Done, job.Pages.Total);
        if (job is { Error: { } error } && update.Status.Transitions is [.., { Code: not null }])
        {
            Log.JobFailed(logger, job.JobKey, job.State, error.Code, error.Detail);
        }

        await mirror.WriteStateAsync(job, cancellationToken);
        if (JobStates.IsError(job.State))
        {
            await publisher.MoveToErrorAsync(job, cancellationToken);
        }

        await outbox.AddAsync(update.Status, cancellationToken);
    }

    // Whatever an attempt failed of (its own fault, a heartbeat that stopped, the last moves) comes by here.
    private async Task WriteFailureAsync(JobStatus status, CancellationToken cancellationToken)
    {
        if (
            status is { Job.Error: { } error, Transitions: [.., { Code: not null } last] }
            && await store.ExistsAsync(DataLayout.ClaimOf(status.Job.JobKey), cancellationToken)
        )
        {
            await stageLog.AppendAsync(
                status.Job.JobKey,
                status.Job.Stage,
                [$"attempt {last.Attempt}: {last.State}: {error.Code}: {error.Detail}"]
            );
        }
    }
}
