using Comic2Pdf.Samples.Lettering;
using SkiaSharp;

namespace Comic2Pdf.Samples.Drawing;

/// <summary>Letters without a box: a title, a sound, a shop sign, small print.</summary>
/// <param name="X">Middle.</param>
/// <param name="Y">Middle.</param>
/// <param name="Text">Lines separated by line feeds.</param>
/// <param name="Size">Height of a capital.</param>
public sealed record Label(float X, float Y, string Text, float Size) : ILettering
{
    /// <summary>Colour of the letters.</summary>
    public SKColor Letters { get; init; } = Palette.Ink;

    /// <summary>Colour around the letters, or none.</summary>
    public SKColor? Outline { get; init; }

    /// <summary>Width of the pen as a share of the letters' height.</summary>
    public float Weight { get; init; } = 0.15f;

    /// <summary>Turn in degrees.</summary>
    public float Turn { get; init; }

    /// <inheritdoc/>
    public Paragraph Draw(SKCanvas canvas, out SKRect ground)
    {
        ArgumentNullException.ThrowIfNull(canvas);
        using var block = new TextBlock(new StrokeFont(Size, Weight), Text);
        canvas.Save();
        canvas.RotateDegrees(Turn, X, Y);
        var middle = new SKPoint(X, Y);
        var words = Outline is { } outline
            ? block.Draw(canvas, middle, (outline, Size * 0.16f), (Letters, 0))
            : block.Draw(canvas, middle, (Letters, 0));
        canvas.Restore();
        ground = words.Select(w => w.Box).Aggregate(SKRect.Union);
        return new Paragraph("label", words);
    }
}
