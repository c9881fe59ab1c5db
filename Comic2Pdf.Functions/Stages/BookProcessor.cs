using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Processing.Metadata;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Pipeline;
using Comic2Pdf.Processing.Text;
using Comic2Pdf.Processing.Worker;

namespace Comic2Pdf.Functions.Stages;

/// <summary>The real thing: Comic2Pdf.Processing with its page workers.</summary>
public sealed class BookProcessor(PageWorkerPool workers, AppSettings settings, ToolVersions tools) : IBookProcessor
{
    private readonly ConversionOptions _options = new() { MinPdfBytes = settings.MinPdfSizeBytes };

    /// <inheritdoc/>
    public Task<PageManifest> PrepareAsync(
        string archive,
        string rawPdf,
        string title,
        BookDetails? details,
        IProgress<ConversionProgress> progress,
        CancellationToken cancellationToken
    ) =>
        new ComicPreparer(workers).PrepareAsync(
            archive,
            rawPdf,
            title,
            _options with
            {
                Info = InfoOf(details),
            },
            progress,
            cancellationToken
        );

    private static ComicInfo? InfoOf(BookDetails? details) =>
        details is null
            ? null
            : new ComicInfo
            {
                Title = details.Title,
                Series = details.Series,
                Writer = details.Author,
                IsRightToLeft = details.RightToLeft,
            };

    /// <inheritdoc/>
    public Task<PageResult> ReadPageAsync(
        FileStream rawPdf,
        PageManifest manifest,
        int index,
        string languages,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var ocr = new OcrOptions
        {
            Languages = languages,
            Engine = EngineChoice.Of(settings.OcrEngine, languages, tools.Languages),
            RightToLeft = manifest.Info?.IsRightToLeft == true,
        };
        return new PageReader(workers).ReadAsync(rawPdf, manifest, index, ocr, _options.MaxPagePixels, cancellationToken);
    }

    /// <inheritdoc/>
    public void Finish(string pdf, PageManifest manifest, IReadOnlyList<PageText?> texts, bool deskew) =>
        ComicFinisher.Finish(pdf, manifest, texts, _options.MinPdfBytes, deskew);
}
