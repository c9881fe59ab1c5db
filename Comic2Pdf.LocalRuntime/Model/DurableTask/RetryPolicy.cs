// Mirrors Microsoft.DurableTask.Abstractions 1.25.0 (see docs/local-runtime.md, "The mirrored model").
namespace Microsoft.DurableTask;

/// <summary>
/// A declarative retry. The attempts include the first one; the wait before attempt n+1 is
/// firstRetryInterval * backoffCoefficient^(n-1), at most maxRetryInterval (default one hour); no attempt starts after retryTimeout
/// (default: never) counted from the first call. Waits are durable timers.
/// </summary>
public class RetryPolicy
{
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1.0);
        RequireAtLeastFirst(maxRetryInterval, firstRetryInterval, nameof(maxRetryInterval));
        RequireAtLeastFirst(retryTimeout, firstRetryInterval, nameof(retryTimeout));
        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    public double BackoffCoefficient { get; }

    public TimeSpan MaxRetryInterval { get; }

    public TimeSpan RetryTimeout { get; }

    /// <summary>Which failures are retried. Default: all.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => ShouldHandle = value;
    }

    internal Func<TaskFailureDetails, bool> ShouldHandle { get; private init; } = static _ => true;

    private static void RequireAtLeastFirst(TimeSpan? value, TimeSpan first, string name)
    {
        if (value < first && value != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(name, value, "The value must be at least firstRetryInterval.");
        }
    }
}
