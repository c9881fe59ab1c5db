using Comic2Pdf.Samples.Drawing;
using Comic2Pdf.Samples.Lettering;
using SkiaSharp;

namespace Comic2Pdf.Samples.Output;

/// <summary>The picture of the README: two pages as a viewer shows them when a word was searched. The marks lie on the true boxes.</summary>
public static class ReadmePicture
{
    private const int Width = 900;
    private const int Margin = 16;
    private const int PageWidth = (Width - (3 * Margin)) / 2;
    private const float Scale = (float)PageWidth / Page.Width;
    private const int Height = (int)(Page.Height * Scale) + (2 * Margin);

    /// <summary>Writes the picture as PNG.</summary>
    /// <param name="left">The left page.</param>
    /// <param name="right">The right page.</param>
    /// <param name="word">The word that is marked wherever it stands.</param>
    /// <param name="path">Where to.</param>
    public static void Write(Page left, Page right, string word, string path)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(new SKColor(0xFF45484D));
            Draw(canvas, left, Margin, word);
            Draw(canvas, right, (2 * Margin) + PageWidth, word);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var png = ComicWriter.Png(bitmap);
        File.WriteAllBytes(path, png.ToArray());
    }

    private static void Draw(SKCanvas canvas, Page page, float x, string word)
    {
        using var drawn = page.Render(out var paragraphs);
        using var image = SKImage.FromBitmap(drawn);
        var place = SKRect.Create(x, Margin, PageWidth, Page.Height * Scale);
        using var shadow = new SKPaint { Color = new SKColor(0x60000000) };
        canvas.DrawRect(SKRect.Create(place.Left + 3, place.Top + 4, place.Width, place.Height), shadow);
        canvas.DrawImage(image, place, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        // Multiplied, as viewers do: the letters stay black under the marker.
        using var marker = new SKPaint
        {
            IsAntialias = true,
            Color = new SKColor(0xFFFFE14D),
            BlendMode = SKBlendMode.Multiply,
        };
        using var edge = new SKPaint
        {
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = 1.5f,
            Color = new SKColor(0xFFE08A00),
        };
        foreach (var hit in paragraphs.SelectMany(p => p.Words).Where(w => Matches(w, word)))
        {
            var box = hit.Box;
            box.Inflate(8, 8);
            var mark = SKRect.Create(x + (box.Left * Scale), Margin + (box.Top * Scale), box.Width * Scale, box.Height * Scale);
            canvas.DrawRoundRect(mark, 2, 2, marker);
            canvas.DrawRoundRect(mark, 2, 2, edge);
        }
    }

    private static bool Matches(Word found, string word) =>
        string.Equals(found.Text.Trim('…', '.', ',', '!', '?', ':'), word, StringComparison.OrdinalIgnoreCase);
}
