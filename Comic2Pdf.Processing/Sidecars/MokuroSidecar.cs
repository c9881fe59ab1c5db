using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Sidecars;

/// <summary>mokuro 0.2: its readers show the text over the pictures of the archive, which they find by their names.</summary>
internal static class MokuroSidecar
{
    private const string Version = "0.2.5";

    public static void Write(Stream file, SidecarBook book)
    {
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var title = book.Series ?? book.Title;
        json.WriteStartObject();
        json.WriteString("version", Version);
        json.WriteString("generator", Sidecar.Generator);
        json.WriteString("title", title);
        json.WriteString("title_uuid", IdOf(title));
        json.WriteString("volume", book.Title);
        json.WriteString("volume_uuid", IdOf($"{title}\n{book.Title}\n{string.Join('\n', book.Pages.Select(p => p.Image))}"));
        json.WriteStartArray("pages");
        foreach (var page in book.Pages)
        {
            json.WriteStartObject();
            json.WriteString("version", Version);
            json.WriteNumber("img_width", page.Width);
            json.WriteNumber("img_height", page.Height);
            json.WriteStartArray("blocks");
            foreach (var block in Shapes.BlocksOf(page))
            {
                Write(json, block, page);
            }

            json.WriteEndArray();
            json.WriteString("img_path", page.Image);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TextBlock block, SidecarPage page)
    {
        var (left, top, right, bottom) = Shapes.Pixels(Shapes.BoundsOf(block), page);
        json.WriteStartObject();
        json.WriteStartArray("box");
        foreach (var edge in new[] { left, top, right, bottom })
        {
            json.WriteNumberValue(edge);
        }

        json.WriteEndArray();
        json.WriteBoolean("vertical", false);
        json.WriteNumber("font_size", Math.Round(block.Lines.Average(l => l.Ascent + l.Descent), 1));
        json.WriteStartArray("lines_coords");
        foreach (var line in block.Lines)
        {
            var (x1, y1, x2, y2) = Shapes.Pixels(line.Bounds(), page);
            json.WriteStartArray();
            foreach (var (x, y) in new[] { (x1, y1), (x2, y1), (x2, y2), (x1, y2) })
            {
                json.WriteStartArray();
                json.WriteNumberValue(x);
                json.WriteNumberValue(y);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("lines");
        foreach (var line in block.Lines)
        {
            json.WriteStringValue(Shapes.TextOf(line));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Not a random one: the same book has the same bytes, and readers know it again.
    private static string IdOf(string text) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16), bigEndian: true).ToString();
}
