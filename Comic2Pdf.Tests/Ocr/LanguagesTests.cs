using Comic2Pdf.Processing.Ocr;

namespace Comic2Pdf.Tests.Ocr;

/// <summary>Languages beyond French and English, with their real data.</summary>
public sealed class LanguagesTests
{
    [Fact]
    public void Read_GermanBalloon_UmlautsAndAll()
    {
        using var detector = Engines.Detector("learned");
        using var recognizers = Engines.Installed("deu");
        using var second = Engines.LineReader();
        using var page = new LetteredPage().Balloon(
            600,
            500,
            ["Schnell, über die Brücke!", "Das könnte gefährlich", "werden, Großmutter."]
        );

        var text = new PageTextReader(detector, recognizers, second).Read(page.ToImage(), new OcrOptions { Languages = "deu" });

        Assert.Equal(
            "Schnell, über die Brücke! Das könnte gefährlich werden, Großmutter.",
            string.Join(' ', text.Words.Select(w => w.Text))
        );
    }

    [Fact]
    public void Read_JapaneseInColumns_FromTheRightAndDownwards()
    {
        using var detector = Engines.Detector("learned");
        using var recognizers = Engines.Installed("jpn+jpn_vert");
        using var second = Engines.LineReader();
        using var page = new LetteredPage()
            .Columns(1050, 200, ["昨日は雨が", "降っていた", "のですが"])
            .Columns(500, 700, ["今日はとても", "いい天気です"]);

        var text = new PageTextReader(detector, recognizers, second).Read(page.ToImage(), new OcrOptions { Languages = "jpn" });

        var lines = text.Blocks.SelectMany(b => b.Lines).ToArray();
        Assert.Equal("昨日は雨が降っていたのですが今日はとてもいい天気です", string.Concat(text.Words.Select(w => w.Text)));
        Assert.Equal(5, lines.Length);
        Assert.All(
            lines,
            l => Assert.True(l.Baseline.X1 == l.Baseline.X2 && l.Baseline.Y2 > l.Baseline.Y1, "a column's baseline runs downwards")
        );
    }
}
