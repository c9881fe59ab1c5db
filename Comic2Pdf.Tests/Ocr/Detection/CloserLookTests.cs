using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Ocr.Detection;

public sealed class CloserLookTests
{
    private static readonly TextRegion Large = Line(100, 100, 400, 60);
    private static readonly TextRegion Small = Line(100, 300, 200, 24);

    [Theory]
    [InlineData(200, 24, 0.4, true)]
    [InlineData(200, 60, 0.4, false)]
    [InlineData(200, 24, 1, false)]
    [InlineData(40, 24, 0.4, false)]
    public void IsSmall_Line_WhenItsLettersAre(double length, double thickness, double scale, bool expected) =>
        Assert.Equal(expected, CloserLook.IsSmall(Line(0, 0, length, thickness), scale));

    [Fact]
    public void Join_LineOnlySeenFromNear_IsAdded()
    {
        var other = Line(700, 700, 100, 20);

        Assert.Equal([Large, other], CloserLook.Join([Large], 0.4, [other]));
    }

    [Fact]
    public void Join_SmallLineSeenFromNear_IsReplaced()
    {
        var better = Line(95, 301, 215, 22);

        Assert.Equal([Large, better], CloserLook.Join([Large, Small], 0.4, [better]));
    }

    [Fact]
    public void Join_PartOfSmallLineSeenFromNear_StaysAsItWas() =>
        Assert.Equal([Small], CloserLook.Join([Small], 0.4, [Line(100, 301, 80, 22)]));

    [Fact]
    public void Join_LargeLineSeenFromNear_StaysAsItWas() => Assert.Equal([Large], CloserLook.Join([Large], 0.4, [Line(98, 101, 402, 58)]));

    [Fact]
    public void Join_TwoLinesInThePlaceOfOne_AreTwo()
    {
        TextRegion[] two = [Line(100, 100, 390, 28), Line(110, 132, 360, 28)];

        Assert.Equal(two, CloserLook.Join([Large], 0.4, two));
    }

    [Theory]
    [InlineData(0.6, 200, true)]
    [InlineData(0.95, 200, false)]
    [InlineData(0.6, 40, false)]
    public void IsTorn_Line_WhenItFillsLittleOfItsBar(double fill, double length, bool expected) =>
        Assert.Equal(expected, CloserLook.IsTorn(Line(0, 0, length, 60) with { Fill = fill }, 0.4));

    [Fact]
    public void Join_TornLine_AndThePieceBesideIt_AreReplacedByWholeLines()
    {
        var torn = Line(100, 100, 300, 110) with { Fill = 0.6 };
        var piece = Line(260, 100, 140, 50);
        TextRegion[] whole = [Line(100, 100, 300, 45), Line(110, 150, 280, 45)];

        Assert.Equal(whole, CloserLook.Join([torn, piece], 0.4, whole));
    }

    [Fact]
    public void Join_TwoColumnsTakenForOne_AreReplacedByBoth()
    {
        var torn = Line(100, 100, 125, 201) with { Fill = 0.54 };
        TextRegion[] columns = [Line(182, 110, 37, 130), Line(140, 110, 32, 180)];

        Assert.Equal(columns, CloserLook.Join([torn], 0.4, columns));
    }

    [Fact]
    public void Join_LineBesideATornOne_StaysWhenItIsSeenNoLonger()
    {
        var torn = Line(100, 100, 300, 110) with { Fill = 0.6 };
        var beside = Line(260, 100, 140, 50);
        var closer = Line(262, 101, 138, 48);

        Assert.Contains(beside, CloserLook.Join([torn, beside], 0.4, [closer]));
    }

    private static TextRegion Line(double x, double y, double length, double thickness) =>
        TextRegion.Level(new Box(x, y, length, thickness));
}
