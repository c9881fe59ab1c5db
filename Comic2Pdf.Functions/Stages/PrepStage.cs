using System.Text.Json;
using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Pipeline;

namespace Comic2Pdf.Functions.Stages;

/// <summary>PREP of one attempt: raw.[token].pdf and manifest.[token].json. They become raw.pdf and manifest.json only when the orchestration takes them over.</summary>
public sealed class PrepStage(IStore store, IBookProcessor books, StageRunner runner, StageLog stageLog)
{
    /// <summary>Makes the two files.</summary>
    public Task<StageOutcome> RunAsync(StageWork job, CancellationToken stopping) =>
        runner.RunAsync(job, JobStages.Prep, (heartbeat, token) => PrepareAsync(job, heartbeat, token), stopping);

    /// <summary>Gives the attempt's files their lasting names. Doing it twice changes nothing.</summary>
    public async Task<StageOutcome> PromoteAsync(StageWork job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        await store.MoveAsync(RawOf(job), DataLayout.RawOf(job.JobKey), overwrite: true, cancellationToken);
        await store.MoveAsync(ManifestOf(job), DataLayout.WorkOf(job.JobKey, "manifest.json"), overwrite: true, cancellationToken);
        return new StageOutcome { Path = store.DisplayName(DataLayout.RawOf(job.JobKey)) };
    }

    private static string RawOf(StageWork job) => DataLayout.WorkOf(job.JobKey, $"raw.{job.Token}.pdf");

    private static string ManifestOf(StageWork job) => DataLayout.WorkOf(job.JobKey, $"manifest.{job.Token}.json");

    private async Task<StageOutcome> PrepareAsync(StageWork job, Heartbeat heartbeat, CancellationToken cancellationToken)
    {
        await using var archive = await FetchAsync(DataLayout.InputOf(job.JobKey, job.FileName), cancellationToken);
        await using var raw = store.Create(RawOf(job));
        var manifest = await books.PrepareAsync(
            archive.Path,
            raw.Path,
            Path.GetFileNameWithoutExtension(job.FileName),
            job.Details,
            new Progress(heartbeat),
            cancellationToken
        );
        cancellationToken.ThrowIfCancellationRequested();
        await raw.CommitAsync(cancellationToken);
        await store.WriteAsync(
            ManifestOf(job),
            JsonSerializer.SerializeToUtf8Bytes(manifest, PipelineJson.Default.PageManifest),
            cancellationToken
        );
        await stageLog.AppendAsync(
            job.JobKey,
            JobStages.Prep,
            [$"attempt {job.Token}: {manifest.Pages.Count} pages", .. manifest.Warnings.Select(w => $"{w.Code}: {w.Message}")]
        );
        return new StageOutcome { Pages = manifest.Pages.Count };
    }

    private async Task<LocalFile> FetchAsync(string archive, CancellationToken cancellationToken)
    {
        try
        {
            return await store.FetchAsync(archive, parts: null, cancellationToken);
        }
        catch (FileNotFoundException e)
        {
            throw new ComicException(
                ErrorCode.InputNotReadable,
                $"the archive is no longer there: {store.DisplayName(archive)}",
                innerException: e
            );
        }
    }

    // Not System.Progress: it would report later, from another thread.
    private sealed class Progress(Heartbeat heartbeat) : IProgress<ConversionProgress>
    {
        public void Report(ConversionProgress value) => heartbeat.Progress(value.Done);
    }
}
