using SkiaSharp;

namespace Comic2Pdf.Samples.Drawing;

/// <summary>A picture of a page, in a frame.</summary>
/// <param name="Frame">Where it stands on the page.</param>
/// <param name="Scene">Draws what is seen, in page pixels; the frame cuts it off.</param>
public sealed record Panel(SKRect Frame, Action<Sketch, SKRect> Scene)
{
    /// <summary>Width of the frame's line; 0 for a picture that fills the page.</summary>
    public float Line { get; init; } = 6;

    internal void Draw(SKCanvas canvas)
    {
        canvas.Save();
        canvas.ClipRect(Frame, SKClipOperation.Intersect, antialias: true);
        Scene(new Sketch(canvas), Frame);
        canvas.Restore();
        if (Line > 0)
        {
            using var ink = new SKPaint
            {
                IsAntialias = true,
                Style = SKPaintStyle.Stroke,
                StrokeWidth = Line,
                Color = Palette.Ink,
            };
            canvas.DrawRect(Frame, ink);
        }
    }
}
