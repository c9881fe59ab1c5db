using Comic2Pdf.Functions.Orchestrations;
using Comic2Pdf.Functions.Settings;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Activities;

/// <summary>The activities: thin, all of them can run twice.</summary>
public sealed class ActivityFunctions(PrepStage prep, OcrStage ocr, Publisher publisher, StatusRecorder recorder, HeartbeatJudge judge, AppSettings settings, ILogger<ActivityFunctions> logger)
{
    /// <summary>PREP of one attempt.</summary>
    [Function(Names.Prep)]
    public Task<StageOutcome> PrepAsync([ActivityTrigger] StageWork work, FunctionContext context) => prep.RunAsync(work, context.CancellationToken);

    /// <summary>Takes over the files of a PREP.</summary>
    [Function(Names.PromotePrep)]
    public StageOutcome PromotePrep([ActivityTrigger] StageWork work) => prep.Promote(work);

    /// <summary>Reads a chunk of pages.</summary>
    [Function(Names.OcrChunk)]
    public Task<StageOutcome> OcrChunkAsync([ActivityTrigger] StageWork work, FunctionContext context) => ocr.ReadChunkAsync(work, context.CancellationToken);

    /// <summary>Makes the finished PDF.</summary>
    [Function(Names.Finish)]
    public Task<StageOutcome> FinishAsync([ActivityTrigger] StageWork work, FunctionContext context) => ocr.FinishAsync(work, context.CancellationToken);

    /// <summary>Puts it into out/.</summary>
    [Function(Names.Publish)]
    public StageOutcome Publish([ActivityTrigger] StageWork work) => publisher.Publish(work);

    /// <summary>Takes a status to the files.</summary>
    [Function(Names.Record)]
    public void RecordStatus([ActivityTrigger] StatusUpdate update) => recorder.Record(update);

    /// <summary>Asks whether an attempt still beats.</summary>
    [Function(Names.CheckHeartbeat)]
    public HeartbeatAnswer CheckHeartbeat([ActivityTrigger] HeartbeatQuery query) => judge.Judge(query);

    /// <summary>Removes the work folder, when it is not to be kept.</summary>
    [Function(Names.RemoveWork)]
    public void RemoveWork([ActivityTrigger] string jobKey)
    {
        if (settings.KeepWorkDirDays != 0)
        {
            return;
        }

        try
        {
            publisher.RemoveWork(jobKey);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The job is done all the same; the janitor tries again.
            Log.HousekeepingFault(logger, $"removing the work folder of job {jobKey}", e.Message);
        }
    }
}
