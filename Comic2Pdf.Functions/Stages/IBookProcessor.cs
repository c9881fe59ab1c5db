using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Processing.Pipeline;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Functions.Stages;

/// <summary>What is done to a book, apart from jobs and attempts.</summary>
public interface IBookProcessor
{
    /// <summary>Writes the PDF of pictures.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="rawPdf">The PDF of pictures.</param>
    /// <param name="title">The title of a book that nothing else is known of.</param>
    /// <param name="details">What the sender says of the book; null: nothing.</param>
    /// <param name="progress">Told of each page.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task<PageManifest> PrepareAsync(
        string archive,
        string rawPdf,
        string title,
        BookDetails? details,
        IProgress<ConversionProgress> progress,
        CancellationToken cancellationToken
    );

    /// <summary>Reads one page, with a second try where that may help.</summary>
    Task<PageResult> ReadPageAsync(
        FileStream rawPdf,
        PageManifest manifest,
        int index,
        string languages,
        CancellationToken cancellationToken
    );

    /// <summary>Adds text and structure to a copy of the PDF of pictures, and checks it.</summary>
    void Finish(string pdf, PageManifest manifest, IReadOnlyList<PageText?> texts, bool deskew);
}
