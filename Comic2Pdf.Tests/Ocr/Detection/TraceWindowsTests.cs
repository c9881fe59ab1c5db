using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Ocr.Detection;

public sealed class TraceWindowsTests
{
    private static readonly PagePart Page = new(0, 0, 1000, 2000);

    [Fact]
    public void Of_NoTraces_NoWindows() => Assert.Empty(TraceWindows.Of([], Page));

    [Fact]
    public void Of_TracesOfOneLine_AreOneWindow()
    {
        Box[] traces = [new(300, 1900, 20, 4), new(480, 1902, 40, 4), new(660, 1899, 30, 4)];

        Assert.Equal([new PagePart(200, 1849, 590, 107)], Windows(traces, 100, 50));
    }

    [Fact]
    public void Of_TracesFarApart_AreTwoInsideTheArea()
    {
        Box[] traces = [new(10, 10, 20, 4), new(900, 1990, 50, 8)];

        Assert.Equal([new PagePart(0, 0, 130, 64), new PagePart(800, 1940, 200, 60)], Windows(traces, 100, 50));
    }

    [Fact]
    public void Of_TracesAllOverThePage_AreArt() =>
        Assert.Empty(Windows([.. Enumerable.Range(0, 40).Select(i => new Box(500, 50 * i, 500, 40))], 300, 100));

    [Theory]
    [InlineData(60, true)]
    [InlineData(90, false)]
    [InlineData(200, false)]
    public void Overlap_Places_WhenTheyShareMore(double x, bool expected) =>
        Assert.Equal(expected, TraceWindows.Overlap(new Box(0, 0, 100, 30), new Box(x, 0, 100, 30), 0.2));

    private static IReadOnlyList<PagePart> Windows(IEnumerable<Box> traces, double beside, double above) =>
        TraceWindows.Of([.. traces.Select(t => TraceWindows.Around(t, beside, above))], Page);
}
