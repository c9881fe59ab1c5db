using Comic2Pdf.Processing.Worker;

namespace Comic2Pdf.Tests.Worker;

public sealed class WorkerDeadlineTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(70);

    [Fact]
    public void IsPast_LoadedMachineGivesATenth_OnlyAfterFiveLimits() => Assert.Equal(5 * 70, EndsAt(t => t * 0.1));

    [Fact]
    public void IsPast_WorkerHasAllItsTime_AtTheLimit() => Assert.Equal(70, EndsAt(t => t));

    [Fact]
    public void IsPast_WorkerNeverWorks_AtTheLimitByTheClock() => Assert.Equal(70, EndsAt(_ => 0));

    [Fact]
    public void IsPast_WorkerIdlesInItsRuntime_AtTheLimitByTheClock() => Assert.Equal(70, EndsAt(t => t * 0.001));

    [Fact]
    public void IsPast_WorkerHangsInTheMiddle_ALimitAfterItsLastWork() => Assert.Equal(100, EndsAt(t => Math.Min(t, 30)));

    private static int EndsAt(Func<int, double> used)
    {
        var deadline = new WorkerDeadline(Limit);
        return Enumerable.Range(0, 1000).First(t => deadline.IsPast(TimeSpan.FromSeconds(t), TimeSpan.FromSeconds(used(t))));
    }
}
