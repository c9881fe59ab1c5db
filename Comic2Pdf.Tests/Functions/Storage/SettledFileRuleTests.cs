using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Tests.Functions.Storage;

[Trait("Storage", "files")]
public sealed class SettledFileRuleTests
{
    private static readonly TimeSpan Start = TimeSpan.FromDays(1);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    [Fact]
    public void See_SameVersion_KeepsTheTimeOfTheFirstLook()
    {
        var first = SettledFileRule.See(last: null, "1", Start);
        Assert.Equal(new FileSighting("1", Start), first);
        Assert.Same(first, SettledFileRule.See(first, "1", Start + TimeSpan.FromSeconds(5)));
        Assert.Equal(
            new FileSighting("2", Start + TimeSpan.FromSeconds(5)),
            SettledFileRule.See(first, "2", Start + TimeSpan.FromSeconds(5))
        );
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(8.9, false)]
    [InlineData(9, true)]
    [InlineData(60, true)]
    public void IsSettled_AfterSeconds_WhenTheIntervalHasPassedButForATimersError(double seconds, bool isSettled) =>
        Assert.Equal(isSettled, SettledFileRule.IsSettled(new FileSighting("1", Start), Start + TimeSpan.FromSeconds(seconds), Interval));

    [Fact]
    public void IsSettled_FilesThatAppearWhole_AtOnce() =>
        Assert.True(SettledFileRule.IsSettled(new FileSighting("1", Start), Start, TimeSpan.Zero));
}
