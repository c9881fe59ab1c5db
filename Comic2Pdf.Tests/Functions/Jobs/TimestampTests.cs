using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Tests.Functions.Jobs;

[Trait("Storage", "files")]
public sealed class TimestampTests
{
    [Fact]
    public void Of_AnyOffset_IsUtcInSeconds() =>
        Assert.Equal("2030-01-31T22:05:06Z", Timestamp.Of(new DateTimeOffset(2030, 2, 1, 0, 5, 6, 789, TimeSpan.FromHours(2))));

    [Fact]
    public void Parse_WhatWasWritten_IsTheSameSecond()
    {
        var time = new DateTimeOffset(2030, 1, 31, 22, 5, 6, TimeSpan.Zero);
        Assert.Equal(time, Timestamp.Parse(Timestamp.Of(time)));
        Assert.Equal(TimeSpan.Zero, Timestamp.Parse("2030-01-31T22:05:06Z").Offset);
        Assert.Throws<FormatException>(() => Timestamp.Parse("2030-01-31 22:05:06"));
    }
}
