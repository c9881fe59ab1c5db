using Comic2Pdf.Functions.Stages;

namespace Comic2Pdf.Tests.Functions.Stages;

[Trait("Storage", "files")]
public sealed class HeartbeatRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    // Seconds ago: the last beat, the attempt's start, the program's start; the time-out. Whether it is stale, the silence, when to ask again.
    [InlineData(4.0, 100, 1000, 10, false, 4, 6)]
    [InlineData(9.9, 100, 1000, 10, false, 9.9, 0.5)]
    [InlineData(10.0, 100, 1000, 10, true, 10, 0)]
    [InlineData(60.0, 100, 1000, 600, false, 60, 15)]
    [InlineData(null, 3, 1000, 10, false, 3, 7)]
    [InlineData(null, 11, 1000, 10, true, 11, 0)]
    [InlineData(500.0, 3, 1000, 10, false, 3, 7)]
    [InlineData(500.0, 1000, 2, 10, false, 2, 8)]
    [InlineData(null, 1000, 2, 10, false, 2, 8)]
    [InlineData(500.0, 1000, 12, 10, true, 12, 0)]
    [InlineData(-3.0, 100, 1000, 10, false, -3, 13)]
    public void Decide_Silence_CountsFromTheLatestSignOfLife(
        double? beat,
        double attempt,
        double program,
        double timeout,
        bool isStale,
        double silent,
        double askAgain
    )
    {
        var answer = HeartbeatRule.Decide(
            beat is { } ago ? Now.AddSeconds(-ago) : null,
            Now.AddSeconds(-attempt),
            Now.AddSeconds(-program),
            Now,
            TimeSpan.FromSeconds(timeout)
        );
        Assert.Equal(
            (isStale, silent, askAgain),
            (answer.IsStale, Math.Round(answer.SilentSeconds, 3), Math.Round(answer.AskAgainSeconds, 3))
        );
    }

    [Fact]
    public void Unknown_IsNeitherSilenceNorForGood()
    {
        Assert.False(HeartbeatRule.Unknown.IsStale);
        Assert.InRange(HeartbeatRule.Unknown.AskAgainSeconds, 0.5, 5);
    }
}
