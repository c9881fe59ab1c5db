using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr.SecondOpinion;

/// <summary>Where on a detected line its letters stand: the detector leaves a margin around them.</summary>
internal static class LinePlace
{
    // Of a line's thickness, on each side.
    private const double Margin = 0.15;

    /// <summary>The height that letters stand on.</summary>
    /// <param name="line">The line, level.</param>
    public static double Foot(Box line) => line.Bottom - (Margin * line.Height);

    /// <summary>A word's rectangle.</summary>
    /// <param name="word">As read on the line.</param>
    /// <param name="line">The line, level.</param>
    public static Box Of(LineReading.Word word, Box line) =>
        new(
            line.X + (word.Start * line.Width),
            line.Y + (Margin * line.Height),
            (word.End - word.Start) * line.Width,
            line.Height * (1 - (2 * Margin))
        );
}
