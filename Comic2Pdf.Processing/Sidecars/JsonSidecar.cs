using System.Text.Encodings.Web;
using System.Text.Json;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Sidecars;

/// <summary>All that is known, as JSON: {generator, version, title, series, pages: [{page, image, width, height, balloons: [{box, text, lines: [{baseline, words}]}]}]}.</summary>
internal static class JsonSidecar
{
    private const int Version = 1;

    public static void Write(Stream file, SidecarBook book)
    {
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("generator", Sidecar.Generator);
        json.WriteNumber("version", Version);
        json.WriteString("title", book.Title);
        json.WriteString("series", book.Series);
        json.WriteStartArray("pages");
        for (var i = 0; i < book.Pages.Count; i++)
        {
            var page = book.Pages[i];
            json.WriteStartObject();
            json.WriteNumber("page", i + 1);
            json.WriteString("image", page.Image);
            json.WriteNumber("width", page.Width);
            json.WriteNumber("height", page.Height);
            json.WriteStartArray("balloons");
            foreach (var block in page.Text?.Blocks ?? [])
            {
                Write(json, block);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TextBlock block)
    {
        json.WriteStartObject();
        Write(json, "box", Shapes.BoundsOf(block));
        json.WriteString("text", string.Join('\n', block.Lines.Select(Shapes.TextOf)));
        json.WriteStartArray("lines");
        foreach (var line in block.Lines)
        {
            json.WriteStartObject();
            WriteNumbers(json, "baseline", line.Baseline.X1, line.Baseline.Y1, line.Baseline.X2, line.Baseline.Y2);
            json.WriteStartArray("words");
            foreach (var word in line.Words)
            {
                json.WriteStartObject();
                json.WriteString("text", word.Text);
                Write(json, "box", word.Box);
                if (word.Continuation is { } rest)
                {
                    Write(json, "continuation", rest);
                }

                json.WriteNumber("confidence", Math.Round(word.Confidence, 1));
                if (word.Language is { } language)
                {
                    json.WriteString("language", language);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Box box) => WriteNumbers(json, name, box.X, box.Y, box.Width, box.Height);

    private static void WriteNumbers(Utf8JsonWriter json, string name, params ReadOnlySpan<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(Math.Round(number, 1));
        }

        json.WriteEndArray();
    }
}
