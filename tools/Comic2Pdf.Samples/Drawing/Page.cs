using Comic2Pdf.Samples.Lettering;
using SkiaSharp;

namespace Comic2Pdf.Samples.Drawing;

/// <summary>A page: panels, and over them the lettering in reading order.</summary>
/// <param name="Panels">The pictures.</param>
/// <param name="Lettering">Balloons, captions and labels in the order they are read.</param>
public sealed record Page(IReadOnlyList<Panel> Panels, IReadOnlyList<ILettering> Lettering)
{
    /// <summary>Width in pixels: A4 at 150 dpi.</summary>
    public const int Width = 1240;

    /// <summary>Height in pixels.</summary>
    public const int Height = 1754;

    /// <summary>Colour of the paper between the panels.</summary>
    public SKColor Gutter { get; init; } = Palette.Paper;

    /// <summary>Stored without loss, as PNG; else as JPEG.</summary>
    public bool IsLossless { get; init; }

    /// <summary>Draws the page.</summary>
    /// <param name="canvas">A canvas of <see cref="Width"/> by <see cref="Height"/> pixels.</param>
    /// <returns>The true text with the box of each word.</returns>
    public IReadOnlyList<Paragraph> Draw(SKCanvas canvas)
    {
        ArgumentNullException.ThrowIfNull(canvas);
        canvas.Clear(Gutter);
        foreach (var panel in Panels)
        {
            panel.Draw(canvas);
        }

        var paragraphs = new List<Paragraph>();
        var taken = new List<SKRect>();
        var faults = new List<string>();
        foreach (var lettering in Lettering)
        {
            var paragraph = lettering.Draw(canvas, out var ground);
            faults.AddRange(Faults(paragraph, ground, taken));
            taken.Add(ground);
            paragraphs.Add(paragraph);
        }

        // A text that is cut off or covered is no true text: such a page must not come into being.
        if (faults.Count > 0)
        {
            throw new InvalidOperationException(string.Join('\n', faults));
        }

        return paragraphs;
    }

    /// <summary>Draws the page on a bitmap of its own.</summary>
    /// <param name="paragraphs">The true text with the box of each word.</param>
    public SKBitmap Render(out IReadOnlyList<Paragraph> paragraphs)
    {
        var bitmap = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        paragraphs = Draw(canvas);
        return bitmap;
    }

    private static IEnumerable<string> Faults(Paragraph paragraph, SKRect ground, List<SKRect> taken)
    {
        if (!new SKRect(8, 8, Width - 8, Height - 8).Contains(ground))
        {
            yield return $"\"{paragraph.Text}\" leaves the page: {ground}.";
        }

        foreach (var other in taken.Where(t => t.IntersectsWith(ground)))
        {
            yield return $"\"{paragraph.Text}\" at {ground} covers lettering at {other}.";
        }
    }
}
