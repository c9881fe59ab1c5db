using System.Text;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Pdf;

/// <summary>
/// Turns a page's words into invisible text (rendering mode 3, ISO 32000-1, 9.3.6) that lies exactly on the lettering: each word starts
/// where it starts, is as wide as it is, and shares its line's baseline, height and angle, so that marking and copying follow the eye.
/// </summary>
internal static class TextLayer
{
    private const double MinSize = 0.1;

    // Poppler (Evince, Okular) takes a word apart whose letters leave its baseline by half a point; up to this slope, in radians, words
    // stand upright, each on the middle of its own stretch of the baseline, and are found.
    private const double UprightSlope = 0.21;

    /// <summary>The content stream operators for the text; empty when there is none.</summary>
    /// <param name="text">The words, in reading order.</param>
    /// <param name="box">The page they go on.</param>
    /// <param name="font">Encodes the characters; the page's resources must know it as /T.</param>
    public static string Build(PageText text, PageBox box, GlyphlessFont font)
    {
        var ops = new StringBuilder();
        foreach (var line in text.Blocks.SelectMany(b => b.Lines))
        {
            Append(ops, line, text, box, font);
        }

        return ops.Length == 0 ? string.Empty : $"BT\n3 Tr\n{ops}ET\n";
    }

    private static void Append(StringBuilder ops, TextLine line, PageText text, PageBox box, GlyphlessFont font)
    {
        var scaleX = box.Width / text.Width;
        var scaleY = box.Height / text.Height;
        var size = Math.Max(MinSize, (line.Ascent + line.Descent) * scaleY);
        var angle = Math.Atan2((line.Baseline.Y1 - line.Baseline.Y2) * scaleY, Math.Max(1e-6, (line.Baseline.X2 - line.Baseline.X1) * scaleX));
        var isUpright = Math.Abs(angle) < UprightSlope;
        var (sin, cos) = isUpright ? (0, 1) : Math.SinCos(angle);

        // The font's own descent stands for the line's: its foot is the line's foot.
        var rise = (size * -GlyphlessFont.Descent / 1000) - (line.Descent * scaleY);
        ops.Append("/T ").Append(PdfWriter.Number(size)).Append(" Tf\n");
        for (var i = 0; i < line.Words.Count; i++)
        {
            var word = line.Words[i];
            var next = i + 1 < line.Words.Count ? line.Words[i + 1] : null;
            var x = word.Box.X * scaleX;
            var y = box.Height - (line.Baseline.At(isUpright ? word.Box.X + (word.Box.Width / 2) : word.Box.X) * scaleY);
            var width = Math.Max(MinSize, word.Box.Width * scaleX / cos);
            ops.Append(PdfWriter.Number(cos)).Append(' ').Append(PdfWriter.Number(sin)).Append(' ')
                .Append(PdfWriter.Number(-sin)).Append(' ').Append(PdfWriter.Number(cos)).Append(' ')
                .Append(PdfWriter.Number(x - (rise * sin))).Append(' ').Append(PdfWriter.Number(y + (rise * cos))).Append(" Tm\n");
            Show(ops, word.Text, width, size, font);
            if (next is not null)
            {
                // A real blank that fills the gap: no viewer has to guess where a word ends.
                Show(ops, " ", Math.Max(MinSize, (next.Box.X - word.Box.Right) * scaleX / cos), size, font);
            }
        }
    }

    private static void Show(StringBuilder ops, string text, double width, double size, GlyphlessFont font)
    {
        var (hex, glyphs) = font.Encode(text);
        var natural = glyphs * size * GlyphlessFont.Advance / 1000;
        ops.Append(PdfWriter.Number(100 * width / natural)).Append(" Tz <").Append(hex).Append("> Tj\n");
    }
}
