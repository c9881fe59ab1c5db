using System.Text.Json;
using Comic2Pdf.Functions.Books;
using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Pdf;
using Comic2Pdf.Processing.Pipeline;
using Comic2Pdf.Processing.Text;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Stages;

/// <summary>OCR of one attempt: chunks of pages, then the finished PDF. Each page's text is a file of its own, so nothing is read twice.</summary>
public sealed class OcrStage(
    IStore store,
    IBookProcessor books,
    SidecarFiles sidecars,
    BookShelf shelf,
    StageRunner runner,
    StageLog stageLog,
    ToolVersions tools,
    ILogger<OcrStage> logger
)
{
    private const int ReadsAtATime = 8;

    /// <summary>Reads a chunk's pages, as far as they are not read yet.</summary>
    public Task<StageOutcome> ReadChunkAsync(StageWork job, CancellationToken stopping) =>
        runner.RunAsync(job, JobStages.Ocr, (heartbeat, token) => ReadAsync(job, heartbeat, token), stopping);

    /// <summary>Makes final.[token].pdf of the PDF of pictures and all texts, and checks it.</summary>
    public Task<StageOutcome> FinishAsync(StageWork job, CancellationToken stopping) =>
        runner.RunAsync(job, JobStages.Ocr, (heartbeat, token) => FinishAsync(job, heartbeat, token), stopping);

    private static bool IsSkipped(Warning warning) => warning is { Page: not null } && warning.Code != ErrorCode.PageAnimated;

    private async Task<StageOutcome> ReadAsync(StageWork job, Heartbeat heartbeat, CancellationToken cancellationToken)
    {
        var manifest = await ReadManifestAsync(job.JobKey, cancellationToken);
        var chunk = Enumerable.Range(job.First, Math.Min(job.Count, manifest.Pages.Count - job.First)).ToList();
        var pages = new List<int>();
        foreach (var i in chunk)
        {
            if (!await store.ExistsAsync(DataLayout.PageOf(job.JobKey, i), cancellationToken))
            {
                pages.Add(i);
            }
        }

        await using var local = await store.FetchAsync(
            DataLayout.RawOf(job.JobKey),
            PicturesOf(manifest, LanguageSearch.IsAsked(job.Languages) ? chunk : pages),
            cancellationToken
        );
        await using var raw = new FileStream(
            local.Path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            bufferSize: 0
        );
        var languages = await FindLanguagesAsync(job, manifest, raw, heartbeat, cancellationToken);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            pages,
            parallel,
            async (i, token) =>
            {
                using var about = LogSubject.OfPage(logger, i + 1);
                var result = await books.ReadPageAsync(raw, manifest, i, languages, token);
                if (await heartbeat.IsCurrentAsync())
                {
                    await store.WriteAsync(
                        DataLayout.PageOf(job.JobKey, i),
                        JsonSerializer.SerializeToUtf8Bytes(result, PageResultJson.Default.PageResult),
                        token
                    );
                }

                foreach (var warning in result.Warnings)
                {
                    await stageLog.AppendAsync(job.JobKey, JobStages.Ocr, [$"{warning.Code}: {warning.Message}"]);
                }

                heartbeat.Progress(i + 1);
            }
        );
        return new StageOutcome
        {
            Pages = chunk.Count,
            Languages = languages == job.Languages ? await DecideAsync(job, manifest, cancellationToken) : languages,
        };
    }

    /// <summary>The languages of the job; those found on the book's first pages where it has none, see <see cref="LanguageSearch"/>.</summary>
    private async Task<string> FindLanguagesAsync(
        StageWork job,
        PageManifest manifest,
        FileStream raw,
        Heartbeat heartbeat,
        CancellationToken cancellationToken
    )
    {
        if (!LanguageSearch.IsAsked(job.Languages))
        {
            return job.Languages;
        }

        var (found, tried) = await LanguageSearch.FindAsync(
            async (i, language) =>
            {
                var page = await books.ReadPageAsync(raw, manifest, i, language, cancellationToken);
                heartbeat.Progress(i + 1);
                return page.Text;
            },
            manifest.Pages.Count,
            tools.Languages
        );
        await stageLog.AppendAsync(
            job.JobKey,
            JobStages.Ocr,
            [$"language: {found} (letters read: {string.Join(", ", tried.Select(t => $"{t.Language} {t.Letters:0}"))})"]
        );
        return found;
    }

    /// <summary>The one language that the rest of the book is read in, as the first chunk decides; see <see cref="LanguageDecision"/>.</summary>
    private async Task<string?> DecideAsync(StageWork job, PageManifest manifest, CancellationToken cancellationToken)
    {
        if (job.First > 0 || job.Count < LanguageDecision.Pages || !LanguageDecision.PaysFor(job.Languages, manifest.Pages.Count))
        {
            return null;
        }

        var texts = new PageText?[LanguageDecision.Pages];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = (await ReadResultAsync(job.JobKey, i, cancellationToken)).Text;
        }

        return LanguageDecision.Decide(texts);
    }

    /// <summary>Where the pages' pictures are in the PDF of pictures.</summary>
    private static List<ByteRange> PicturesOf(PageManifest manifest, IEnumerable<int> pages) =>
        [
            .. pages
                .SelectMany(i => new[] { manifest.Pages[i].Image, manifest.Pages[i].Image?.Alpha })
                .OfType<ImageObject>()
                .Select(image => new ByteRange(image.DataOffset, image.DataLength))
                .Distinct(),
        ];

    private async Task<StageOutcome> FinishAsync(StageWork job, Heartbeat heartbeat, CancellationToken cancellationToken)
    {
        var manifest = await ReadManifestAsync(job.JobKey, cancellationToken);
        var pages = new PageResult[manifest.Pages.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtATime, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, pages.Length, parallel, async (i, token) => pages[i] = await ReadResultAsync(job.JobKey, i, token));
        heartbeat.Progress(pages.Length);

        await using var final = store.Create(FinalOf(job));
        await store.DownloadAsync(DataLayout.RawOf(job.JobKey), final.Path, cancellationToken);
        await FinishAsync(job, final.Path, manifest, pages, cancellationToken);
        await final.CommitAsync(cancellationToken);
        await sidecars.WriteAsync(job, manifest, [.. pages.Select(p => p.Text)], cancellationToken);
        await shelf.WriteAsync(job.JobKey, job.Token, new BookOnShelf(manifest, pages), cancellationToken);
        await stageLog.AppendAsync(
            job.JobKey,
            JobStages.Ocr,
            [$"attempt {job.Token}: {pages.Length} pages, {pages.Sum(p => p.Text?.Words.Count() ?? 0)} words"]
        );
        var warnings = manifest.Warnings.Concat(pages.SelectMany(p => p.Warnings));
        return new StageOutcome
        {
            Pages = pages.Length,
            Path = store.DisplayName(FinalOf(job)),
            Skipped = [.. warnings.Where(IsSkipped).Select(w => w.Page!.Value).Distinct().Order().Take(100)],
        };
    }

    private async Task FinishAsync(
        StageWork job,
        string path,
        PageManifest manifest,
        PageResult[] pages,
        CancellationToken cancellationToken
    )
    {
        try
        {
            books.Finish(path, manifest, [.. pages.Select(p => p.Text)], job.Deskew);
        }
        catch (ComicException e) when (e.Code == ErrorCode.PdfInvalid && File.Exists(path))
        {
            // The last one is kept: who looks for the cause needs it.
            await using var invalid = store.Create(DataLayout.InvalidOf(job.JobKey));
            File.Move(path, invalid.Path, overwrite: true);
            await invalid.CommitAsync(cancellationToken);
            throw;
        }
    }

    private static string FinalOf(StageWork job) => DataLayout.FinalOf(job.JobKey, job.Token);

    private async Task<PageManifest> ReadManifestAsync(string jobKey, CancellationToken cancellationToken)
    {
        var bytes =
            await store.ReadAsync(DataLayout.ManifestOf(jobKey), cancellationToken)
            ?? throw new FileNotFoundException("manifest.json is missing");
        try
        {
            return JsonSerializer.Deserialize(bytes, PipelineJson.Default.PageManifest) ?? throw new JsonException("the file is empty");
        }
        catch (JsonException e)
        {
            throw new ComicException(ErrorCode.WorkMissing, $"manifest.json is broken: {e.Message}", innerException: e);
        }
    }

    private async Task<PageResult> ReadResultAsync(string jobKey, int index, CancellationToken cancellationToken)
    {
        var name = DataLayout.PageOf(jobKey, index);
        var bytes =
            await store.ReadAsync(name, cancellationToken)
            ?? throw new ComicException(
                ErrorCode.WorkMissing,
                $"the text of page {index + 1} is gone and is read again",
                isTransient: true
            );
        try
        {
            return JsonSerializer.Deserialize(bytes, PageResultJson.Default.PageResult) ?? throw new JsonException("the file is empty");
        }
        catch (JsonException e)
        {
            // Gone, so that the next attempt reads the page again.
            await store.DeleteAsync(name, cancellationToken);
            throw new ComicException(ErrorCode.Internal, $"a page's text is broken and is read again: {e.Message}", isTransient: true, e);
        }
    }
}
