using Comic2Pdf.Samples.Lettering;
using SkiaSharp;

namespace Comic2Pdf.Samples.Drawing;

/// <summary>The narrator's box, placed by its top left corner.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Text">Lines separated by line feeds.</param>
public sealed record Caption(float X, float Y, string Text) : ILettering
{
    /// <summary>Height of a capital.</summary>
    public float Size { get; init; } = 26;

    /// <summary>How far the top of a letter leans right, as a share of its height.</summary>
    public float Slant { get; init; }

    /// <summary>Colour of the box.</summary>
    public SKColor Paper { get; init; } = new(0xFFFFF4CF);

    /// <summary>Colour of the letters.</summary>
    public SKColor Letters { get; init; } = Palette.Ink;

    /// <inheritdoc/>
    public Paragraph Draw(SKCanvas canvas, out SKRect ground)
    {
        ArgumentNullException.ThrowIfNull(canvas);
        using var block = new TextBlock(new StrokeFont(Size, slant: Slant), Text);
        // More air above than below: accents stand over the capitals of the first line.
        float side = Size * 0.95f,
            above = Size * 0.95f,
            below = Size * 0.8f;
        ground = SKRect.Create(X, Y, block.Width + (2 * side), block.Height + above + below);
        using var paper = new SKPaint { IsAntialias = true, Color = Paper };
        using var ink = new SKPaint
        {
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = 4,
            StrokeJoin = SKStrokeJoin.Round,
            Color = Palette.Ink,
        };
        canvas.DrawRoundRect(ground, Size * 0.6f, Size * 0.6f, paper);
        canvas.DrawRoundRect(ground, Size * 0.6f, Size * 0.6f, ink);
        return new Paragraph("caption", block.Draw(canvas, new SKPoint(ground.MidX, Y + above + (block.Height / 2)), (Letters, 0)));
    }
}
