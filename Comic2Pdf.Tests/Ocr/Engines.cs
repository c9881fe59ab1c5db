using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Recognition;
using Comic2Pdf.Processing.Ocr.SecondOpinion;
using Comic2Pdf.Processing.Ocr.Tesseract;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Ocr;

/// <summary>The real engines; what a machine lacks is skipped.</summary>
internal static class Engines
{
    /// <summary>The detectors, by name, for theories.</summary>
    public static TheoryData<string> Detectors => new("classical", "learned");

    public static ITextDetector Detector(string name)
    {
        if (name == "classical")
        {
            return new ClassicalTextDetector();
        }

        var model = Path.Combine(Repository.Root, ".build", "models", DetectorModel.FileName);
        Assert.SkipUnless(File.Exists(model), "needs the detector's model; test.sh fetches it where npm is");
        return new LearnedTextDetector(DetectorModel.NetworkOf(model));
    }

    /// <summary>The second reader.</summary>
    public static LearnedLineReader LineReader()
    {
        var model = LineReaderModel.In(Path.Combine(Repository.Root, ".build", "models"));
        Assert.SkipWhen(model is null, "needs the second reader's model; test.sh fetches it where npm is");
        return LineReaderModel.Load(model!);
    }

    public static TesseractRecognizer Recognizer(string languages = "fra+eng")
    {
        try
        {
            return new TesseractRecognizer(languages);
        }
        catch (OcrException e)
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    /// <summary>All that is installed, when these languages are.</summary>
    public static IRecognizers Installed(string languages)
    {
        var set = TesseractRecognizer.CreateSet();
        Assert.SkipUnless(languages.Split('+').All(set.Has), $"needs Tesseract's data of {languages}; test.sh installs it");
        return set;
    }

    /// <summary>A set of one engine, which reads whatever is asked for; the engine stays its maker's.</summary>
    public static IRecognizers Only(ITextRecognizer engine) => new OneEngine(engine);

    private sealed class OneEngine(ITextRecognizer engine) : IRecognizers
    {
        public ITextRecognizer Engine(string languages) => engine;

        public bool Has(string language) => !language.EndsWith("_vert", StringComparison.Ordinal);

        public void Dispose() { }
    }
}
