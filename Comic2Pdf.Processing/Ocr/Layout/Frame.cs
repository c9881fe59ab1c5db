using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr.Layout;

/// <summary>Coordinates turned about the page's origin, so that lines of one angle lie level in them.</summary>
/// <param name="Angle">Of the lines on the page, in radians; positive falls to the right.</param>
internal readonly record struct Frame(double Angle)
{
    private readonly double _sin = Math.Sin(Angle);
    private readonly double _cos = Math.Cos(Angle);

    /// <summary>From the page.</summary>
    public (double X, double Y) FromPage(double x, double y) => ((x * _cos) + (y * _sin), (y * _cos) - (x * _sin));

    /// <summary>To the page.</summary>
    public (double X, double Y) ToPage(double x, double y) => ((x * _cos) - (y * _sin), (x * _sin) + (y * _cos));

    /// <summary>A line, taken as level in this frame.</summary>
    public Box BoxOf(TextRegion line)
    {
        var (x, y) = FromPage(line.CenterX, line.CenterY);
        return new Box(x - (line.Length / 2), y - (line.Thickness / 2), line.Length, line.Thickness);
    }

    /// <summary>The upright rectangle on the page around a rectangle of this frame.</summary>
    public Box ToPage(Box box)
    {
        if (Angle == 0)
        {
            return box;
        }

        var (x, y) = ToPage(box.X + (box.Width / 2), box.Y + (box.Height / 2));
        return new TextRegion(x, y, box.Width, box.Height, Angle).Bounds;
    }
}
