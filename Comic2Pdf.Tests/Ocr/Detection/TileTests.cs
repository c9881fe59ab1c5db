using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Ocr.Detection;

public sealed class TileTests
{
    [Theory]
    [InlineData(1600, 2260)]
    [InlineData(3200, 2260)]
    [InlineData(1000, 2200)]
    public void Of_UsualPage_SeenWhole(int width, int height) =>
        Assert.Equal(new PagePart(0, 0, width, height), Assert.Single(Tile.Of(width, height)).Area);

    [Theory]
    [InlineData(800, 2000)]
    [InlineData(800, 8000)]
    [InlineData(800, 65000)]
    [InlineData(9001, 500)]
    public void Of_Strip_EveryLineIsWholeInTheOneTileThatOwnsIt(int width, int height)
    {
        var tiles = Tile.Of(width, height).ToArray();
        var (shorter, longer) = (Math.Min(width, height), Math.Max(width, height));

        // As thick as lettering gets: a seventh of the strip's width.
        var half = shorter / 14.0;
        for (var middle = half; middle < longer - half; middle += shorter / 20.0)
        {
            var line =
                height > width
                    ? TextRegion.Level(new Box(10, middle - half, width - 20, 2 * half))
                    : TextRegion.Level(new Box(middle - half, 10, 2 * half, height - 20));
            var area = Assert.Single(tiles, t => t.Owns(line)).Area;
            var start = height > width ? area.Top : area.Left;
            Assert.InRange(middle, start + half, start + Math.Max(area.Width, area.Height) - half);
        }
    }

    [Fact]
    public void Of_Strip_TilesAreScreens() => Assert.All(Tile.Of(800, 65000), t => Assert.InRange(t.Area.Height, 800, 1200));
}
