using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr.Layout;

/// <summary>
/// Drops what is art and not lettering. Hatching and leaves are read as single letters of middling confidence, all over the page; real
/// words stand together. So words support their neighbours in a balloon, and a word alone must be read very well.
/// </summary>
public static class ArtFilter
{
    // Words read at least this well, of at least two letters, support the others; so many of them make a balloon.
    private const double SupportingConfidence = 80;
    private const int SupportingLetters = 2;
    private const int SupportingWords = 3;

    // Of a script without blanks. Art is seldom read as so many in a row.
    private const int PhraseLetters = 4;

    /// <summary>The blocks with the words that stay; blocks without any are gone.</summary>
    public static IReadOnlyList<TextBlock> Apply(IEnumerable<TextBlock> blocks, OcrOptions options) =>
        [.. blocks.Select(b => Apply(b, options)).Where(b => b.Lines.Count > 0)];

    private static TextBlock Apply(TextBlock block, OcrOptions options)
    {
        var supporting = block
            .Lines.SelectMany(l => l.Words)
            .Count(w => w.Confidence >= SupportingConfidence && Letters(w) >= SupportingLetters);
        var isBalloon = supporting >= SupportingWords;
        var minConfidence = isBalloon ? options.MinConfidenceInBalloon : options.MinConfidence;
        var lines = new List<TextLine>();
        foreach (var line in block.Lines)
        {
            TextWord[] kept =
            [
                .. line.Words.Where(w =>
                    w.Confidence >= (IsPhrase(w) ? options.MinConfidenceInBalloon : minConfidence) && (isBalloon || Letters(w) > 0)
                ),
            ];
            if (kept.Length > 0)
            {
                lines.Add(kept.Length == line.Words.Count ? line : line with { Words = kept });
            }
        }

        return new TextBlock(lines);
    }

    // Where words have no blanks a whole line is one: its characters support one another.
    private static bool IsPhrase(TextWord word) => word.Text.EnumerateRunes().Count(CjkScript.IsWithoutBlanks) >= PhraseLetters;

    private static int Letters(TextWord word) => word.Text.Count(char.IsLetterOrDigit);
}
