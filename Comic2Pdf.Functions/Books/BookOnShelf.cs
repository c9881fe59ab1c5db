using System.Text.Json.Serialization;
using Comic2Pdf.Processing.Pipeline;

namespace Comic2Pdf.Functions.Books;

/// <summary>A book as far as its pages are known.</summary>
/// <param name="Manifest">Its pages, and where their pictures are in its PDFs.</param>
/// <param name="Results">What became of each page; null: it was not read yet.</param>
public sealed record BookOnShelf(PageManifest Manifest, IReadOnlyList<PageResult?> Results);

/// <summary>JSON of books without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(BookOnShelf))]
internal sealed partial class BookOnShelfJson : JsonSerializerContext;
