using System.IO.Compression;
using SkiaSharp;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>Plain archives of drawn pages, for tests that are about something else.</summary>
internal static class SimpleComic
{
    /// <summary>A JPEG of one colour with a number's worth of stripes, so that pages differ.</summary>
    public static byte[] Page(int number, int width = 300, int height = 400)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        using var paint = new SKPaint { Color = SKColors.DarkSlateBlue };
        canvas.Clear(SKColors.Beige);
        for (var i = 0; i <= number; i++)
        {
            canvas.DrawRect(10, 10 + (20 * i), width - 20, 8, paint);
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 85);
        return data.ToArray();
    }

    /// <summary>Writes a ZIP archive of pages named page1.jpg and on.</summary>
    public static string Write(string path, int pages = 3)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        for (var i = 1; i <= pages; i++)
        {
            using var entry = zip.CreateEntry($"page{i}.jpg", CompressionLevel.NoCompression).Open();
            entry.Write(Page(i));
        }

        return path;
    }
}
