using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr.Layout;

/// <summary>
/// Joins words that are hyphenated over two lines, so that they can be searched: the whole word takes the first half's place, the second
/// half is only remembered by its box. Viewers do not agree on hyphens at line ends, and none finds a word by an ActualText that spans
/// lines (docs/ocr-trials.md).
/// </summary>
public static class Hyphenation
{
    private const int MinLetters = 2;

    /// <summary>The block with its hyphenated words joined.</summary>
    /// <param name="block">Lines from top to bottom.</param>
    /// <param name="isWord">Whether the language knows a word: tells "exem-ple" from "peut-être".</param>
    public static TextBlock Join(TextBlock block, Func<string, bool> isWord)
    {
        var lines = block.Lines.ToList();
        for (var i = 0; i + 1 < lines.Count; i++)
        {
            var (first, second) = (lines[i].Words[^1], lines[i + 1].Words[0]);
            if (first.Continuation is null && IsFirstHalf(first.Text) && Continues(first.Text, second.Text))
            {
                var whole = first with
                {
                    Text = Whole(first.Text, second.Text, isWord),
                    Continuation = second.Box,
                    Confidence = Math.Min(first.Confidence, second.Confidence),
                };
                lines[i] = lines[i] with { Words = [.. lines[i].Words.SkipLast(1), whole] };
                lines[i + 1] = lines[i + 1] with { Words = [.. lines[i + 1].Words.Skip(1)] };
                if (lines[i + 1].Words.Count == 0)
                {
                    lines.RemoveAt(i + 1);
                }
            }
        }

        return new TextBlock(lines);
    }

    private static bool IsFirstHalf(string text) =>
        text.Length > MinLetters && text[^1] is '-' or '\u2010' or '\u00AD' && text[..^1].TakeLast(MinLetters).All(char.IsLetter);

    /// <summary>The second half goes on in the case of the first: "exem-" with "ple", "EXEM-" with "PLE", not "dit-" with "Anne".</summary>
    private static bool Continues(string first, string second) =>
        char.IsLetter(second[0]) && char.IsUpper(second[0]) == char.IsUpper(first[^2]);

    private static string Whole(string first, string second, Func<string, bool> isWord)
    {
        var start = first[..^1];
        var end = new string([.. second.TakeWhile(char.IsLetter)]);
        var isCompound = !isWord(start + end) && isWord(Letters(start)) && isWord(end);
        return isCompound ? $"{start}-{second}" : start + second;
    }

    private static string Letters(string text) => new([.. text.Reverse().TakeWhile(char.IsLetter).Reverse()]);
}
