using System.Globalization;
using Comic2Pdf.Processing.Pdf;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Pdf;

public sealed class SkewTests
{
    [Theory]
    [InlineData(1.5)]
    [InlineData(-3.2)]
    public void Of_LinesOfOneAngle_IsThatAngle(double degrees) => Assert.Equal(degrees, Skew.Of(Page(degrees, degrees, degrees)), 0.05);

    [Theory]
    [InlineData(0.1)]
    [InlineData(7)]
    public void Of_TooLittleOrTooMuch_IsNone(double degrees) => Assert.Equal(0, Skew.Of(Page(degrees, degrees, degrees)));

    [Fact]
    public void Of_OneSlantedBalloonAmongLevelOnes_IsNone() => Assert.Equal(0, Skew.Of(Page(0, 4, 0, 0)));

    [Fact]
    public void Of_FewLinesOrDoubtfulOnes_IsNone()
    {
        Assert.Equal(0, Skew.Of(Page(2, 2)));
        Assert.Equal(0, Skew.Of(ReadAs(60, 2, 2, 2)));
    }

    [Fact]
    public void Straighten_SkewedPage_HasLevelLinesThatTheirWordsStandOn()
    {
        var page = Skew.Straighten(Page(2, 2, 2));
        Assert.Equal(-2, page.Turn, 0.05);
        Assert.Equal((1000, 1500), (page.Width, page.Height));
        Assert.All(
            page.Blocks.SelectMany(b => b.Lines),
            line =>
            {
                Assert.Equal(line.Baseline.Y1, line.Baseline.Y2, 0.5);
                Assert.All(line.Words, w => Assert.InRange(w.Box.Bottom - line.Baseline.Y1, -6, 6));
            }
        );
    }

    [Fact]
    public void Straighten_LevelPage_IsTheSame()
    {
        var page = Page(0, 0, 0);
        Assert.Same(page, Skew.Straighten(page));
    }

    [Fact]
    public void TurnAboutMiddle_Matrix_KeepsTheMiddleAndTurnsClockwise()
    {
        var box = new PageBox(400, 600, 800, 1200);
        var m = box.TurnAboutMiddle(90).Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal((200, 300), (Math.Round((m[0] * 200) + (m[2] * 300) + m[4], 3), Math.Round((m[1] * 200) + (m[3] * 300) + m[5], 3)));
        // What is right of the middle is below it then.
        Assert.Equal((200, 200), (Math.Round((m[0] * 300) + (m[2] * 300) + m[4], 3), Math.Round((m[1] * 300) + (m[3] * 300) + m[5], 3)));
    }

    /// <summary>A line for each angle, of three words on one baseline that starts at the left.</summary>
    private static PageText Page(params double[] degrees) => ReadAs(95, degrees);

    private static PageText ReadAs(double confidence, params double[] degrees) =>
        new(1000, 1500, [.. degrees.Select((angle, i) => new TextBlock([Line(200, 300 + (i * 200), angle, confidence)]))]);

    private static TextLine Line(double x, double y, double degrees, double confidence)
    {
        var slope = Math.Tan(degrees * Math.PI / 180);
        var baseline = new Baseline(x, y, x + 500, y + (500 * slope));
        return TextLine.Around(baseline, [.. Enumerable.Range(0, 3).Select(i => Word(x + (i * 170)))]);

        TextWord Word(double left)
        {
            var (a, b) = (baseline.At(left), baseline.At(left + 160));
            return new TextWord("word", new Box(left, Math.Min(a, b) - 40, 160, 40 + Math.Abs(a - b)), confidence);
        }
    }
}
