using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Comic2Pdf.Samples.Drawing;
using Comic2Pdf.Samples.Lettering;
using SkiaSharp;

namespace Comic2Pdf.Samples.Output;

/// <summary>Writes a book as a comic archive, and beside it the text that must be found in it.</summary>
public static class ComicWriter
{
    private const int JpegQuality = 88;

    // The earliest time a zip can hold: the same bytes whenever the book is drawn.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes NAME.cbz, expected/pageNN.txt and expected/pageNN.json.</summary>
    /// <param name="comic">The book.</param>
    /// <param name="folder">Where to.</param>
    public static void Write(Comic comic, string folder)
    {
        ArgumentNullException.ThrowIfNull(comic);
        var expected = Directory.CreateDirectory(Path.Combine(folder, "expected")).FullName;
        using var file = File.Create(Path.Combine(folder, comic.Name + ".cbz"));
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        Add(zip, "ComicInfo.xml", ComicInfoXml.Write(comic));
        for (var i = 0; i < comic.Pages.Count; i++)
        {
            var page = comic.Pages[i];
            using var bitmap = page.Render(out var paragraphs);
            using var image = page.IsLossless ? Png(bitmap) : bitmap.Encode(SKEncodedImageFormat.Jpeg, JpegQuality);
            Add(zip, comic.ImageName(i), image.ToArray());
            WriteExpected(Path.Combine(expected, $"page{i + 1:00}"), comic.ImageName(i), paragraphs);
        }
    }

    internal static SKData Png(SKBitmap bitmap)
    {
        using var pixels = bitmap.PeekPixels();
        return pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, 9))
            ?? throw new InvalidOperationException("Skia could not write a PNG.");
    }

    private static void WriteExpected(string path, string image, IReadOnlyList<Paragraph> paragraphs)
    {
        File.WriteAllText(path + ".txt", string.Concat(paragraphs.Select(p => p.Text + "\n\n")).TrimEnd() + "\n", new UTF8Encoding(false));
        var truth = new PageTruth(image, Page.Width, Page.Height, paragraphs);
        File.WriteAllText(path + ".json", JsonSerializer.Serialize(truth, Json) + "\n", new UTF8Encoding(false));
    }

    // Stored, not deflated: pictures are compressed already, and no two versions of zlib need agree.
    private static void Add(ZipArchive zip, string name, byte[] bytes)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = EntryTime;
        using var stream = entry.Open();
        stream.Write(bytes);
    }
}
