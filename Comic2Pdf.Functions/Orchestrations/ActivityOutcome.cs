using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Processing.Errors;
using Microsoft.DurableTask;

namespace Comic2Pdf.Functions.Orchestrations;

/// <summary>The outcome of a stage's activity. Activities return their failures; one that throws all the same must not end the job without a reason.</summary>
internal static class ActivityOutcome
{
    /// <summary>The outcome; a failed task is a transient failure, in which the process that ran it has ended most likely.</summary>
    public static async Task<StageOutcome> OfAsync(Task<StageOutcome> activity)
    {
        try
        {
            return await activity;
        }
        catch (TaskFailedException e)
        {
            return StageOutcome.Failed(ErrorCode.Internal, e.FailureDetails.ErrorMessage, isTransient: true) with { IsInterrupted = true };
        }
    }
}
