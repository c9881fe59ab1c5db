using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.SecondOpinion;

namespace Comic2Pdf.Tests.Ocr.SecondOpinion;

public sealed class ComicLineReaderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-25)]
    public void Read_LineOnAPage_WordsAndWhereTheyStand(float angle)
    {
        using var reader = LineReaderModel.CreateComicReader();
        using var page = new LetteredPage().Balloon(600, 500, ["bien fort"], angle, ground: 0xFF203040, ink: 0xFFF0E0A0);

        var line = reader.Read(page.ToImage(), new TextRegion(600, 500, 190, 46, angle * Math.PI / 180));

        Assert.Equal(["bien", "fort"], line.Words.Select(w => w.Text));
        Assert.InRange(line.Confidence, 90, 100);
        Assert.InRange(line.Words[0].Start, 0, 0.2);
        Assert.InRange(line.Words[0].End, 0.4, 0.6);
        Assert.InRange(line.Words[1].Start, 0.45, 0.65);
        Assert.InRange(line.Words[1].End, 0.8, 1);
    }

    [Theory]
    [InlineData("DÉJÀ FORÊT")]
    [InlineData("ÜBER ÖL")]
    [InlineData("SEÑOR")]
    public void Read_CapitalsWithAccents_KeepsThem(string text)
    {
        using var reader = LineReaderModel.CreateComicReader();
        using var page = new LetteredPage().Balloon(600, 500, [text]);

        var line = reader.Read(page.ToImage(), new TextRegion(600, 500, (text.Length * 24) + 20, 46, 0));

        Assert.Equal(text, string.Join(' ', line.Words.Select(w => w.Text)));
    }

    [Fact]
    public void Read_EmptyPaper_NoWords()
    {
        using var reader = LineReaderModel.CreateComicReader();
        using var page = new LetteredPage();

        Assert.Empty(reader.Read(page.ToImage(), new TextRegion(600, 500, 300, 46, 0)).Words);
    }

    [Fact]
    public void Read_SameLineTwice_SameReading()
    {
        using var first = LineReaderModel.CreateComicReader();
        using var second = LineReaderModel.CreateComicReader();
        using var page = new LetteredPage().Balloon(600, 500, ["encore une fois"]);
        var line = new TextRegion(600, 500, 280, 46, 0);

        Assert.Equal(first.Read(page.ToImage(), line).Words, second.Read(page.ToImage(), line).Words);
    }
}
