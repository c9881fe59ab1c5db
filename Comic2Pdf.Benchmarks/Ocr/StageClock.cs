using System.Diagnostics;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Recognition;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Benchmarks.Ocr;

/// <summary>Stands around a detector and a recogniser and sums up the processor time that each takes, in seconds.</summary>
internal sealed class StageClock(ITextDetector detector, IRecognizers recognizers) : ITextDetector, IRecognizers
{
    public double Detect { get; private set; }

    public double Recognise { get; private set; }

    /// <summary>Processor time of this process so far.</summary>
    public static double Now
    {
        get
        {
            using var self = Process.GetCurrentProcess();
            return self.TotalProcessorTime.TotalSeconds;
        }
    }

    public bool FindsTurnedLettering => detector.FindsTurnedLettering;

    IReadOnlyList<TextRegion> ITextDetector.Detect(RgbImage page)
    {
        var start = Now;
        var regions = detector.Detect(page);
        Detect += Now - start;
        return regions;
    }

    public ITextRecognizer Engine(string languages) => new Timed(this, recognizers.Engine(languages));

    public bool Has(string language) => recognizers.Has(language);

    /// <summary>Detector and recognisers are their maker's.</summary>
    public void Dispose() { }

    private sealed class Timed(StageClock clock, ITextRecognizer recognizer) : ITextRecognizer
    {
        public IReadOnlyList<TextLine> Recognize(GrayImage image, Segmentation segmentation, TimeSpan deadline)
        {
            var start = Now;
            var lines = recognizer.Recognize(image, segmentation, deadline);
            clock.Recognise += Now - start;
            return lines;
        }

        public bool IsWord(string word) => recognizer.IsWord(word);

        public void Dispose() { }
    }
}
