using System.Buffers;

namespace Comic2Pdf.Processing.Text;

/// <summary>
/// Skewed scans. The angle is that of the lettering alone, as art has every angle: the median over the lines that were read well, of the slope from the foot of a line's
/// first word to that of its last one. (Tesseract's own baselines lean towards level: they give two thirds of the angle.) It is used only when asked for, and turns the
/// picture by its placement.
/// </summary>
public static class Skew
{
    private const double MinConfidence = 80;
    private const int MinLines = 3;

    // Words that are near each other say little of their line's angle.
    private const double MinDistanceInHeights = 3;

    // What is left of a line's slope after turning, when it was as skewed as the page: 2 degrees.
    private const double MostLean = 0.035;

    // Letters that reach below the line, in most hands.
    private static readonly SearchValues<char> Descenders = SearchValues.Create("gjpqyçQJ,;()[]{}/|&@");

    // Less is not seen; more is not a scan's skew but a slanted balloon.
    private const double MinDegrees = 0.2;
    private const double MaxDegrees = 5;

    /// <summary>By how much the page's lettering falls to the right, in degrees; 0 when that is not clear, or too little or too much to be a scan's skew.</summary>
    public static double Of(PageText page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var angles = page.Blocks.SelectMany(b => b.Lines).Select(AngleOf).OfType<double>().Order().ToArray();
        if (angles.Length < MinLines)
        {
            return 0;
        }

        var median = (angles[(angles.Length - 1) / 2] + angles[angles.Length / 2]) / 2;
        return Math.Abs(median) is >= MinDegrees and <= MaxDegrees ? median : 0;
    }

    /// <summary>The page with its lettering level: its picture, its lines and its words turned about the middle. The page's size stays.</summary>
    public static PageText Straighten(PageText page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var skew = Of(page);
        return skew == 0
            ? page
            : page with
            {
                Turn = -skew,
                Blocks = [.. page.Blocks.Select(b => new TextBlock([.. b.Lines.Select(l => Turn(l, page, -skew))]))],
            };
    }

    private static double? AngleOf(TextLine line)
    {
        var words = line
            .Words.Where(w => w.Confidence >= MinConfidence && !w.Text.AsSpan().ContainsAny(Descenders))
            .Select(w => w.Box)
            .ToArray();
        if (words is not [var first, .., var last])
        {
            return null;
        }

        // The lowest corner of an upright box around a word that falls to the right is its right one.
        var fall = last.Bottom - first.Bottom;
        var distance = fall >= 0 ? last.Right - first.Right : last.X - first.X;
        return distance < MinDistanceInHeights * Math.Max(first.Height, last.Height) ? null : Math.Atan2(fall, distance) * 180 / Math.PI;
    }

    private static TextLine Turn(TextLine line, PageText page, double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var (x1, y1) = Turned(line.Baseline.X1, line.Baseline.Y1);
        var (x2, y2) = Turned(line.Baseline.X2, line.Baseline.Y2);
        var slope =
            line.Baseline.X2 - line.Baseline.X1 < 1 ? 0 : (line.Baseline.Y2 - line.Baseline.Y1) / (line.Baseline.X2 - line.Baseline.X1);
        if (Math.Abs(y2 - y1) < MostLean * (x2 - x1))
        {
            // One of the page's lines, and not of a balloon that is slanted by itself.
            y1 = y2 = (y1 + y2) / 2;
        }

        return line with
        {
            Baseline = new Baseline(x1, y1, x2, y2),
            Words = [.. line.Words.Select(w => w.Map(TurnBox))],
        };

        (double X, double Y) Turned(double x, double y)
        {
            var (dx, dy) = (x - (page.Width / 2.0), y - (page.Height / 2.0));
            return ((page.Width / 2.0) + (dx * cos) - (dy * sin), (page.Height / 2.0) + (dx * sin) + (dy * cos));
        }

        // An upright box around a slanted word is higher than the word, by its width times the slope; turned, the word is as high as it is.
        Box TurnBox(Box box)
        {
            var height = Math.Max(box.Height / 2, box.Height - (box.Width * Math.Abs(slope)));
            var (x, y) = Turned(box.X + (box.Width / 2), box.Y + (box.Height / 2));
            return new Box(x - (box.Width / 2), y - (height / 2), box.Width, height);
        }
    }
}
