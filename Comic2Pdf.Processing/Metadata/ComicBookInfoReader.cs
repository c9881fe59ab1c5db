using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Comic2Pdf.Processing.Metadata;

/// <summary>Reads ComicBookInfo/1.0, a JSON document in the comment of a ZIP archive.</summary>
internal static class ComicBookInfoReader
{
    /// <summary>What the comment says; null when it is something else.</summary>
    public static ComicInfo? Read(ReadOnlyMemory<byte> comment)
    {
        try
        {
            using var json = JsonDocument.Parse(
                comment,
                new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }
            );
            return
                json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("ComicBookInfo/1.0", out var book)
                && book.ValueKind == JsonValueKind.Object
                ? Build(book)
                : null;
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException or InvalidOperationException)
        {
            // Some other comment.
            return null;
        }
    }

    private static ComicInfo Build(JsonElement book) =>
        new ComicInfo
        {
            Title = Get(book, "title"),
            Series = Get(book, "series"),
            Number = Get(book, "issue"),
            Publisher = Get(book, "publisher"),
            Summary = Get(book, "comments"),
            Genre = Get(book, "genre"),
            Tags = FieldText.Join(Items(book, "tags").Select(t => t.ValueKind == JsonValueKind.String ? t.GetString() : null)),
            Language = Tag(Get(book, "language")),
        }
            .Dated(Get(book, "publicationYear"), Get(book, "publicationMonth"), null)
            .Credited(
                Items(book, "credits").Where(c => c.ValueKind == JsonValueKind.Object).Select(c => (Get(c, "person"), Get(c, "role")))
            );

    private static JsonElement[] Items(JsonElement book, string name) =>
        book.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static string? Get(JsonElement book, string name) =>
        !book.TryGetProperty(name, out var value)
            ? null
            : value.ValueKind switch
            {
                JsonValueKind.String => FieldText.Clean(value.GetString()),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            };

    /// <summary>Languages stand there by their English names.</summary>
    private static string? Tag(string? language) =>
        language is null or { Length: <= 3 }
            ? language
            : CultureInfo
                .GetCultures(CultureTypes.NeutralCultures)
                .FirstOrDefault(c => c.EnglishName.Equals(language, StringComparison.OrdinalIgnoreCase))
                ?.Name;
}
