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
        while (true)
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
                return await OutcomeAsync(attempt);
            }

            if (winner == timer)
            {
                var answer = await context.CallActivityAsync<HeartbeatAnswer>(Names.CheckHeartbeat, new HeartbeatQuery(work.JobKey, stage, work.Token, started));
                if (answer.IsStale && !attempt.IsCompleted)
                {
                    IsGivenUp = true;
                    return new StageOutcome { IsTimeout = true, IsTransient = true, Detail = $"no heartbeat for {answer.SilentSeconds:0} s" };
                }

                wait = TimeSpan.FromSeconds(Math.Max(0.5, answer.AskAgainSeconds));
                continue;
            }

            await mailbox.TakeAsync();
            if (mailbox.IsCancelled)
            {
                IsGivenUp = true;
                return new StageOutcome { IsCancelled = true };
            }
        }
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
