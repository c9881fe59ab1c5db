using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr.Tesseract;

/// <summary>
/// Makes words of what the engine calls words. In Chinese, Japanese and Korean it parts all that its dictionary does not know into single characters, in Korean, which is written with blanks,
/// too; only the text of the whole line tells where blanks are.
/// </summary>
internal static class WordPieces
{
    /// <summary>The words, those between which the line has no blank as one.</summary>
    /// <param name="pieces">In their order on the line.</param>
    /// <param name="line">The line's text.</param>
    public static IReadOnlyList<TextWord> Join(IReadOnlyList<TextWord> pieces, string line)
    {
        var words = new List<TextWord>();
        var end = 0;
        foreach (var piece in pieces)
        {
            var at = line.IndexOf(piece.Text, end, StringComparison.Ordinal);
            if (words.Count > 0 && at == end)
            {
                words[^1] = words[^1].Join(piece);
            }
            else
            {
                EndBefore(piece, words);
                words.Add(piece);
            }

            end = at < 0 ? end : at + piece.Text.Length;
        }

        return words;
    }

    // The engine states some characters far too wide, over the next word: in the PDF there would be no blank between the two.
    private static void EndBefore(TextWord next, List<TextWord> words)
    {
        if (words.Count > 0 && words[^1].Box is var box && box.X < next.Box.X && box.Right > next.Box.X)
        {
            words[^1] = words[^1] with { Box = box with { Width = next.Box.X - box.X } };
        }
    }
}
