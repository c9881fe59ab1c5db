using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Recognition;

namespace Comic2Pdf.Processing.Ocr.Layout;

/// <summary>How a line is lettered, as some hundred of its pixels tell: the colours of its ground and its letters.</summary>
/// <param name="Ground">Red, green, blue, 0 to 255.</param>
/// <param name="Ink">Red, green, blue, 0 to 255.</param>
/// <param name="IsClear">Whether the two differ and the letters cover clearly less than the ground, so that it is known which is which.</param>
internal sealed record LineLook(IReadOnlyList<double> Ground, IReadOnlyList<double> Ink, bool IsClear)
{
    // Samples across a line, and at most along it.
    private const int Across = 14;
    private const int MaxAlong = 150;

    // Part of the line's thickness that is looked at: the rest may be a balloon's outline.
    private const double Core = 0.8;

    // Of 441, the distance of black and white.
    private const double MinContrast = 60;
    private const double MaxGroundDistance = 110;

    private const double MaxInkShare = 0.42;

    /// <summary>Looks at a line.</summary>
    public static LineLook Of(RgbImage page, TextRegion line)
    {
        var frame = new Frame(line.Angle);
        var box = frame.BoxOf(line);
        var step = Core * line.Thickness / Across;
        var along = (int)Math.Clamp(line.Length / step, 1, MaxAlong);
        var rgb = new byte[3 * Across * along];
        var isInside = new bool[Across * along];
        for (var i = 0; i < isInside.Length; i++)
        {
            var (x, y) = frame.ToPage(
                box.X + (((i % along) + 0.5) * box.Width / along),
                box.Y + (box.Height * (1 - Core) / 2) + (((i / along) + 0.5) * step)
            );
            if (x >= 0 && y >= 0 && x < page.Width && y < page.Height)
            {
                isInside[i] = true;
                page.Pixels.AsSpan(3 * (((int)y * page.Width) + (int)x), 3).CopyTo(rgb.AsSpan(3 * i));
            }
        }

        var colors = InkColors.Find(rgb, isInside, step: 1);
        return new LineLook(
            colors.Ground,
            colors.Ink,
            Distance(colors.Ground, colors.Ink) >= MinContrast && colors.InkShare <= MaxInkShare
        );
    }

    /// <summary>Whether two lines may be lettered by one hand on one ground; in doubt they may.</summary>
    public bool IsLike(LineLook other)
    {
        if (!IsClear || !other.IsClear)
        {
            return true;
        }

        var isSamePolarity = Brightness(Ground) > Brightness(Ink) == Brightness(other.Ground) > Brightness(other.Ink);
        return isSamePolarity && Distance(Ground, other.Ground) <= MaxGroundDistance;
    }

    /// <summary>Distance of two colours, 0 to 441.</summary>
    public static double Distance(IReadOnlyList<double> a, IReadOnlyList<double> b) =>
        Math.Sqrt(((a[0] - b[0]) * (a[0] - b[0])) + ((a[1] - b[1]) * (a[1] - b[1])) + ((a[2] - b[2]) * (a[2] - b[2])));

    private static double Brightness(IReadOnlyList<double> color) => (0.299 * color[0]) + (0.587 * color[1]) + (0.114 * color[2]);
}
