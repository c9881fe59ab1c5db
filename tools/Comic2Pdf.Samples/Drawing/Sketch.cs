using SkiaSharp;

namespace Comic2Pdf.Samples.Drawing;

/// <summary>The few strokes all pictures are made of: inked shapes, gradients, glows. Shapes are SVG path data.</summary>
/// <param name="canvas">What is drawn on.</param>
public sealed class Sketch(SKCanvas canvas)
{
    /// <summary>Draws in a space moved, scaled and turned.</summary>
    /// <param name="x">Where its origin lies.</param>
    /// <param name="y">Where its origin lies.</param>
    /// <param name="scale">Size of its unit.</param>
    /// <param name="draw">What to draw.</param>
    /// <param name="turn">Turn in degrees.</param>
    /// <param name="mirror">Left and right exchanged.</param>
    public void At(float x, float y, float scale, Action draw, float turn = 0, bool mirror = false)
    {
        ArgumentNullException.ThrowIfNull(draw);
        canvas.Save();
        canvas.Translate(x, y);
        canvas.RotateDegrees(turn);
        canvas.Scale(mirror ? -scale : scale, scale);
        draw();
        canvas.Restore();
    }

    /// <summary>A filled shape with an inked outline.</summary>
    /// <param name="data">SVG path data.</param>
    /// <param name="fill">Colour.</param>
    /// <param name="line">Width of the outline; 0 for none.</param>
    public void Shape(string data, SKColor fill, float line = 4)
    {
        using var path = SKPath.ParseSvgPathData(data) ?? throw new ArgumentException($"No path data: {data}", nameof(data));
        Inked(path, fill, line);
    }

    /// <summary>An ellipse.</summary>
    public void Oval(float x, float y, float rx, float ry, SKColor fill, float line = 4)
    {
        using var builder = new SKPathBuilder();
        builder.AddOval(new SKRect(x - rx, y - ry, x + rx, y + ry), SKPathDirection.Clockwise);
        using var path = builder.Detach();
        Inked(path, fill, line);
    }

    /// <summary>A rectangle with round corners.</summary>
    public void Box(float x, float y, float width, float height, SKColor fill, float radius = 0, float line = 4)
    {
        using var builder = new SKPathBuilder();
        builder.AddRoundRect(SKRect.Create(x, y, width, height), radius, radius, SKPathDirection.Clockwise);
        using var path = builder.Detach();
        Inked(path, fill, line);
    }

    /// <summary>A line without fill.</summary>
    public void Line(string data, SKColor colour, float width)
    {
        using var path = SKPath.ParseSvgPathData(data) ?? throw new ArgumentException($"No path data: {data}", nameof(data));
        using var pen = Pen(colour, width);
        canvas.DrawPath(path, pen);
    }

    /// <summary>A thick line with an inked edge: an arm, a tail, a cable.</summary>
    public void Hose(string data, SKColor colour, float width, float line = 4)
    {
        Line(data, Palette.Ink, width + (2 * line));
        Line(data, colour, width);
    }

    /// <summary>A rectangle that runs from one colour down to others.</summary>
    public void Gradient(SKRect area, params SKColor[] colours)
    {
        using var shader = SKShader.CreateLinearGradient(
            new SKPoint(0, area.Top),
            new SKPoint(0, area.Bottom),
            colours,
            SKShaderTileMode.Clamp
        );
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(area, paint);
    }

    /// <summary>Light around a point that fades to nothing.</summary>
    public void Glow(float x, float y, float radius, SKColor colour)
    {
        using var shader = SKShader.CreateRadialGradient(new SKPoint(x, y), radius, [colour, colour.WithAlpha(0)], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawCircle(x, y, radius, paint);
    }

    private void Inked(SKPath path, SKColor fill, float line)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = fill };
        canvas.DrawPath(path, paint);
        if (line > 0)
        {
            using var pen = Pen(Palette.Ink, line);
            canvas.DrawPath(path, pen);
        }
    }

    private static SKPaint Pen(SKColor colour, float width) =>
        new()
        {
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeCap = SKStrokeCap.Round,
            StrokeJoin = SKStrokeJoin.Round,
            StrokeWidth = width,
            Color = colour,
        };
}
