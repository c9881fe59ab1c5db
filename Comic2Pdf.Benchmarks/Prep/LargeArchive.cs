using System.IO.Compression;
using SkiaSharp;

namespace Comic2Pdf.Benchmarks.Prep;

/// <summary>An archive of large JPEG pages, stored, as scans come.</summary>
internal static class LargeArchive
{
    private const int Width = 4000;
    private const int Height = 5600;
    private const int DifferentPages = 4;

    /// <summary>Writes it.</summary>
    public static void Create(string path, long bytes)
    {
        var pages = Enumerable.Range(0, DifferentPages).Select(DrawPage).ToArray();
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        long written = 0;
        for (var i = 0; written < bytes; i++)
        {
            using var entry = zip.CreateEntry($"page{i:D4}.jpg", CompressionLevel.NoCompression).Open();
            entry.Write(pages[i % pages.Length]);
            written += pages[i % pages.Length].Length;
        }
    }

    private static byte[] DrawPage(int seed)
    {
        using var bitmap = new SKBitmap(Width, Height, SKColorType.Rgb888x, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(bitmap);
        using var noise = SKShader.CreatePerlinNoiseFractalNoise(0.02f, 0.03f, 6, seed);
        using var paint = new SKPaint { Shader = noise };
        canvas.Clear(SKColors.White);
        canvas.DrawPaint(paint);
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 95);
        return data.ToArray();
    }
}
