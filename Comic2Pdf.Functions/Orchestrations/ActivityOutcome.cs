using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Processing.Errors;
using Microsoft.DurableTask;

namespace Comic2Pdf.Functions.Orchestrations;

/// <summary>What a stage's activity came to. Activities return their failures; one that could not even do that must not end the job without a word.</summary>
internal static class ActivityOutcome
{
    /// <summary>The outcome; a failed task is a transient failure.</summary>
    public static async Task<StageOutcome> OfAsync(Task<StageOutcome> activity)
    {
        try
        {
            return await activity;
        }
        catch (TaskFailedException e)
        {
            return StageOutcome.Failed(ErrorCode.Internal, e.FailureDetails.ErrorMessage, isTransient: true);
        }
    }
}
