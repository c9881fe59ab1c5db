using System.IO.Compression;
using System.Text.Json;

namespace Comic2Pdf.Functions.Books;

/// <summary>The file of a book: JSON, compressed. No I/O.</summary>
public static class BookFile
{
    // A book of a thousand full pages has some twenty; what is larger was not written by this program.
    private const int MaxBytes = 256 << 20;

    /// <summary>The file's content.</summary>
    public static byte[] Write(BookOnShelf book)
    {
        using var bytes = new MemoryStream();
        using (var packed = new GZipStream(bytes, CompressionLevel.Optimal))
        {
            JsonSerializer.Serialize(packed, book, BookOnShelfJson.Default.BookOnShelf);
        }

        return bytes.ToArray();
    }

    /// <summary>Reads it back.</summary>
    /// <returns>Null when it is broken.</returns>
    public static BookOnShelf? Read(byte[] content)
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

            var book = JsonSerializer.Deserialize(plain.GetBuffer().AsSpan(0, (int)plain.Length), BookOnShelfJson.Default.BookOnShelf);
            return book is { Manifest.Pages: { } pages, Results: { } results } && results.Count == pages.Count ? book : null;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            return null;
        }
    }
}
