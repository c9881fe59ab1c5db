using System.Text.Json.Serialization;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Metadata;
using Comic2Pdf.Processing.Pdf;

namespace Comic2Pdf.Processing.Pipeline;

/// <summary>
/// What PREP knows of a book once its pictures stand in a PDF. With it and that file, pages can be read and the book finished without
/// the archive. It is plain data, to be kept as JSON.
/// </summary>
public sealed record PageManifest
{
    /// <summary>Title for a book without metadata: the archive's name.</summary>
    public required string Title { get; init; }

    /// <summary>The pages, in reading order.</summary>
    public required IReadOnlyList<BookPage> Pages { get; init; }

    /// <summary>What archive and user say of the book, or null.</summary>
    public ComicInfo? Info { get; init; }

    /// <summary>Where the pictures end in the PDF: all before stays, all behind is written anew.</summary>
    public required long PicturesEnd { get; init; }

    /// <summary>Where each object before <see cref="PicturesEnd"/> begins; the first is object 1.</summary>
    public required IReadOnlyList<long> ObjectOffsets { get; init; }

    /// <summary>What the reader of the PDF should know.</summary>
    public required IReadOnlyList<Warning> Warnings { get; init; }
}

/// <summary>JSON of the pipeline's documents, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(PageManifest))]
[JsonSerializable(typeof(Text.PageText))]
public sealed partial class PipelineJson : JsonSerializerContext;
