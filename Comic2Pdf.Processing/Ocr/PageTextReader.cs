using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Ocr.Recognition;
using Comic2Pdf.Processing.Ocr.SecondOpinion;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr;

/// <summary>
/// Reads a page: finds lettering, groups it into balloons, recognises each, drops what is art, joins hyphenated words, puts balloons into
/// reading order. A page on which nothing reads well upright is tried turned.
/// </summary>
/// <param name="detector">Finds lines.</param>
/// <param name="recognizers">Read them.</param>
/// <param name="second">Is asked for lines that were read badly; null: there is none.</param>
public sealed class PageTextReader(ITextDetector detector, IRecognizers recognizers, ILineReader? second = null)
{
    /// <summary>Names how pages are read by given engines; whatever changes what is read changes it, and with it the profile of new jobs.</summary>
    public const string Version = "8";

    // A page with so many words of so many letters read so well stands upright.
    private const int UprightWords = 3;
    private const int UprightLetters = 3;
    private const double UprightConfidence = 80;

    // Of a page tried turned only the largest blocks are read.
    private const int TrialBlocks = 6;

    // Sideways pages are far more frequent than upside-down ones.
    private static readonly int[] Turns = [1, 3, 2];

    /// <summary>What is done beyond reading each block once. Default all.</summary>
    internal ReadingSteps Steps { get; init; } = ReadingSteps.All;

    /// <summary>Reads.</summary>
    /// <param name="page">The page as shown.</param>
    /// <param name="options">How.</param>
    /// <exception cref="PageException"><see cref="ErrorCode.OcrTimeout"/> or <see cref="ErrorCode.OcrFailed"/>.</exception>
    /// <exception cref="OcrException">Engine or language data missing.</exception>
    public PageText Read(RgbImage page, OcrOptions options)
    {
        var clock = new ProcessorClock();
        var reader = new BlockReader(page, recognizers, options, clock, second, Steps);
        var blocks = Blocks(page);
        var read = reader.Read(blocks);
        var turns = 0;
        if (options.RotatePages && (blocks.Count > 0 || !detector.FindsTurnedLettering) && WellRead(read) < UprightWords)
        {
            (turns, page, blocks) = FindUpright(page, blocks, WellRead(read), Trial);
            read = turns == 0 ? read : new BlockReader(page, recognizers, options, clock, second, Steps).Read(blocks);
        }

        var lettering = ArtFilter.Apply(read, options).Select(b => Hyphenation.Join(b, reader.IsWord)).ToArray();
        var isRightToLeft = options.RightToLeft || CjkScript.IsMostlyColumns(lettering);
        return new PageText(page.Width, page.Height, ReadingOrder.Arrange(lettering, isRightToLeft)) { QuarterTurns = turns };

        IReadOnlyList<RegionBlock> Blocks(RgbImage image) => RegionBlocks.Group(detector.Detect(image), image, reader.ReadsColumns);

        (IReadOnlyList<RegionBlock> Blocks, int WellRead) Trial(RgbImage turned)
        {
            var found = Blocks(turned);
            var trial = new BlockReader(turned, recognizers, options, clock, second, Steps).Read(
                found.OrderByDescending(b => b.Lines.Sum(l => l.Length * l.Thickness)).Take(TrialBlocks)
            );
            return (found, WellRead(trial));
        }
    }

    private static (int Turns, RgbImage Page, IReadOnlyList<RegionBlock> Blocks) FindUpright(
        RgbImage page,
        IReadOnlyList<RegionBlock> blocks,
        int wellRead,
        Func<RgbImage, (IReadOnlyList<RegionBlock> Blocks, int WellRead)> tryOut
    )
    {
        var best = (Turns: 0, Page: page, Blocks: blocks);
        var most = Math.Max(wellRead, UprightWords - 1);
        foreach (var turns in Turns)
        {
            var turned = page.Turn(turns);
            var trial = tryOut(turned);
            if (trial.WellRead > most)
            {
                most = trial.WellRead;
                best = (turns, turned, trial.Blocks);
            }
        }

        return best;
    }

    private static int WellRead(IEnumerable<TextBlock> blocks) =>
        blocks
            .SelectMany(b => b.Lines)
            .SelectMany(l => l.Words)
            .Count(w => w.Confidence >= UprightConfidence && w.Text.Count(char.IsLetter) >= UprightLetters);
}
