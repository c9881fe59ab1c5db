using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Recognition;
using Comic2Pdf.Processing.Ocr.SecondOpinion;
using Comic2Pdf.Processing.Ocr.Tesseract;
using Comic2Pdf.Processing.Text;
using Comic2Pdf.Processing.Worker;

namespace Comic2Pdf.Benchmarks.Ocr;

/// <summary>Where the processor time of reading goes: the stages in this process, on one thread, engines warm; and how well boxes lie.</summary>
internal sealed class StageTable : IDisposable
{
    private const long MaxPixels = 200_000_000;

    private readonly OcrOptions _options = new();
    private readonly ITextDetector _detector = DetectorModel.CreateDetector();
    private readonly IRecognizers _recognizers = TesseractRecognizer.CreateSet();
    private readonly ILineReader? _second = LineReaderModel.CreateReader();

    public StageTable()
    {
        NetVips.NetVips.Concurrency = 1;
        _recognizers.Engine(_options.Languages);
    }

    /// <summary>One row with everything, and one without each step: what the step costs and brings.</summary>
    public IEnumerable<string> MeasureSteps(IReadOnlyList<TruePage> pages, string language, bool listsWords)
    {
        var options = _options with { Languages = language };
        var all = Cost(pages, options, _detector, ReadingSteps.All);
        yield return $"  all steps            {all.Score}  {all.Cpu:0.000} s/page";
        foreach (var (page, text) in listsWords ? pages.Zip(all.Texts) : [])
        {
            yield return WordScore.Differences(page.Name, text, $"{page.Text}\n{page.Sounds}");
        }

        foreach (var step in new[] { ReadingSteps.LineByLine, ReadingSteps.Capitals, ReadingSteps.SecondOpinion })
        {
            yield return Row($"{step}", Cost(pages, options, _detector, ReadingSteps.All & ~step));
        }

        if (DetectorModel.Find() is { } model)
        {
            using var once = new LearnedTextDetector(DetectorModel.NetworkOf(model)) { LooksCloser = false };
            yield return Row("CloserLook", Cost(pages, options, once, ReadingSteps.All));
        }

        string Row(string step, (WordScore Score, double Cpu, IReadOnlyList<string> Texts) cost) =>
            $"  without {step, -12} {cost.Score}  {cost.Cpu:0.000} s/page ({cost.Cpu - all.Cpu:+0.000;-0.000})";
    }

    private (WordScore Score, double Cpu, IReadOnlyList<string> Texts) Cost(
        IReadOnlyList<TruePage> pages,
        OcrOptions options,
        ITextDetector detector,
        ReadingSteps steps
    )
    {
        var reader = new PageTextReader(detector, _recognizers, _second) { Steps = steps };
        var start = StageClock.Now;
        string[] texts =
        [
            .. pages.Select(p =>
                string.Join(
                    ' ',
                    reader.Read(RgbDecoder.Decode([p.Picture], Orientation.TopLeft, MaxPixels, out _), options).Words.Select(w => w.Text)
                )
            ),
        ];
        var cpu = (StageClock.Now - start) / pages.Count;
        return (pages.Zip(texts, (p, t) => WordScore.Of(t, p.Text, p.Sounds).Text).Aggregate((a, b) => a + b), cpu, texts);
    }

    /// <summary>One row.</summary>
    public string Measure(IReadOnlyList<TruePage> pages, string language)
    {
        var options = _options with { Languages = language };
        var clock = new StageClock(_detector, _recognizers);
        var reader = new PageTextReader(clock, clock, _second);
        var (decode, all) = (0.0, StageClock.Now);
        var overlaps = new List<double>();
        foreach (var page in pages)
        {
            var start = StageClock.Now;
            var image = RgbDecoder.Decode([page.Picture], Orientation.TopLeft, MaxPixels, out _);
            decode += StageClock.Now - start;
            overlaps.AddRange(Overlaps(reader.Read(image, options), page));
        }

        all = StageClock.Now - all;
        var n = pages.Count;
        return $"decode {decode / n:0.000}  detect {clock.Detect / n:0.000}  recognise {clock.Recognise / n:0.000}  second reader, cut, group, order {(all - decode - clock.Detect - clock.Recognise) / n:0.000} s/page"
            + (
                overlaps.Count > 0
                    ? $"  median overlap of {overlaps.Count} word boxes {overlaps.Order().ElementAt(overlaps.Count / 2):0.00}"
                    : string.Empty
            );
    }

    public void Dispose()
    {
        _detector.Dispose();
        _recognizers.Dispose();
        _second?.Dispose();
    }

    private static IEnumerable<double> Overlaps(PageText text, TruePage page) =>
        from truth in page.Words
        let best = text
            .Words.Where(w => string.Equals(w.Text, truth.Text, StringComparison.OrdinalIgnoreCase))
            .Select(w => Overlap(w.Box, truth.Box))
            .DefaultIfEmpty(0)
            .Max()
        where best > 0
        select best;

    private static double Overlap(Box a, Box b)
    {
        var width = Math.Min(a.Right, b.Right) - Math.Max(a.X, b.X);
        var height = Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Y, b.Y);
        return width <= 0 || height <= 0 ? 0 : width * height / ((a.Width * a.Height) + (b.Width * b.Height) - (width * height));
    }
}
