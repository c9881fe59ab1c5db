using System.Text;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Pdf;

/// <summary>
/// Turns a page's words into invisible text (rendering mode 3, ISO 32000-1, 9.3.6) that lies exactly on the lettering: each word starts
/// where it starts, is as wide as it is, and shares its line's baseline, height and angle, so that marking and copying follow the eye. A column of
/// vertical lettering is a line turned by a quarter to the right.
/// </summary>
internal static class TextLayer
{
    private const double MinSize = 0.1;

    // Poppler (Evince, Okular, most indexers) takes a word apart whose letters leave its baseline by half a point; up to this slope, in radians, words
    // stand upright, each on the middle of its own stretch of the baseline, and are found.
    private const double UprightSlope = 0.45;

    // Lines that are turned by a right angle are as good as upright ones.
    private const double StraightSlope = 0.02;

    // Lines of a balloon that differ less in height are lettered alike: what differs is which letters happen to stand on them.
    private const double AlikeRatio = 1.6;

    // Poppler, where it keeps the order of the text, writes a blank between words only where this much of their size lies between them, the blank that is there notwithstanding (0.15 in its
    // TextOutputDev). Words give way for it, but keep so much of their width.
    private const double MinGap = 0.18;
    private const double MinWidth = 0.6;

    // The last word of a steep line gives way as well: poppler, where it guesses the order, takes what stands level with it, the end of another line, for what follows it.
    private const double SteepEnd = 0.3;

    /// <summary>The content stream operators for the text; empty when there is none.</summary>
    /// <param name="text">The words, in reading order.</param>
    /// <param name="box">The page they go on.</param>
    /// <param name="font">Encodes the characters; the page's resources must know it as /T.</param>
    public static string Build(PageText text, PageBox box, GlyphlessFont font)
    {
        var ops = new StringBuilder();
        foreach (var line in text.Blocks.SelectMany(AlikeLines))
        {
            Append(ops, line, text, box, font);
        }

        return ops.Length == 0 ? string.Empty : $"BT\n3 Tr\n{ops}ET\n";
    }

    /// <summary>
    /// The lines of a balloon in one size: poppler puts lines into one paragraph only when their sizes differ by less than 5 %, and mixes
    /// those of neighbouring balloons otherwise.
    /// </summary>
    private static IEnumerable<TextLine> AlikeLines(TextBlock block)
    {
        var ascent = block.Lines.Select(l => l.Ascent).Order().ElementAt(block.Lines.Count / 2);
        var descent = block.Lines.Select(l => l.Descent).Order().ElementAt(block.Lines.Count / 2);
        return block.Lines.Select(line =>
        {
            var ratio = (line.Ascent + line.Descent) / (ascent + descent);
            return ratio is > 1 / AlikeRatio and < AlikeRatio ? line with { Ascent = ascent, Descent = descent } : line;
        });
    }

    private static void Append(StringBuilder ops, TextLine line, PageText text, PageBox box, GlyphlessFont font)
    {
        var scaleX = box.Width / text.Width;
        var scaleY = box.Height / text.Height;
        var size = Math.Max(MinSize, (line.Ascent + line.Descent) * scaleY * 1000 / (GlyphlessFont.Ascent - GlyphlessFont.Descent));
        var angle = Math.Atan2(
            (line.Baseline.Y1 - line.Baseline.Y2) * scaleY,
            Math.Max(1e-6, (line.Baseline.X2 - line.Baseline.X1) * scaleX)
        );
        var isUpright = Math.Abs(angle) < UprightSlope;
        var (sin, cos) = isUpright ? (0, 1) : Math.SinCos(angle);
        var isAslant = !isUpright && Math.Min(Math.Abs(sin), Math.Abs(cos)) > StraightSlope;

        // The font's own descent stands for the line's: its foot is the line's foot.
        var rise = (size * -GlyphlessFont.Descent / 1000) - (line.Descent * scaleY);
        ops.Append("/T ").Append(PdfWriter.Number(size)).Append(" Tf\n");
        for (var i = 0; i < line.Words.Count; i++)
        {
            var word = line.Words[i];
            var next = i + 1 < line.Words.Count ? line.Words[i + 1] : null;
            var (x, y, width) = Place(word, line, text, box, sin, cos);
            var (nextX, nextY, _) = next is null ? default : Place(next, line, text, box, sin, cos);
            var step = ((nextX - x) * cos) + ((nextY - y) * sin);

            var room =
                next is not null ? step - (MinGap * size)
                : isAslant ? width - (SteepEnd * size)
                : width;
            width = Math.Max(MinWidth * width, Math.Min(width, room));
            ops.Append(PdfWriter.Number(cos))
                .Append(' ')
                .Append(PdfWriter.Number(sin))
                .Append(' ')
                .Append(PdfWriter.Number(-sin))
                .Append(' ')
                .Append(PdfWriter.Number(cos))
                .Append(' ')
                .Append(PdfWriter.Number(x - (rise * sin)))
                .Append(' ')
                .Append(PdfWriter.Number(y + (rise * cos)))
                .Append(" Tm\n");
            // Poppler takes each letter that stands half a point higher than the first one of its word for a new word, but what is told as a whole it keeps as one.
            var whole = isAslant
                ? $"/Span <</ActualText <FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(word.Text))}>>> BDC\n"
                : null;
            ops.Append(whole);
            Show(ops, word.Text, width, size, font);
            ops.Append(whole is null ? null : "EMC\n");
            if (next is not null)
            {
                // A real blank that fills the gap: no viewer has to guess where a word ends.
                Show(ops, " ", Math.Max(MinSize, step - width), size, font);
            }
        }
    }

    /// <summary>Where a word starts on its line's baseline, and how long it is along it, in points.</summary>
    private static (double X, double Y, double Width) Place(
        TextWord word,
        TextLine line,
        PageText text,
        PageBox box,
        double sin,
        double cos
    )
    {
        var (scaleX, scaleY) = (box.Width / text.Width, box.Height / text.Height);
        if (sin == 0)
        {
            var middle = word.Box.X + (word.Box.Width / 2);
            return (word.Box.X * scaleX, box.Height - (line.Baseline.At(middle) * scaleY), Math.Max(MinSize, word.Box.Width * scaleX));
        }

        // The word's box is the upright rectangle around a slanted one, whose height is the line's.
        var height = (line.Ascent + line.Descent) * scaleY;
        var width = Math.Max(
            MinSize,
            Math.Abs(sin) > Math.Abs(cos)
                ? ((word.Box.Height * scaleY) - (height * Math.Abs(cos))) / Math.Abs(sin)
                : ((word.Box.Width * scaleX) - (height * Math.Abs(sin))) / cos
        );
        var (footX, footY) = (line.Baseline.X1 * scaleX, box.Height - (line.Baseline.Y1 * scaleY));
        var (centerX, centerY) = (
            (word.Box.X + (word.Box.Width / 2)) * scaleX,
            box.Height - ((word.Box.Y + (word.Box.Height / 2)) * scaleY)
        );
        var along = ((centerX - footX) * cos) + ((centerY - footY) * sin) - (width / 2);
        return (footX + (along * cos), footY + (along * sin), width);
    }

    private static void Show(StringBuilder ops, string text, double width, double size, GlyphlessFont font)
    {
        var (hex, glyphs) = font.Encode(text);
        var natural = glyphs * size * GlyphlessFont.Advance / 1000;
        ops.Append(PdfWriter.Number(100 * width / natural)).Append(" Tz <").Append(hex).Append("> Tj\n");
    }
}
