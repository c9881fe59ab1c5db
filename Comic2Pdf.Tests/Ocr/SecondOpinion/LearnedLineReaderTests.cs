using Comic2Pdf.Processing.Ocr.Detection;

namespace Comic2Pdf.Tests.Ocr.SecondOpinion;

public sealed class LearnedLineReaderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-25)]
    public void Read_LineOnAPage_WordsAndWhereTheyStand(float angle)
    {
        using var reader = Engines.LineReader();
        using var page = new LetteredPage().Balloon(600, 500, ["bien fort"], angle, ground: 0xFF203040, ink: 0xFFF0E0A0);

        var line = reader.Read(page.ToImage(), new TextRegion(600, 500, 190, 46, angle * Math.PI / 180));

        Assert.Equal(["bien", "fort"], line.Words.Select(w => w.Text));
        Assert.InRange(line.Confidence, 90, 100);
        Assert.InRange(line.Words[0].Start, 0, 0.2);
        Assert.InRange(line.Words[0].End, 0.4, 0.6);
        Assert.InRange(line.Words[1].Start, 0.45, 0.65);
        Assert.InRange(line.Words[1].End, 0.8, 1);
    }
}
