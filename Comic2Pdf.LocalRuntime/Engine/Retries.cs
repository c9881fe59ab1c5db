using Comic2Pdf.LocalRuntime.History;
using Microsoft.DurableTask;

namespace Comic2Pdf.LocalRuntime.Engine;

/// <summary>Calls again what has failed, as a policy or a handler says. All waiting is durable: the caller's timers.</summary>
internal static class Retries
{
    public static Task<T> RunAsync<T>(TaskOrchestrationContext context, TaskRetryOptions? retry, Func<Task<T>> attempt) => retry switch
    {
        { Policy: { } policy } => ByPolicyAsync(context, policy, attempt),
        { Handler: { } handler } => ByHandlerAsync(context, handler, attempt),
        _ => attempt(),
    };

    /// <summary>The wait after a failed attempt (from 1), or null when there is no other one.</summary>
    public static TimeSpan? NextDelay(RetryPolicy policy, int failedAttempts, TimeSpan elapsed)
    {
        if (failedAttempts >= policy.MaxNumberOfAttempts || (policy.RetryTimeout != Timeout.InfiniteTimeSpan && elapsed >= policy.RetryTimeout))
        {
            return null;
        }

        var milliseconds = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, failedAttempts - 1);
        var max = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        return milliseconds < max.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : max;
    }

    private static async Task<T> ByPolicyAsync<T>(TaskOrchestrationContext context, RetryPolicy policy, Func<Task<T>> attempt)
    {
        var start = context.CurrentUtcDateTime;
        for (var failed = 1; ; failed++)
        {
            TimeSpan delay;
            try
            {
                return await attempt();
            }
            catch (TaskFailedException e) when (IsRetriable(e) && policy.ShouldHandle(e.FailureDetails))
            {
                if (NextDelay(policy, failed, context.CurrentUtcDateTime - start) is not { } next)
                {
                    throw;
                }

                delay = next;
            }

            await context.CreateTimer(delay, CancellationToken.None);
        }
    }

    private static async Task<T> ByHandlerAsync<T>(TaskOrchestrationContext context, AsyncRetryHandler handler, Func<Task<T>> attempt)
    {
        var start = context.CurrentUtcDateTime;
        for (var failed = 1; ; failed++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException e) when (IsRetriable(e))
            {
                var question = new RetryContext(context, failed, e.FailureDetails, context.CurrentUtcDateTime - start, CancellationToken.None);
                if (!await handler(question))
                {
                    throw;
                }
            }
        }
    }

    private static bool IsRetriable(TaskFailedException e) => !e.Data.Contains(nameof(Failure.IsFinal));
}
