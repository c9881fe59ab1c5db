using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Recognition;
using Comic2Pdf.Processing.Ocr.SecondOpinion;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Ocr;

public sealed class ReadingEngineTests
{
    [Fact]
    public void Read_Comic_ReadsBalloonsWithoutTesseract()
    {
        using var page = new LetteredPage()
            .Balloon(320, 300, ["The lantern went out", "before we reached", "the northern gate."])
            .Balloon(860, 320, ["Où est la forêt ?"], ground: 0xFF101018, ink: 0xFFFFFFFF);
        using var detector = Engines.Detector("learned");
        using var lines = LineReaderModel.CreateComicReader();

        var text = new PageTextReader(detector, new NoTesseract(), lines).Read(page.ToImage(), Options("fra+eng", ReadingEngine.Comic));

        Assert.Equal("The lantern went out\nbefore we reached\nthe northern gate.\n\nOù est la forêt ?", LetteredPage.TextOf(text));
    }

    [Fact]
    public void Read_ComicAndAnotherScript_TesseractIsNeeded()
    {
        using var page = new LetteredPage().Balloon(600, 500, ["The lantern went out"]);
        using var detector = new ClassicalTextDetector();
        using var lines = LineReaderModel.CreateComicReader();

        var fault = Assert.Throws<OcrException>(() =>
            new PageTextReader(detector, new NoTesseract(), lines).Read(page.ToImage(), Options("rus", ReadingEngine.Comic))
        );

        Assert.Equal(ErrorCode.OcrEngineMissing, fault.Code);
    }

    [Fact]
    public void Read_ComicPastTheDeadline_Timeout()
    {
        using var page = new LetteredPage().Balloon(600, 500, ["The lantern went out"]);
        using var detector = new ClassicalTextDetector();
        using var lines = LineReaderModel.CreateComicReader();

        var fault = Assert.Throws<PageException>(() =>
            new PageTextReader(detector, new NoTesseract(), lines).Read(
                page.ToImage(),
                Options("eng", ReadingEngine.Comic) with
                {
                    PageDeadline = TimeSpan.FromTicks(1),
                }
            )
        );

        Assert.Equal(ErrorCode.OcrTimeout, fault.Code);
    }

    [Theory]
    [InlineData(ReadingEngine.Both, true)]
    [InlineData(ReadingEngine.Tesseract, false)]
    public void Read_UnsureLine_LineReaderIsAskedOnlyWithBoth(ReadingEngine engine, bool isAsked)
    {
        using var page = new LetteredPage().Balloon(600, 500, ["The lantern went out"]);
        using var detector = new ClassicalTextDetector();
        using var recognizer = new Blind();
        using var lines = new Counting();

        new PageTextReader(detector, Engines.Only(recognizer), lines).Read(page.ToImage(), Options("fra+eng", engine));

        Assert.Equal(isAsked, lines.Asked > 0);
    }

    private static OcrOptions Options(string languages, ReadingEngine engine) => new() { Languages = languages, Engine = engine };

    private sealed class NoTesseract : IRecognizers
    {
        public ITextRecognizer Engine(string languages) => throw new OcrException(ErrorCode.OcrEngineMissing, "it is not there");

        public bool Has(string language) => false;

        public void Dispose() { }
    }

    /// <summary>Reads nothing.</summary>
    private sealed class Blind : ITextRecognizer
    {
        public IReadOnlyList<TextLine> Recognize(GrayImage image, Segmentation segmentation, TimeSpan deadline) => [];

        public bool IsWord(string word) => false;

        public void Dispose() { }
    }

    private sealed class Counting : ILineReader
    {
        public int Asked { get; private set; }

        public LineReading Read(RgbImage page, TextRegion line)
        {
            Asked++;
            return new LineReading([]);
        }

        public void Dispose() { }
    }
}
