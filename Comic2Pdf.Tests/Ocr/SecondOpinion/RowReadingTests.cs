using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Ocr.SecondOpinion;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Ocr.SecondOpinion;

public sealed class RowReadingTests
{
    private static readonly RgbImage Page = new(10, 10, new byte[300]);

    [Fact]
    public void Read_PiecesOfRows_LinesFromTopToBottomWordsFromStartToEnd()
    {
        var block = new RegionBlock(
            [
                TextRegion.Level(new Box(0, 60, 100, 40)),
                TextRegion.Level(new Box(200, 2, 100, 40)),
                TextRegion.Level(new Box(50, 0, 100, 40)),
            ],
            0
        );

        var lines = new RowReading(Page, new ByPlace(90)).Read(block);

        Assert.Equal(["x50 x200", "x0"], lines.Select(l => string.Join(' ', l.Words.Select(w => w.Text))));
        Assert.Equal((50, 300), (lines[0].Baseline.X1, lines[0].Baseline.X2));
        Assert.True(lines[0].Words[1].Box.X >= 200 && lines[0].Words[1].Box.Right <= 300);
    }

    [Fact]
    public void Read_DoubtOfTheNetwork_IsDoubled()
    {
        var block = new RegionBlock([TextRegion.Level(new Box(0, 0, 100, 40))], 0);

        Assert.Equal(80, new RowReading(Page, new ByPlace(90)).Read(block)[0].Words[0].Confidence);
        Assert.Equal(0, new RowReading(Page, new ByPlace(40)).Read(block)[0].Words[0].Confidence);
    }

    [Fact]
    public void Read_NothingOnARow_NoLine() =>
        Assert.Empty(new RowReading(Page, new Silent()).Read(new RegionBlock([TextRegion.Level(new Box(0, 0, 100, 40))], 0)));

    private sealed class ByPlace(double confidence) : ILineReader
    {
        public LineReading Read(RgbImage page, TextRegion line) => new([new LineReading.Word($"x{line.Bounds.X:0}", 0.1, 0.9, confidence)]);

        public void Dispose() { }
    }

    private sealed class Silent : ILineReader
    {
        public LineReading Read(RgbImage page, TextRegion line) => new([]);

        public void Dispose() { }
    }
}
