using Comic2Pdf.Processing.Ocr.Detection;

namespace Comic2Pdf.Tests.Ocr.Detection;

public sealed class ProbabilityMapTests
{
    private const int Width = 120;
    private const int Height = 80;

    [Fact]
    public void Regions_OneLine_FillsItsBar()
    {
        var line = Assert.Single(Regions((x, y) => x is >= 20 and < 100 && y is >= 30 and < 38));

        Assert.InRange(line.Fill, 0.95, 1.05);
    }

    [Fact]
    public void Regions_TwoLinesWithABridge_FillLessOfTheirBar()
    {
        // As lines do that stand close: somewhere the network sees no gap.
        var line = Assert.Single(
            Regions(
                (x, y) =>
                    (x is >= 20 and < 100 && y is >= 20 and < 28)
                    || (x is >= 10 and < 70 && y is >= 34 and < 42)
                    || (x is >= 60 and < 66 && y is >= 27 and < 35)
            )
        );

        Assert.InRange(line.Fill, 0.4, 0.7);
    }

    private static List<TextRegion> Regions(Func<int, int, bool> isLettering)
    {
        var map = new float[Width * Height];
        for (var i = 0; i < map.Length; i++)
        {
            map[i] = isLettering(i % Width, i / Width) ? 0.95f : 0;
        }

        return ProbabilityMap.Regions(map, Width, 1, 1).Regions;
    }
}
