using Comic2Pdf.Functions.Logging;

namespace Comic2Pdf.Tests.Functions.Logging;

[Trait("Storage", "files")]
public sealed class EventCountersTests
{
    private readonly EventCounters _counters = new();

    [Fact]
    public void Add_WithLabels_CountsEachAndAll()
    {
        _counters.Add(EventNames.Rejected, label: "b");
        _counters.Add(EventNames.Rejected, label: "a");
        _counters.Add(EventNames.Rejected, 2, "a");
        Assert.Equal([("a", 3L), ("b", 1L)], _counters.ByLabel(EventNames.Rejected));
        Assert.Equal((4, 0), (_counters.Of(EventNames.Rejected), _counters.Of(EventNames.Pages)));
    }

    [Theory]
    [InlineData(28, 1)]
    [InlineData(122, 1)]
    [InlineData(13, 0)]
    public void NoteFault_OnlyAFullDisk_Counts(int number, int count)
    {
        _counters.NoteFault(new IOException("says the test", number));
        _counters.NoteFault(new InvalidOperationException());
        Assert.Equal(count, _counters.Of(EventNames.DiskFull));
    }

    [Fact]
    public void NoteFault_FullDiskBehindAnotherFault_Counts()
    {
        _counters.NoteFault(new InvalidOperationException("outer", new IOException("says the test", 28)));
        Assert.Equal(1, _counters.Of(EventNames.DiskFull));
    }

    [Fact]
    public void Observe_Durations_FallIntoAllBucketsAboveThem()
    {
        foreach (var seconds in new[] { 0.5, 2, 45, 9000 })
        {
            _counters.Observe(EventNames.StageDuration, seconds, "OCR");
        }

        var (label, durations) = Assert.Single(_counters.DurationsOf(EventNames.StageDuration));
        var (buckets, count, sum) = durations.Read();
        Assert.Equal(("OCR", 4, 9047.5), (label, count, sum));
        Assert.Equal([1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3], buckets.Select(b => b.Count));
    }
}
