using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Tesseract;
using Comic2Pdf.Processing.Worker;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Processing.Pipeline;

/// <summary>All stages in one go, for one archive on one machine.</summary>
public sealed class ComicConverter(PageWorkerPool workers, ILogger<ComicConverter> logger)
{
    /// <summary>Converts an archive. The PDF appears whole under its name or not at all.</summary>
    /// <param name="archivePath">The archive; it is only read.</param>
    /// <param name="pdfPath">The PDF to make; for one that exists see <see cref="ConversionOptions.Overwrite"/>.</param>
    /// <param name="options">How to convert.</param>
    /// <param name="progress">Notified of stages and pages, or null.</param>
    /// <param name="cancellationToken">Stops and removes what was begun.</param>
    /// <exception cref="ComicException">With a code of <see cref="ErrorCode"/>.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public async Task<ConversionResult> ConvertAsync(
        string archivePath,
        string pdfPath,
        ConversionOptions options,
        IProgress<ConversionProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        // Next to the result, so that the last step is a rename; the ending keeps watchers and viewers away.
        var target = Path.GetFullPath(pdfPath);
        var part = Path.Combine(Path.GetDirectoryName(target)!, $".{Guid.NewGuid():N}.part");
        CreateFolder(target);
        var sidecars = new SidecarParts(target, options);
        try
        {
            sidecars.RequireFree();
            var title = Path.GetFileNameWithoutExtension(archivePath);
            var manifest = await new ComicPreparer(workers).PrepareAsync(archivePath, part, title, options, progress, cancellationToken);
            if (!options.Overwrite)
            {
                RequireOwn(target, part, manifest);
            }

            var (pages, language) = options.Ocr is null
                ? ([.. manifest.Pages.Select(_ => new PageResult(null, null))], null)
                : await ReadAsync(part, manifest, options, progress, cancellationToken);
            progress?.Report(new ConversionProgress(ConversionStage.Finish, manifest.Pages.Count, manifest.Pages.Count));
            cancellationToken.ThrowIfCancellationRequested();
            ComicFinisher.Finish(part, manifest, [.. pages.Select(p => p.Text)], options.MinPdfBytes, options.Deskew);
            var result = Summarize(archivePath, part, manifest, pages) with { Language = language, Sidecars = sidecars.Names };
            sidecars.Publish(ComicFinisher.TextOf(manifest, [.. pages.Select(p => p.Text)], options.Deskew));
            Publish(part, target);
            foreach (var warning in result.Warnings)
            {
                Log.PageWarning(logger, archivePath, warning.Code, warning.Message);
            }

            return result;
        }
        finally
        {
            File.Delete(part);
        }
    }

    private async Task<(PageResult[] Pages, string? Language)> ReadAsync(
        string rawPdf,
        PageManifest manifest,
        ConversionOptions options,
        IProgress<ConversionProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var ocr = options.Ocr! with { RightToLeft = options.Ocr.RightToLeft || manifest.Info?.IsRightToLeft == true };
        var pages = new PageResult[manifest.Pages.Count];
        var reader = new PageReader(workers);
        var done = 0;
        progress?.Report(new ConversionProgress(ConversionStage.Read, 0, pages.Length));
        await using var file = new FileStream(rawPdf, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = workers.Count, CancellationToken = cancellationToken };

        if (LanguageSearch.IsAsked(ocr.Languages))
        {
            var installed = TesseractInstallation.Find().Languages;
            var (found, tried) = await LanguageSearch.FindAsync(
                async (i, l) =>
                    (await reader.ReadAsync(file, manifest, i, ocr with { Languages = l }, options.MaxPagePixels, cancellationToken)).Text,
                pages.Length,
                installed
            );
            Log.LanguageFound(logger, found, string.Join(", ", tried.Select(t => $"{t.Language} {t.Letters:0}")));
            ocr = ocr with { Languages = found };
        }

        // The first pages decide the language; where that changes how the rest is read, it waits for them, whatever the number of workers.
        var first = ocr.DecideLanguage && LanguageDecision.PaysFor(ocr.Languages, pages.Length) ? LanguageDecision.Pages : pages.Length;
        await Parallel.ForAsync(0, first, parallel, ReadOneAsync);
        ocr =
            first < pages.Length
                ? ocr with
                {
                    Languages = LanguageDecision.Decide(pages.Take(first).Select(p => p.Text)) ?? ocr.Languages,
                }
                : ocr;
        await Parallel.ForAsync(first, pages.Length, parallel, ReadOneAsync);
        return (pages, ocr.Languages);

        async ValueTask ReadOneAsync(int i, CancellationToken token)
        {
            pages[i] = await reader.ReadAsync(file, manifest, i, ocr, options.MaxPagePixels, token);
            progress?.Report(new ConversionProgress(ConversionStage.Read, Interlocked.Increment(ref done), pages.Length));
        }
    }

    private static ConversionResult Summarize(string archivePath, string pdf, PageManifest manifest, PageResult[] pages)
    {
        var words = pages.Select(p => p.Text?.Words.Count() ?? 0).ToArray();
        Warning[] warnings = [.. manifest.Warnings.Concat(pages.SelectMany(p => p.Warnings)).OrderBy(w => w.Page ?? 0)];
        int[] skipped =
        [
            .. warnings.Where(w => w.Page is not null && w.Code != ErrorCode.PageAnimated).Select(w => w.Page!.Value).Distinct().Order(),
        ];
        return new ConversionResult(
            manifest.Pages.Count,
            words.Count(n => n > 0),
            skipped,
            words.Sum(),
            new FileInfo(archivePath).Length,
            new FileInfo(pdf).Length,
            warnings
        );
    }

    private static void CreateFolder(string target)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(ErrorCode.OutputNotWritable, $"the output folder cannot be made: {e.Message}", e);
        }
    }

    private static void RequireOwn(string target, string part, PageManifest manifest)
    {
        try
        {
            if (File.Exists(target) && !ExistingPdf.HasSamePictures(target, part, manifest.PicturesEnd))
            {
                throw new OutputException(ErrorCode.OutputExists, "the PDF's name is taken by a file that was not made of this archive");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(ErrorCode.OutputExists, $"the PDF's name is taken by a file that cannot be read: {e.Message}", e);
        }
    }

    private static void Publish(string part, string target)
    {
        try
        {
            File.Move(part, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(ErrorCode.OutputNotWritable, $"the PDF cannot be put in place: {e.Message}", e);
        }
    }
}
