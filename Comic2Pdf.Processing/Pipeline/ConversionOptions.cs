using System.ComponentModel.DataAnnotations;
using Comic2Pdf.Processing.Archives;
using Comic2Pdf.Processing.Metadata;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Sidecars;

namespace Comic2Pdf.Processing.Pipeline;

/// <summary>How an archive becomes a PDF.</summary>
public sealed record ConversionOptions
{
    /// <summary>Bounds on the archive.</summary>
    public ArchiveLimits Limits { get; init; } = new();

    /// <summary>Pixels that one page may have, by its header. Default 200 million.</summary>
    [Range(1, 10_000_000_000)]
    public long MaxPagePixels { get; init; } = 200_000_000;

    /// <summary>What the user says of the book, in place of what the archive says; null: nothing.</summary>
    public ComicInfo? Info { get; init; }

    /// <summary>
    /// How pages are read; null leaves the PDF without text. The coded data of a JPEG is looked through when its page is read, and by PREP when none is.
    /// </summary>
    public OcrOptions? Ocr { get; init; } = new();

    /// <summary>
    /// Whether pages whose lettering is skewed are shown straight, by their placement. Default false: art is not skewed text. No pixel is rendered anew.
    /// </summary>
    public bool Deskew { get; init; }

    /// <summary>Files of the text beside the PDF, which appear before it does. Default: none.</summary>
    public IReadOnlyList<SidecarFormat> Sidecars { get; init; } = [];

    /// <summary>Whether any file that has the PDF's name is replaced; else only a PDF that was made of the same archive. Default true.</summary>
    public bool Overwrite { get; init; } = true;

    /// <summary>Size below which a finished PDF cannot be right. Default 1024 bytes.</summary>
    [Range(0, long.MaxValue)]
    public long MinPdfBytes { get; init; } = 1024;
}
