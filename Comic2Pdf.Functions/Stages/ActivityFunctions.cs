using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Settings;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Stages;

/// <summary>The activities: thin, all of them can run twice.</summary>
public sealed class ActivityFunctions(
    PrepStage prep,
    OcrStage ocr,
    Publisher publisher,
    StatusRecorder recorder,
    HeartbeatCheck check,
    AppSettings settings,
    ILogger<ActivityFunctions> logger
)
{
    /// <summary>PREP of one attempt.</summary>
    [Function(Names.Prep)]
    public Task<StageOutcome> PrepAsync([ActivityTrigger] StageWork work, FunctionContext context) =>
        prep.RunAsync(work, context.CancellationToken);

    /// <summary>Takes over the files of a PREP.</summary>
    [Function(Names.PromotePrep)]
    public Task<StageOutcome> PromotePrepAsync([ActivityTrigger] StageWork work, FunctionContext context) =>
        prep.PromoteAsync(work, context.CancellationToken);

    /// <summary>Reads a chunk of pages.</summary>
    [Function(Names.OcrChunk)]
    public Task<StageOutcome> OcrChunkAsync([ActivityTrigger] StageWork work, FunctionContext context) =>
        ocr.ReadChunkAsync(work, context.CancellationToken);

    /// <summary>Makes the finished PDF.</summary>
    [Function(Names.Finish)]
    public Task<StageOutcome> FinishAsync([ActivityTrigger] StageWork work, FunctionContext context) =>
        ocr.FinishAsync(work, context.CancellationToken);

    /// <summary>Puts it into out/.</summary>
    [Function(Names.Publish)]
    public Task<StageOutcome> PublishAsync([ActivityTrigger] StageWork work, FunctionContext context) =>
        publisher.PublishAsync(work, context.CancellationToken);

    /// <summary>Takes a status to the files.</summary>
    [Function(Names.Record)]
    public Task RecordStatusAsync([ActivityTrigger] StatusUpdate update, FunctionContext context) =>
        recorder.RecordAsync(update, context.CancellationToken);

    /// <summary>Asks whether an attempt still beats.</summary>
    [Function(Names.CheckHeartbeat)]
    public Task<HeartbeatAnswer> CheckHeartbeatAsync([ActivityTrigger] HeartbeatQuery query, FunctionContext context) =>
        check.RunAsync(query, context.CancellationToken);

    /// <summary>Removes the work folder, when it is not to be kept.</summary>
    [Function(Names.RemoveWork)]
    public async Task RemoveWorkAsync([ActivityTrigger] string jobKey, FunctionContext context)
    {
        if (settings.KeepWorkDirDays != 0)
        {
            return;
        }

        try
        {
            await publisher.RemoveWorkAsync(jobKey, context.CancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The job is done all the same; the janitor tries again.
            Log.HousekeepingFault(logger, $"removing the work folder of job {jobKey}", e.Message);
        }
    }
}
