using System.Text.Json;
using Comic2Pdf.Functions.Books;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Stores;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Pipeline;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Functions.Activities;

/// <summary>OCR of one attempt: chunks of pages, then the finished PDF. Each page's text is a file of its own, so nothing is read twice.</summary>
public sealed class OcrStage(DataLayout layout, JsonFiles files, IBookProcessor books, StageRunner runner, StageLog stageLog)
{
    /// <summary>Reads a chunk's pages, as far as they are not read yet.</summary>
    public Task<StageOutcome> ReadChunkAsync(StageWork job, CancellationToken stopping) => runner.RunAsync(job, Stages.Ocr, (heartbeat, token) => ReadAsync(job, heartbeat, token), stopping);

    /// <summary>Makes final.[token].pdf of the PDF of pictures and all texts, and checks it.</summary>
    public Task<StageOutcome> FinishAsync(StageWork job, CancellationToken stopping) => runner.RunAsync(job, Stages.Ocr, (_, token) => Task.FromResult(Finish(job, token)), stopping);

    private static bool IsSkipped(Warning warning) => warning is { Page: not null } && warning.Code != ErrorCode.PageAnimated;

    private async Task<StageOutcome> ReadAsync(StageWork job, Heartbeat heartbeat, CancellationToken cancellationToken)
    {
        var manifest = ReadManifest(job.JobKey);
        await using var raw = new FileStream(layout.WorkOf(job.JobKey, "raw.pdf"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var pages = Enumerable.Range(job.First, Math.Min(job.Count, manifest.Pages.Count - job.First)).Where(i => !File.Exists(PageFile(job.JobKey, i))).ToList();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(pages, parallel, async (i, token) =>
        {
            var result = await ReadPageAsync(raw, manifest, i, job.Languages, token);
            if (heartbeat.IsCurrent())
            {
                files.WriteBytes(PageFile(job.JobKey, i), JsonSerializer.SerializeToUtf8Bytes(result, PageResultJson.Default.PageResult));
            }

            if (result.Warning is { } warning)
            {
                stageLog.Append(job.JobKey, Stages.Ocr, [$"{warning.Code}: {warning.Message}"]);
            }

            heartbeat.Progress(i + 1);
        });
        return new StageOutcome { Pages = Math.Min(job.Count, manifest.Pages.Count - job.First) };
    }

    private async Task<PageResult> ReadPageAsync(FileStream raw, PageManifest manifest, int index, string languages, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new PageResult(await books.ReadPageAsync(raw, manifest, index, languages, cancellationToken), null);
            }
            catch (PageException e) when (e.Code == ErrorCode.WorkerCrashed && attempt == 1)
            {
                // Perhaps not this page's fault: a second worker decides.
            }
            catch (PageException e)
            {
                var entry = manifest.Pages[index].Entry;
                return new PageResult(null, new Warning(e.Code, index + 1, entry, $"'{entry}' stays an image without text: {e.Message}"));
            }
        }
    }

    private StageOutcome Finish(StageWork job, CancellationToken cancellationToken)
    {
        var manifest = ReadManifest(job.JobKey);
        var texts = new PageText?[manifest.Pages.Count];
        var warnings = manifest.Warnings.ToList();
        for (var i = 0; i < texts.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = ReadPage(PageFile(job.JobKey, i));
            texts[i] = page.Text;
            if (page.Warning is not null)
            {
                warnings.Add(page.Warning);
            }
        }

        var final = layout.WorkOf(job.JobKey, $"final.{job.Token}.pdf");
        File.Copy(layout.WorkOf(job.JobKey, "raw.pdf"), final, overwrite: true);
        books.Finish(final, manifest, texts);
        var words = texts.Sum(t => t?.Words.Count() ?? 0);
        stageLog.Append(job.JobKey, Stages.Ocr, [$"attempt {job.Token}: {texts.Length} pages, {words} words"]);
        return new StageOutcome
        {
            Pages = texts.Length,
            Path = final,
            Skipped = [.. warnings.Where(IsSkipped).Select(w => w.Page!.Value).Distinct().Order().Take(100)],
        };
    }

    private string PageFile(string jobKey, int index) => layout.WorkOf(jobKey, "ocr", $"{index + 1}.json");

    private PageManifest ReadManifest(string jobKey)
    {
        using var file = File.OpenRead(layout.WorkOf(jobKey, "manifest.json"));
        return JsonSerializer.Deserialize(file, PipelineJson.Default.PageManifest) ?? throw new InvalidDataException("the manifest is empty");
    }

    private static PageResult ReadPage(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), PageResultJson.Default.PageResult) ?? throw new JsonException("the file is empty");
        }
        catch (JsonException e)
        {
            // Gone, so that the next attempt reads the page again.
            File.Delete(path);
            throw new ComicException(ErrorCode.Internal, $"a page's text is broken and is read again: {e.Message}", isTransient: true, e);
        }
    }
}
