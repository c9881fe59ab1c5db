using System.Text.Json;
using Comic2Pdf.Functions.Books;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Stores;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Pipeline;

namespace Comic2Pdf.Functions.Activities;

/// <summary>PREP of one attempt: raw.[token].pdf and manifest.[token].json. They become raw.pdf and manifest.json only when the orchestration takes them over.</summary>
public sealed class PrepStage(DataLayout layout, JsonFiles files, IBookProcessor books, StageRunner runner, StageLog stageLog)
{
    /// <summary>Makes the two files.</summary>
    public Task<StageOutcome> RunAsync(StageWork job, CancellationToken stopping) => runner.RunAsync(job, Stages.Prep, (heartbeat, token) => PrepareAsync(job, heartbeat, token), stopping);

    /// <summary>Gives the attempt's files their lasting names. Doing it twice changes nothing.</summary>
    public StageOutcome Promote(StageWork job)
    {
        ArgumentNullException.ThrowIfNull(job);
        var raw = layout.WorkOf(job.JobKey, "raw.pdf");
        if (File.Exists(RawOf(job)))
        {
            File.Move(RawOf(job), raw, overwrite: true);
        }

        if (File.Exists(ManifestOf(job)))
        {
            File.Move(ManifestOf(job), layout.WorkOf(job.JobKey, "manifest.json"), overwrite: true);
        }

        return new StageOutcome { Path = raw };
    }

    private string RawOf(StageWork job) => layout.WorkOf(job.JobKey, $"raw.{job.Token}.pdf");

    private string ManifestOf(StageWork job) => layout.WorkOf(job.JobKey, $"manifest.{job.Token}.json");

    private async Task<StageOutcome> PrepareAsync(StageWork job, Heartbeat heartbeat, CancellationToken cancellationToken)
    {
        var input = layout.InputOf(job.JobKey, job.FileName);
        if (!File.Exists(input))
        {
            throw new ComicException(ErrorCode.InputNotReadable, $"the archive is no longer in {Path.GetDirectoryName(input)}");
        }

        var manifest = await books.PrepareAsync(
            input, RawOf(job), Path.GetFileNameWithoutExtension(job.FileName), new Progress(heartbeat), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        files.WriteBytes(ManifestOf(job), JsonSerializer.SerializeToUtf8Bytes(manifest, PipelineJson.Default.PageManifest));
        stageLog.Append(job.JobKey, Stages.Prep, [$"attempt {job.Token}: {manifest.Pages.Count} pages", .. manifest.Warnings.Select(w => $"{w.Code}: {w.Message}")]);
        return new StageOutcome { Pages = manifest.Pages.Count };
    }

    // Not System.Progress: it would report later, from another thread.
    private sealed class Progress(Heartbeat heartbeat) : IProgress<ConversionProgress>
    {
        public void Report(ConversionProgress value) => heartbeat.Progress(value.Done);
    }
}
