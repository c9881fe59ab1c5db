using System.IO.Compression;
using System.Text.Json;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Functions.Search;

/// <summary>The file of a book's text: JSON, compressed. No I/O.</summary>
public static class BookTextFile
{
    // A book of a thousand full pages has two; what is larger was not written by this program.
    private const int MaxBytes = 64 << 20;

    /// <summary>The text of a book, as it is shown.</summary>
    /// <param name="fileName">The archive's name.</param>
    /// <param name="pages">For each page what was read on it, or null.</param>
    /// <param name="deskew">Whether skewed pages are shown straight.</param>
    public static BookText Of(string fileName, IReadOnlyList<PageText?> pages, bool deskew)
    {
        ArgumentNullException.ThrowIfNull(pages);
        return new BookText(
            Path.GetFileNameWithoutExtension(fileName),
            [
                .. pages
                    .Select((text, i) => new BookTextPage(i + 1, text is null ? [] : BalloonsOf(deskew ? Skew.Straighten(text) : text)))
                    .Where(p => p.Balloons.Count > 0),
            ]
        );
    }

    /// <summary>The file's content.</summary>
    public static byte[] Write(BookText text)
    {
        using var bytes = new MemoryStream();
        using (var packed = new GZipStream(bytes, CompressionLevel.Optimal))
        {
            JsonSerializer.Serialize(packed, text, Json.Line);
        }

        return bytes.ToArray();
    }

    /// <summary>Reads it back.</summary>
    /// <returns>Null when it is broken.</returns>
    public static BookText? Read(byte[] content)
    {
        try
        {
            using var packed = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            var piece = new byte[1 << 16];
            for (int read; (read = packed.Read(piece)) > 0; plain.Write(piece, 0, read))
            {
                if (plain.Length > MaxBytes)
                {
                    return null;
                }
            }

            return
                JsonSerializer.Deserialize<BookText>(plain.GetBuffer().AsSpan(0, (int)plain.Length), Json.Line)
                    is { Book: not null, Pages: not null } text
                && text.Pages.All(p => p.Balloons.All(b => b is { Text: not null, Box.Length: 4 }))
                ? text
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            return null;
        }
    }

    private static List<Balloon> BalloonsOf(PageText page) =>
        [
            .. page
                .Blocks.Select(b => b.Lines.SelectMany(l => l.Words).ToList())
                .Where(words => words.Count > 0)
                .Select(words => new Balloon(
                    string.Join(' ', words.Select(w => w.Text)),
                    PartsOf(words.Select(w => w.Box).Aggregate((a, b) => a.Union(b)), page),
                    (int)Math.Round(words.Average(w => w.Confidence))
                )),
        ];

    private static int[] PartsOf(Box box, PageText page)
    {
        var (left, top) = (Part(box.X, page.Width), Part(box.Y, page.Height));
        return [left, top, Part(box.Right, page.Width) - left, Part(box.Bottom, page.Height) - top];
    }

    private static int Part(double at, int all) => (int)Math.Round(Math.Clamp(at / Math.Max(1, all), 0, 1) * Balloon.Unit);
}
