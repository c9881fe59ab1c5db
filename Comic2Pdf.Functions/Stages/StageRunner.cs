using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Functions.Telemetry;
using Comic2Pdf.Processing.Errors;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Stages;

/// <summary>Runs an attempt's work with a heartbeat, until it ends, is given up, or the host stops.</summary>
public sealed class StageRunner(
    IStore store,
    AppSettings settings,
    RuntimeConfigStore config,
    TimeProvider time,
    EventCounters counters,
    ILogger<StageRunner> logger
)
{
    /// <summary>Runs the work of an attempt.</summary>
    /// <param name="job">The attempt.</param>
    /// <param name="stage">PREP or OCR.</param>
    /// <param name="work">The work; it reports progress to the heartbeat and stops upon the token, if it can.</param>
    /// <param name="stopping">The host stops.</param>
    /// <exception cref="OperationCanceledException">The host stops: the runtime delivers the activity again.</exception>
    public async Task<StageOutcome> RunAsync(
        StageWork job,
        string stage,
        Func<Heartbeat, CancellationToken, Task<StageOutcome>> work,
        CancellationToken stopping
    )
    {
        ArgumentNullException.ThrowIfNull(job);
        using var span = Spans.Work(
            stage == Jobs.JobStages.Prep ? "prep"
                : job.Count > 0 ? "ocr chunk"
                : "finish",
            job
        );
        var outcome = await RunOnceAsync(job, stage, work, stopping);
        span.End(outcome);
        return outcome;
    }

    private async Task<StageOutcome> RunOnceAsync(
        StageWork job,
        string stage,
        Func<Heartbeat, CancellationToken, Task<StageOutcome>> work,
        CancellationToken stopping
    )
    {
        using var about = LogSubject.OfJob(logger, job.JobKey);
        await using var heartbeat = new Heartbeat(
            store,
            job.JobKey,
            stage,
            job.Token,
            TimeSpan.FromSeconds(settings.StallSeconds),
            TimeoutAsync,
            time,
            logger,
            stopping
        );
        try
        {
            if (!await heartbeat.IsCurrentAsync())
            {
                return Fenced(job, stage, heartbeat);
            }

            await heartbeat.StartAsync();
            // On another thread, and not waited for past the fence: work that hangs for good must not keep the orchestration open.
            return await Task.Run(() => work(heartbeat, heartbeat.Token), CancellationToken.None).WaitAsync(heartbeat.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (heartbeat.Token.IsCancellationRequested)
        {
            return Fenced(job, stage, heartbeat);
        }
        catch (ComicException e)
        {
            counters.NoteFault(e);
            return StageOutcome.Failed(e.Code, e.Message, e.IsTransient) with { IsBlocked = e.Code == ErrorCode.OutputNotWritable };
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // They were removed: the same attempt again would not find them either, but a retry by the operator begins with PREP.
            return StageOutcome.Failed(ErrorCode.WorkMissing, $"files are gone from the work folder: {e.Message}", isTransient: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            counters.NoteFault(e);
            return StageOutcome.Failed(ErrorCode.OutputNotWritable, e.Message, isTransient: true) with { IsBlocked = true };
        }
        catch (Exception e)
        {
            Log.StageFault(logger, e, job.JobKey, stage);
            return StageOutcome.Failed(ErrorCode.Internal, $"{e.GetType().Name}: {e.Message}", isTransient: true);
        }
    }

    private async Task<TimeSpan> TimeoutAsync() => TimeSpan.FromSeconds((await config.GetAsync(CancellationToken.None)).JobTimeoutSeconds);

    private StageOutcome Fenced(StageWork job, string stage, Heartbeat heartbeat)
    {
        if (heartbeat.IsFenceMissing)
        {
            return StageOutcome.Failed(ErrorCode.WorkMissing, "the work folder is gone", isTransient: stage == Jobs.JobStages.Prep);
        }

        Log.AttemptFenced(logger, job.JobKey, job.Token, stage);
        return StageOutcome.Failed(ErrorCode.Cancelled, "the attempt was given up", isTransient: true);
    }
}
