using System.Globalization;
using Comic2Pdf.Processing.Images;

namespace Comic2Pdf.Processing.Pdf;

/// <summary>
/// The size of a page on paper, and how pixels of the shown picture (origin top left) map to it (points, origin bottom left).
/// </summary>
/// <param name="Width">Points.</param>
/// <param name="Height">Points.</param>
/// <param name="PixelsAcross">Pixels of the picture as shown.</param>
/// <param name="PixelsDown">Pixels of the picture as shown.</param>
public readonly record struct PageBox(double Width, double Height, int PixelsAcross, int PixelsDown)
{
    // Limits of viewers (ISO 32000-1, annex C.2).
    private const double MaxPoints = 14_400;
    private const double MinPoints = 3;

    /// <summary>The box of a picture; its pixels are square.</summary>
    /// <param name="columns">Pixels across, as stored.</param>
    /// <param name="rows">Pixels down, as stored.</param>
    /// <param name="orientation">How it is turned for showing.</param>
    /// <param name="dpi">Pixels per inch.</param>
    public static PageBox Of(int columns, int rows, Orientation orientation, double dpi)
    {
        var width = columns * 72 / dpi;
        var height = rows * 72 / dpi;
        var scale = Math.Min(1, MaxPoints / Math.Max(width, height));
        width = Math.Max(MinPoints, width * scale);
        height = Math.Max(MinPoints, height * scale);
        return orientation.SwapsAxes() ? new PageBox(height, width, rows, columns) : new PageBox(width, height, columns, rows);
    }

    /// <summary>The matrix that places the stored picture, a unit square, on the page and turns it for showing (8.9.5).</summary>
    internal string Placement(Orientation orientation)
    {
        var (w, h) = (Width, Height);
        double[] m = orientation switch
        {
            Orientation.TopRight => [-w, 0, 0, h, w, 0],
            Orientation.BottomRight => [-w, 0, 0, -h, w, h],
            Orientation.BottomLeft => [w, 0, 0, -h, 0, h],
            Orientation.LeftTop => [0, -h, -w, 0, w, h],
            Orientation.RightTop => [0, -h, w, 0, 0, h],
            Orientation.RightBottom => [0, h, w, 0, 0, 0],
            Orientation.LeftBottom => [0, h, -w, 0, w, 0],
            _ => [w, 0, 0, h, 0, 0],
        };
        return string.Join(' ', m.Select(PdfWriter.Number));
    }

    /// <summary>The matrix that turns what is placed about the middle of the page.</summary>
    /// <param name="degrees">Clockwise.</param>
    internal string TurnAboutMiddle(double degrees)
    {
        var (sin, cos) = Math.SinCos(-degrees * Math.PI / 180);
        var (x, y) = (Width / 2, Height / 2);
        // Six digits: at the edge of a page of ten thousand points, four would be off by a pixel.
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{cos:0.######} {sin:0.######} {-sin:0.######} {cos:0.######} {x - (x * cos) + (y * sin):0.####} {y - (x * sin) - (y * cos):0.####}"
        );
    }
}
