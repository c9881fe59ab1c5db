using Comic2Pdf.Samples.Lettering;
using SkiaSharp;

namespace Comic2Pdf.Samples.Drawing;

/// <summary>A speech balloon: sized by its text, with a tail that points at a mouth.</summary>
/// <param name="X">Middle of the balloon.</param>
/// <param name="Y">Middle of the balloon.</param>
/// <param name="Text">Lines separated by line feeds.</param>
/// <param name="MouthX">Where the tail ends.</param>
/// <param name="MouthY">Where the tail ends.</param>
public sealed record Balloon(float X, float Y, string Text, float MouthX, float MouthY) : ILettering
{
    // Between an ellipse (2) and a rectangle: lettering fills it better than an ellipse.
    private const double Roundness = 2.5;

    /// <summary>Height of a capital.</summary>
    public float Size { get; init; } = 27;

    /// <summary>Width of the pen as a share of that height: a shout is bold.</summary>
    public float Weight { get; init; } = 0.15f;

    /// <summary>Colour inside.</summary>
    public SKColor Paper { get; init; } = new(0xFFFFFDF6);

    /// <inheritdoc/>
    public Paragraph Draw(SKCanvas canvas, out SKRect ground)
    {
        ArgumentNullException.ThrowIfNull(canvas);
        using var block = new TextBlock(new StrokeFont(Size, Weight), Text);
        var (a, b) = Axes(block);
        using var body = Shape(a, b);
        using var tail = Tail(a, b);
        using var outline =
            body.Op(tail, SKPathOp.Union) ?? throw new InvalidOperationException("Skia could not join a balloon and its tail.");
        using var paper = new SKPaint { IsAntialias = true, Color = Paper };
        using var ink = new SKPaint
        {
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = 4.5f,
            StrokeJoin = SKStrokeJoin.Round,
            Color = Palette.Ink,
        };
        canvas.DrawPath(outline, paper);
        canvas.DrawPath(outline, ink);
        ground = body.TightBounds;
        return new Paragraph("balloon", block.Draw(canvas, new SKPoint(X, Y), (Palette.Ink, 0)));
    }

    /// <summary>The smallest half axes that hold every corner of every line with air around it.</summary>
    private (double A, double B) Axes(TextBlock block)
    {
        var air = Size * 0.62;
        double a = (block.Width / 2) + air,
            b = (block.Height / 2) + air;
        while (!Holds(block, a, b, air))
        {
            a += 2;
            b += 1.1;
        }

        return (a, b);
    }

    private bool Holds(TextBlock block, double a, double b, double air)
    {
        for (var i = 0; i < block.LineWidths.Count; i++)
        {
            var top = block.Top(i) - (block.Height / 2);
            var y = Math.Max(Math.Abs(top), Math.Abs(top + Size)) + (air * 0.55);
            var x = (block.LineWidths[i] / 2) + (air * 0.75);
            if (Math.Pow(x / a, Roundness) + Math.Pow(y / b, Roundness) > 1)
            {
                return false;
            }
        }

        return true;
    }

    private SKPath Shape(double a, double b)
    {
        var points = new SKPoint[120];
        for (var i = 0; i < points.Length; i++)
        {
            var (sin, cos) = Math.SinCos(i * 2 * Math.PI / points.Length);
            var x = Math.Sign(cos) * Math.Pow(Math.Abs(cos), 2 / Roundness);
            var y = Math.Sign(sin) * Math.Pow(Math.Abs(sin), 2 / Roundness);
            points[i] = new SKPoint((float)(X + (a * x)), (float)(Y + (b * y)));
        }

        using var builder = new SKPathBuilder();
        builder.AddPoly(points, true);
        return builder.Detach();
    }

    /// <summary>A curved thorn from inside the balloon to the mouth: it leaves the balloon nearly straight up or down and bends to the speaker.</summary>
    private SKPath Tail(double a, double b)
    {
        var down = MouthY >= Y ? 1 : -1;
        var rootX = (float)(X + (Math.Clamp((MouthX - X) / a, -1, 1) * a * 0.5));
        var rootY = (float)(Y + (down * b * 0.72));
        var half = Math.Max(13, Size * 0.55f);
        var bendX = rootX + ((MouthX - rootX) * 0.18f);
        var bendY = rootY + ((MouthY - rootY) * 0.62f);
        using var builder = new SKPathBuilder();
        builder.MoveTo(rootX - half, rootY);
        builder.QuadTo(bendX - (half * 0.5f), bendY, MouthX, MouthY);
        builder.QuadTo(bendX + (half * 0.7f), bendY, rootX + half, rootY);
        builder.Close();
        return builder.Detach();
    }
}
