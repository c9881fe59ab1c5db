using Comic2Pdf.Functions.Contracts;
using Microsoft.DurableTask;

namespace Comic2Pdf.Functions.Orchestrations;

/// <summary>Races an attempt with its heartbeat and with the operator. What loses is fenced: it ends by itself and its output is never taken over.</summary>
internal sealed class AttemptWatch(TaskOrchestrationContext context, JobMailbox mailbox, StageWork work, string stage)
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterAFailedCheck = TimeSpan.FromSeconds(5);

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
                outcome = await ActivityOutcome.OfAsync(attempt);
            }
            else if (winner == timer)
            {
                var answer = await AskAsync(started);
                outcome = answer.IsStale && !attempt.IsCompleted ? GiveUp(StageOutcome.TimedOut(answer.SilentSeconds)) : null;
                wait = TimeSpan.FromSeconds(Math.Max(0.5, answer.AskAgainSeconds));
            }
            else
            {
                await mailbox.ReceiveAsync();
                outcome = mailbox.IsCancelled ? GiveUp(StageOutcome.Cancelled) : null;
            }
        }

        return outcome;
    }

    private async Task<HeartbeatAnswer> AskAsync(DateTime started)
    {
        try
        {
            return await context.CallActivityAsync<HeartbeatAnswer>(
                Names.CheckHeartbeat,
                new HeartbeatQuery(work.JobKey, stage, work.Token, started)
            );
        }
        catch (TaskFailedException)
        {
            // A check that fails proves nothing about the attempt. No retry policy: while it waits, neither the attempt's end nor a cancellation is seen.
            return new HeartbeatAnswer(false, 0, AfterAFailedCheck.TotalSeconds);
        }
    }

    private StageOutcome GiveUp(StageOutcome why)
    {
        IsGivenUp = true;
        return why;
    }
}
