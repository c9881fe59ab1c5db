using SkiaSharp;

namespace Comic2Pdf.Benchmarks.Ocr;

/// <summary>What happens to pages on their way to an archive.</summary>
internal static class PictureFinish
{
    /// <summary>A gray scan: paper tone that fades to one side, grain, a soft lens.</summary>
    public static SKBitmap Scan(SKBitmap page)
    {
        var scanned = new SKBitmap(page.Width, page.Height, SKColorType.Gray8, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(scanned))
        {
            using var blur = SKImageFilter.CreateBlur(0.9f, 0.9f);
            using var soft = new SKPaint { ImageFilter = blur };
            using var image = SKImage.FromBitmap(page);
            canvas.DrawImage(image, 0, 0, SKSamplingOptions.Default, soft);
        }

        var grain = new Random(1);
        var pixels = scanned.GetPixelSpan();
        for (var i = 0; i < pixels.Length; i++)
        {
            var paper = 0.95 - (0.2 * (i % page.Width) / page.Width);
            pixels[i] = (byte)Math.Clamp((40 + (pixels[i] * 0.8)) * paper + grain.Next(-9, 10), 0, 255);
        }

        return scanned;
    }

    /// <summary>Two tones: art as dots of a screen, lettering black or white.</summary>
    public static SKBitmap TwoTone(SKBitmap page)
    {
        const int Cell = 6;
        var toned = new SKBitmap(page.Width, page.Height, SKColorType.Gray8, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(toned))
        {
            canvas.DrawBitmap(page, 0, 0, SKSamplingOptions.Default);
        }

        var pixels = toned.GetPixelSpan();
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y) = ((i % page.Width % Cell) - (Cell / 2) + 0.5, (i / page.Width % Cell) - (Cell / 2) + 0.5);
            var threshold = 60 + (160 * (1 - (((x * x) + (y * y)) / (Cell * Cell / 2.0))));
            pixels[i] = pixels[i] > threshold ? (byte)255 : (byte)0;
        }

        return toned;
    }

    /// <summary>A page for small screens.</summary>
    public static SKBitmap ToHeight(SKBitmap page, int height) =>
        page.Resize(new SKImageInfo(page.Width * height / page.Height, height), new SKSamplingOptions(SKCubicResampler.Mitchell));
}
