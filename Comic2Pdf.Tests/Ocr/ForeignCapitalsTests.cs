using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Recognition;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Ocr;

public sealed class ForeignCapitalsTests
{
    [Theory]
    [InlineData(6, 4, "fra")]
    [InlineData(1, 9, "eng")]
    [InlineData(5, 5, null)]
    [InlineData(0, 0, null)]
    public void LanguageOf_Shares_OnlyTheClearOne(int french, int english, string? expected) =>
        Assert.Equal(
            expected,
            ForeignCapitals.LanguageOf([
                Line([.. Enumerable.Repeat(Word("lanterne", "fra"), french), .. Enumerable.Repeat(Word("lanterns", "eng"), english)]),
            ])
        );

    [Theory]
    [InlineData("DEJA", "eng", true)]
    [InlineData("Deja", "eng", false)]
    [InlineData("DEJA", "fra", false)]
    [InlineData("OU", "eng", false)]
    public void AreIn_Words_OnlyCapitalsOfAnotherLanguage(string text, string language, bool expected) =>
        Assert.Equal(expected, ForeignCapitals.AreIn([Line(Word(text, language))], "fra"));

    [Theory]
    [InlineData("DÉJÀ", 83, true)]
    [InlineData("DÉJÀ", 81, false)]
    [InlineData("DÉ", 95, false)]
    public void IsBetter_Readings_NotMuchLessSureAndNotMuchShorter(string text, double confidence, bool expected) =>
        Assert.Equal(expected, ForeignCapitals.IsBetter([Line(Word(text, "fra", confidence))], [Line(Word("DEJA", "eng"))]));

    [Fact]
    public void Read_CapitalsOfTheOtherLanguage_AreReadInThePagesOwn()
    {
        using var page = new LetteredPage().Balloon(600, 500, ["DEJA VU"]);
        using var detector = new ClassicalTextDetector();
        var languages = new List<string>();

        var text = new PageTextReader(detector, new TwoEngines(languages)).Read(page.ToImage(), new OcrOptions { RotatePages = false });

        Assert.Equal(["fra+eng", "fra"], languages);
        Assert.Equal(["DÉJÀ", "lanterne"], text.Words.Select(w => w.Text));
    }

    private static TextWord Word(string text, string language, double confidence = 90) =>
        new(text, new Box(600, 480, 40, 30), confidence) { Language = language };

    private static TextLine Line(params TextWord[] words) => new(new Baseline(0, 40, 100, 40), 30, 8, words);

    private sealed class TwoEngines(List<string> asked) : IRecognizers
    {
        public ITextRecognizer Engine(string languages) => new OneReading(languages, asked);

        public bool Has(string language) => false;

        public void Dispose() { }
    }

    private sealed class OneReading(string languages, List<string> asked) : ITextRecognizer
    {
        public IReadOnlyList<TextLine> Recognize(GrayImage image, Segmentation segmentation, TimeSpan deadline)
        {
            asked.Add(languages);
            return [Line(languages == "fra" ? Word("DÉJÀ", "fra", 85) : Word("DEJA", "eng"), Word("lanterne", "fra"))];
        }

        public bool IsWord(string word) => false;

        public void Dispose() { }
    }
}
