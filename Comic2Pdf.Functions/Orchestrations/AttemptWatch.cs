using Comic2Pdf.Functions.Activities;
using Comic2Pdf.Processing.Errors;
using Microsoft.DurableTask;

namespace Comic2Pdf.Functions.Orchestrations;

/// <summary>Races an attempt with its heartbeat and with the operator. What loses is fenced: it ends by itself and its output is nobody's.</summary>
internal sealed class AttemptWatch(TaskOrchestrationContext context, JobMailbox mailbox, StageWork work, string stage)
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(2);

    /// <summary>Whether the attempt lost: it must schedule nothing more.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>Runs the attempt.</summary>
    public async Task<StageOutcome> RunAsync(Func<Task<StageOutcome>> start)
    {
        var started = context.CurrentUtcDateTime;
        var attempt = start();
        var wait = FirstLook;
        StageOutcome? outcome = null;
        while (outcome is null)
        {
            using var cancellation = new CancellationTokenSource();
            var timer = context.CreateTimer(wait, cancellation.Token);
            var winner = await Task.WhenAny(attempt, timer, mailbox.Next);
            if (winner != timer)
            {
                JobMailbox.CancelTimer(cancellation);
            }

            if (winner == attempt)
            {
                outcome = await OutcomeAsync(attempt);
            }
            else if (winner == timer)
            {
                var answer = await context.CallActivityAsync<HeartbeatAnswer>(Names.CheckHeartbeat, new HeartbeatQuery(work.JobKey, stage, work.Token, started));
                outcome = answer.IsStale && !attempt.IsCompleted
                    ? GiveUp(new StageOutcome { IsTimeout = true, IsTransient = true, Detail = $"no heartbeat for {answer.SilentSeconds:0} s" })
                    : null;
                wait = TimeSpan.FromSeconds(Math.Max(0.5, answer.AskAgainSeconds));
            }
            else
            {
                await mailbox.TakeAsync();
                outcome = mailbox.IsCancelled ? GiveUp(new StageOutcome { IsCancelled = true }) : null;
            }
        }

        return outcome;
    }

    private StageOutcome GiveUp(StageOutcome why)
    {
        IsGivenUp = true;
        return why;
    }

    private static async Task<StageOutcome> OutcomeAsync(Task<StageOutcome> attempt)
    {
        try
        {
            return await attempt;
        }
        catch (TaskFailedException e)
        {
            // Activities return their failures; this one could not even do that.
            var text = e.FailureDetails.ErrorMessage;
            return new StageOutcome { Code = ErrorCode.Internal, Detail = text.Length > 240 ? text[..240] : text, IsTransient = true };
        }
    }
}
