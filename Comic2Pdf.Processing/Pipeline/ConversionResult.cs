using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Pipeline;

/// <summary>What became of an archive.</summary>
/// <param name="Pages">Pages in the PDF.</param>
/// <param name="PagesWithText">Pages on which words were found.</param>
/// <param name="SkippedPages">Pages, from 1, that are not in the PDF as they should be: picture missing or damaged, or not read.</param>
/// <param name="Words">Words in the text layer.</param>
/// <param name="BytesIn">Size of the archive.</param>
/// <param name="BytesOut">Size of the PDF.</param>
/// <param name="Warnings">Everything the reader should know.</param>
public sealed record ConversionResult(
    int Pages,
    int PagesWithText,
    IReadOnlyList<int> SkippedPages,
    int Words,
    long BytesIn,
    long BytesOut,
    IReadOnlyList<Warning> Warnings
)
{
    /// <summary>Languages that the book was read in: those asked for, or the one it turned out to be in; null when it was not read.</summary>
    public string? Language { get; init; }

    /// <summary>The files of the text that were written.</summary>
    public IReadOnlyList<string> Sidecars { get; init; } = [];
}
