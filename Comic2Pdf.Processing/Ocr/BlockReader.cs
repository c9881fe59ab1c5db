using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Ocr.Recognition;
using Comic2Pdf.Processing.Ocr.SecondOpinion;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr;

/// <summary>Reads the blocks of one page: lines in the languages of the book, columns with the data for vertical lettering. A block that reads badly is read again line by line.</summary>
/// <param name="page">The page as shown.</param>
/// <param name="recognizers">Engines.</param>
/// <param name="options">How to read.</param>
/// <param name="clock">Runs since the page was begun.</param>
/// <param name="second">Is asked for lines of which the first reading is unsure, or for all of them (<see cref="ReadingEngine"/>); null: there is none.</param>
/// <param name="steps">What is done beyond reading each block once.</param>
internal sealed class BlockReader(
    RgbImage page,
    IRecognizers recognizers,
    OcrOptions options,
    ProcessorClock clock,
    ILineReader? second,
    ReadingSteps steps
)
{
    // A block of which a smaller share of letters is in words read this well is read again line by line.
    private const double DoubtfulShare = 0.5;
    private const double DoubtfulConfidence = 60;

    private readonly string _languages = CjkScript.ForLines(options.Languages, recognizers.Has);
    private readonly string? _columns = CjkScript.ForColumns(options.Languages, recognizers.Has);

    // Reads all lines when Tesseract is not to be used.
    private readonly RowReading? _alone =
        second is null || EngineChoice.NeedsTesseract(options.Engine, options.Languages) ? null : new RowReading(page, second);

    /// <summary>Whether there may be lines that run downwards, and what reads them is here.</summary>
    public bool ReadsColumns => _columns is not null;

    /// <summary>Reads blocks.</summary>
    /// <returns>Those with words.</returns>
    public IReadOnlyList<TextBlock> Read(IEnumerable<RegionBlock> blocks)
    {
        if (_alone is not null)
        {
            return [.. blocks.Select(b => new TextBlock(ReadAlone(b, _alone))).Where(b => b.Lines.Count > 0)];
        }

        var read = blocks.Select(b => (Block: b, Text: Read(b))).ToList();
        var several = _languages.Contains('+', StringComparison.Ordinal);
        var language = several ? ForeignCapitals.LanguageOf(read.SelectMany(r => r.Text.Lines)) : null;

        // The engine's dictionary is that of its first language.
        Func<string, bool>? isWord = !several || language == _languages.Split('+')[0] ? IsWord : null;
        var improve =
            second is not null
            && options.Engine == ReadingEngine.Both
            && steps.HasFlag(ReadingSteps.SecondOpinion)
            && LatinAlphabet.Writes(_languages)
                ? new SecondReading(page, second, isWord, Accents.AreLost(language ?? _languages))
                : null;
        return [.. read.Select(r => Finish(r.Block, r.Text, language, improve)).Where(b => b.Lines.Count > 0)];
    }

    private TextBlock Finish(RegionBlock block, TextBlock text, string? language, SecondReading? second)
    {
        if (block.IsVertical)
        {
            return text;
        }

        text = language is null ? text : ReadCapitals(block, text, language);
        return second is null ? text : second.Improve(block, text);
    }

    /// <summary>Whether the languages of the book know a word; without Tesseract no word is known.</summary>
    public bool IsWord(string word) => _alone is null && recognizers.Engine(_languages).IsWord(word);

    private IReadOnlyList<TextLine> ReadAlone(RegionBlock block, RowReading alone)
    {
        _ = TimeLeft();
        return alone.Read(block);
    }

    private TextBlock Read(RegionBlock block)
    {
        var lines = block.IsVertical ? ReadColumns(block).Select(CjkScript.AsColumn) : ReadLines(block, _languages);
        return new TextBlock([.. lines.Select(CjkScript.Join)]);
    }

    private IReadOnlyList<TextLine> ReadColumns(RegionBlock block)
    {
        var lines = Recognize(block, _columns!, Segmentation.Columns);
        if (steps.HasFlag(ReadingSteps.LineByLine) && block.Lines.Count > 1)
        {
            // The engine loses whole columns of a block, and does not say so.
            TextLine[] single =
            [
                .. block.Lines.SelectMany(column => Recognize(block with { Lines = [column] }, _columns!, Segmentation.Columns)),
            ];
            lines = WellReadLetters(single) > WellReadLetters(lines) ? single : lines;
        }

        return lines;
    }

    private TextBlock ReadCapitals(RegionBlock block, TextBlock text, string language)
    {
        if (!steps.HasFlag(ReadingSteps.Capitals) || !ForeignCapitals.AreIn(text.Lines, language))
        {
            return text;
        }

        TextLine[] again = [.. ReadLines(block, language).Select(CjkScript.Join)];
        return ForeignCapitals.IsBetter(again, text.Lines) ? new TextBlock(again) : text;
    }

    private IReadOnlyList<TextLine> ReadLines(RegionBlock block, string languages)
    {
        var lines = Recognize(block, languages, block.IsSingleLine ? Segmentation.Line : Segmentation.Block);
        if (steps.HasFlag(ReadingSteps.LineByLine) && !block.IsSingleLine && WellReadLetters(lines) < DoubtfulShare * lines.Sum(Letters))
        {
            // Lines of different lettering are read ill together: each is read by itself, and what reads better is taken.
            TextLine[] single =
            [
                .. block.Rows().SelectMany(row => Recognize(row, languages, row.IsSingleLine ? Segmentation.Line : Segmentation.Block)),
            ];
            lines = WellReadLetters(single) > WellReadLetters(lines) ? single : lines;
        }

        return lines;
    }

    private IReadOnlyList<TextLine> Recognize(RegionBlock block, string languages, Segmentation segmentation)
    {
        var left = TimeLeft();
        var patch = BlockPatch.Cut(page, block, CjkScript.Writes(languages));
        return [.. recognizers.Engine(languages).Recognize(patch.Image, segmentation, left).Select(patch.ToPage)];
    }

    private TimeSpan TimeLeft()
    {
        var left = options.PageDeadline - clock.Elapsed;
        return left > TimeSpan.Zero
            ? left
            : throw new PageException(
                ErrorCode.OcrTimeout,
                $"the page was not read within {options.PageDeadline.TotalSeconds:0} s of processor time",
                isTransient: true
            );
    }

    private static int WellReadLetters(IEnumerable<TextLine> lines) =>
        lines.SelectMany(l => l.Words).Where(w => w.Confidence >= DoubtfulConfidence).Sum(Letters);

    private static int Letters(TextLine line) => line.Words.Sum(Letters);

    private static int Letters(TextWord word) => word.Text.Count(char.IsLetterOrDigit);
}
