using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr.Detection;

/// <summary>Where one line of lettering stands.</summary>
/// <param name="CenterX">Middle, in pixels of the page.</param>
/// <param name="CenterY">Middle, in pixels of the page.</param>
/// <param name="Length">Extent along the line, in pixels.</param>
/// <param name="Thickness">Extent across the line, in pixels: a letter's height and a little margin.</param>
/// <param name="Angle">Of the line, in radians; positive falls to the right, 0 is level.</param>
public sealed record TextRegion(double CenterX, double CenterY, double Length, double Thickness, double Angle)
{
    /// <summary>Share of a bar of its length and thickness that is likely lettering: about 1 for one line, less where lines run into one.</summary>
    public double Fill { get; init; } = 1;

    /// <summary>The upright rectangle around it.</summary>
    public Box Bounds
    {
        get
        {
            var (sin, cos) = Math.SinCos(Math.Abs(Angle));
            var width = (Length * cos) + (Thickness * sin);
            var height = (Length * sin) + (Thickness * cos);
            return new Box(CenterX - (width / 2), CenterY - (height / 2), width, height);
        }
    }

    /// <summary>A part of the line.</summary>
    /// <param name="start">Where it begins, as a share of the line's length.</param>
    /// <param name="end">Where it ends.</param>
    public TextRegion Part(double start, double end)
    {
        var along = (((start + end) / 2) - 0.5) * Length;
        var (sin, cos) = Math.SinCos(Angle);
        return this with { CenterX = CenterX + (along * cos), CenterY = CenterY + (along * sin), Length = (end - start) * Length };
    }

    /// <summary>A level line that fills a rectangle.</summary>
    public static TextRegion Level(Box box) => new(box.X + (box.Width / 2), box.Y + (box.Height / 2), box.Width, box.Height, 0);
}
