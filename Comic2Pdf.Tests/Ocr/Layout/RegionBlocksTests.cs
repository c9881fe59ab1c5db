using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Ocr.Layout;

public sealed class RegionBlocksTests
{
    private const uint Dark = 0xFF181420;
    private const uint White = 0xFFFFFFFF;

    [Fact]
    public void Group_LinesOfOneBalloon_OneBlock()
    {
        using var page = new LetteredPage().Balloon(600, 500, ["The lantern went", "out before we"]);

        Assert.Equal([2], Sizes(page, Line(600, 480), Line(600, 522)));
    }

    [Fact]
    public void Group_LineOfOtherPolarityBelow_ABlockOfItsOwn()
    {
        using var page = new LetteredPage(color: White)
            .Balloon(600, 480, ["The lantern went"])
            .Balloon(600, 540, ["THE END OF IT"], ground: Dark, ink: White);

        Assert.Equal([1, 1], Sizes(page, Line(600, 480), Line(600, 526)));
    }

    [Fact]
    public void Group_LineOnOtherGroundBelow_ABlockOfItsOwn()
    {
        using var page = new LetteredPage(color: White)
            .Balloon(600, 480, ["The lantern went"])
            .Balloon(600, 540, ["out before we"], ground: 0xFFFFC020);

        Assert.Equal([1, 1], Sizes(page, Line(600, 480), Line(600, 526)));
    }

    [Theory]
    [InlineData(0xFF000000, 2)]
    [InlineData(White, 1)]
    public void Group_LinesBesideOneAnother_ApartWhenAnOutlineRunsBetween(uint outline, int blocks)
    {
        // One row of a large balloon, and a thin line of the outline's colour between the two words.
        using var page = new LetteredPage(color: White)
            .Balloon(450, 500, ["lantern"])
            .Balloon(650, 500, ["northern"])
            .Balloon(545, 500, ["|"], ink: outline, size: 60);

        Assert.Equal(blocks, Sizes(page, Line(450, 500, 160), Line(650, 500, 190)).Length);
    }

    [Fact]
    public void Group_TwoColumnsOfLines_TwoBlocks()
    {
        using var page = new LetteredPage(color: White)
            .Balloon(400, 500, ["The lantern", "went out"])
            .Balloon(640, 500, ["Nobody now", "listens to"]);

        Assert.Equal([2, 2], Sizes(page, Line(400, 480, 200), Line(400, 522, 200), Line(640, 480, 240), Line(640, 522, 240)));
    }

    [Fact]
    public void Group_WordsWithGapsThatDoNotLieBelowOneAnother_OneBlock()
    {
        using var page = new LetteredPage(color: White).Balloon(500, 500, ["The lantern went out", "before we reached the"]);

        Assert.Equal([4], Sizes(page, Line(400, 480, 180), Line(600, 480, 190), Line(380, 522, 120), Line(560, 522, 210)));
    }

    private static TextRegion Line(double x, double y, double length = 320) =>
        TextRegion.Level(new Box(x - (length / 2), y - 21, length, 42));

    private static int[] Sizes(LetteredPage page, params TextRegion[] lines) =>
        [.. RegionBlocks.Group(lines, page.ToImage()).Select(b => b.Lines.Count).Order()];
}
