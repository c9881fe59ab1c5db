using Comic2Pdf.Functions.Notices;

namespace Comic2Pdf.Tests.Functions.Notices;

public sealed class NoticeRetryRuleTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 30)]
    [InlineData(5, 1800)]
    [InlineData(6, 3600)]
    [InlineData(74, 3600)]
    public void DelayAfter_Attempts_Grows(int attempts, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), NoticeRetryRule.DelayAfter(attempts));

    [Fact]
    public void DelayAfter_ThreeDays_IsNone()
    {
        Assert.Null(NoticeRetryRule.DelayAfter(NoticeRetryRule.MostAttempts));
        var all = Enumerable.Range(1, NoticeRetryRule.MostAttempts - 1).Sum(a => NoticeRetryRule.DelayAfter(a)!.Value.TotalDays);
        Assert.InRange(all, 2.8, 3.2);
    }
}
