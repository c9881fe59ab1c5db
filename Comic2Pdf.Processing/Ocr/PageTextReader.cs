using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Ocr.Recognition;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr;

/// <summary>
/// Reads a page: finds lettering, groups it into balloons, recognises each, drops what is art, joins hyphenated words, puts balloons into
/// reading order. A page on which nothing reads well upright is tried turned.
/// </summary>
/// <param name="detector">Finds lines.</param>
/// <param name="recognizer">Reads them.</param>
public sealed class PageTextReader(ITextDetector detector, ITextRecognizer recognizer)
{
    /// <summary>Names how pages are read by given engines; whatever changes what is read changes it, and with it the profile of new jobs.</summary>
    public const string Version = "2";

    // A page with so many words of so many letters read so well stands upright.
    private const int UprightWords = 3;
    private const int UprightLetters = 3;
    private const double UprightConfidence = 80;

    // A block of which a smaller share of letters is in words read this well is read again line by line.
    private const double DoubtfulShare = 0.5;
    private const double DoubtfulConfidence = 60;

    // Of a page tried turned only the largest blocks are read.
    private const int TrialBlocks = 6;

    // Sideways pages are far more frequent than upside-down ones.
    private static readonly int[] Turns = [1, 3, 2];

    /// <summary>Reads.</summary>
    /// <param name="page">The page as shown.</param>
    /// <param name="options">How; the languages must be those the recogniser was made for.</param>
    /// <exception cref="PageException"><see cref="ErrorCode.OcrTimeout"/> or <see cref="ErrorCode.OcrFailed"/>.</exception>
    public PageText Read(RgbImage page, OcrOptions options)
    {
        var clock = new ProcessorClock();
        var blocks = RegionBlocks.Group(detector.Detect(page), page);
        var read = Recognize(page, blocks, options, clock);
        var turns = 0;
        if (options.RotatePages && (blocks.Count > 0 || !detector.FindsTurnedLettering) && WellRead(read) < UprightWords)
        {
            (turns, page, blocks) = FindUpright(page, blocks, WellRead(read), options, clock);
            read = turns == 0 ? read : Recognize(page, blocks, options, clock);
        }

        var lettering = ArtFilter.Apply(read, options).Select(b => Hyphenation.Join(b, recognizer.IsWord));
        return new PageText(page.Width, page.Height, ReadingOrder.Arrange(lettering, options.RightToLeft)) { QuarterTurns = turns };
    }

    private (int Turns, RgbImage Page, IReadOnlyList<RegionBlock> Blocks) FindUpright(
        RgbImage page, IReadOnlyList<RegionBlock> blocks, int wellRead, OcrOptions options, ProcessorClock clock)
    {
        var best = (Turns: 0, Page: page, Blocks: blocks);
        var most = Math.Max(wellRead, UprightWords - 1);
        foreach (var turns in Turns)
        {
            var turned = page.Turn(turns);
            var found = RegionBlocks.Group(detector.Detect(turned), turned);
            var trial = Recognize(turned, found.OrderByDescending(b => b.Lines.Sum(l => l.Length * l.Thickness)).Take(TrialBlocks), options, clock);
            if (WellRead(trial) > most)
            {
                most = WellRead(trial);
                best = (turns, turned, found);
            }
        }

        return best;
    }

    private List<TextBlock> Recognize(RgbImage page, IEnumerable<RegionBlock> blocks, OcrOptions options, ProcessorClock clock)
    {
        var read = new List<TextBlock>();
        foreach (var block in blocks)
        {
            var lines = Recognize(page, block, options, clock);
            if (!block.IsSingleLine && WellReadShare(lines) < DoubtfulShare)
            {
                // Lines of different lettering are read ill together: each is read by itself, and what reads better is taken.
                TextLine[] single = [.. block.Rows().SelectMany(row => Recognize(page, row, options, clock))];
                lines = WellReadLetters(single) > WellReadLetters(lines) ? single : lines;
            }

            if (lines.Count > 0)
            {
                read.Add(new TextBlock(lines));
            }
        }

        return read;
    }

    private IReadOnlyList<TextLine> Recognize(RgbImage page, RegionBlock block, OcrOptions options, ProcessorClock clock)
    {
        var left = options.PageDeadline - clock.Elapsed;
        if (left <= TimeSpan.Zero)
        {
            throw new PageException(ErrorCode.OcrTimeout, $"the page was not read within {options.PageDeadline.TotalSeconds:0} s of processor time", isTransient: true);
        }

        var patch = BlockPatch.Cut(page, block);
        return [.. recognizer.Recognize(patch.Image, block.IsSingleLine ? Segmentation.Line : Segmentation.Block, left).Select(patch.ToPage)];
    }

    private static double WellReadShare(IReadOnlyList<TextLine> lines) =>
        WellReadLetters(lines) / (double)Math.Max(1, lines.SelectMany(l => l.Words).Sum(w => w.Text.Count(char.IsLetterOrDigit)));

    private static int WellReadLetters(IEnumerable<TextLine> lines) =>
        lines.SelectMany(l => l.Words).Where(w => w.Confidence >= DoubtfulConfidence).Sum(w => w.Text.Count(char.IsLetterOrDigit));

    private static int WellRead(IEnumerable<TextBlock> blocks) => blocks.SelectMany(b => b.Lines).SelectMany(l => l.Words)
        .Count(w => w.Confidence >= UprightConfidence && w.Text.Count(char.IsLetter) >= UprightLetters);
}
