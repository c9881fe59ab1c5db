using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Worker;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Ocr;

/// <summary>The floor under quality on real pages: well below what docs/ocr.md states, so that only a real loss fails.</summary>
public sealed class CorpusTests
{
    private const long MaxPixels = 200_000_000;

    [Theory]
    [InlineData("peppercarrot_ep06_fr", "learned", 0.89)]
    [InlineData("peppercarrot_ep13_en", "learned", 0.87)]
    [InlineData("frogs_storyboard_fr", "learned", 0.95)]
    [InlineData("peppercarrot_ep06_fr", "classical", 0.82)]
    public void Read_RealPages_AtLeast(string book, string detector, double floor)
    {
        var folder = Repository.CorpusPath(book);
        using var found = Engines.Detector(detector);
        using var recognizer = Engines.Recognizer();
        using var second = detector == "learned" ? Engines.LineReader() : null;
        var reader = new PageTextReader(found, Engines.Only(recognizer), second);

        string[] files = [.. Directory.GetFiles(folder, "*.jpg").Order(StringComparer.Ordinal)];
        var score = WordScore.Of(
            [
                .. files.Select(f =>
                    LetteredPage.TextOf(
                        reader.Read(RgbDecoder.Decode([File.ReadAllBytes(f)], Orientation.TopLeft, MaxPixels, out _), new OcrOptions())
                    )
                ),
            ],
            [.. files.Select(f => File.ReadAllText(Path.ChangeExtension(f, ".txt")))]
        );

        Assert.True(score.F1 >= floor, $"F1 {score.F1:0.000}, recall {score.Recall:0.000}, precision {score.Precision:0.000}");
    }
}
