using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Ocr.Layout;

public sealed class ColumnBlocksTests
{
    [Fact]
    public void Group_ColumnsSideBySide_OneBlockFromTheRight()
    {
        using var page = new LetteredPage(color: 0xFFFFFFFF);

        var block = Assert.Single(
            RegionBlocks.Group([Column(400, 300), Column(500, 300), Column(450, 340)], page.ToImage(), hasColumns: true)
        );

        Assert.True(block.IsVertical);
        Assert.Equal(40, block.Thickness);
        Assert.Equal([500, 450, 400], block.Lines.Select(l => l.CenterX));
    }

    [Fact]
    public void Group_ColumnsFarApartOrOfOtherWidth_BlocksOfTheirOwn()
    {
        using var page = new LetteredPage(color: 0xFFFFFFFF);

        Assert.Equal(
            3,
            RegionBlocks.Group([Column(400, 300), Column(520, 300), Column(580, 300, 18)], page.ToImage(), hasColumns: true).Count
        );
    }

    [Fact]
    public void Group_LanguageWithoutColumns_NoneIsTaken()
    {
        using var page = new LetteredPage(color: 0xFFFFFFFF);

        Assert.False(Assert.Single(RegionBlocks.Group([Column(400, 300)], page.ToImage())).IsVertical);
    }

    private static TextRegion Column(double x, double top, double width = 40) =>
        TextRegion.Level(new Box(x - (width / 2), top, width, 240));
}
