using Comic2Pdf.LocalRuntime.Engine;
using Microsoft.DurableTask;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Engine;

public sealed class RetriesTests
{
    [Theory]
    [InlineData(1, 0, 2.0)]
    [InlineData(2, 2, 6.0)]
    [InlineData(3, 8, 10.0)]
    [InlineData(4, 18, 10.0)]
    public void NextDelay_FailedAttempts_GrowsByTheCoefficientUpToTheLimit(int failed, int elapsed, double expected)
    {
        var policy = new RetryPolicy(5, TimeSpan.FromSeconds(2), 3.0, TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.FromSeconds(expected), Retries.NextDelay(policy, failed, TimeSpan.FromSeconds(elapsed)));
    }

    [Fact]
    public void NextDelay_LastAttempt_IsNull()
    {
        var policy = new RetryPolicy(3, TimeSpan.FromSeconds(1));

        Assert.NotNull(Retries.NextDelay(policy, 2, TimeSpan.Zero));
        Assert.Null(Retries.NextDelay(policy, 3, TimeSpan.Zero));
    }

    [Fact]
    public void NextDelay_TimeIsOver_IsNull()
    {
        var policy = new RetryPolicy(3, TimeSpan.FromSeconds(1), retryTimeout: TimeSpan.FromSeconds(5));

        Assert.NotNull(Retries.NextDelay(policy, 1, TimeSpan.FromSeconds(4.9)));
        Assert.Null(Retries.NextDelay(policy, 1, TimeSpan.FromSeconds(5)));
    }
}
