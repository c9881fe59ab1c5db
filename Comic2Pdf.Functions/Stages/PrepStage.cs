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
        await store.MoveAsync(ManifestOf(job), DataLayout.ManifestOf(job.JobKey), overwrite: true, cancellationToken);
        return new StageOutcome { Path = store.DisplayName(DataLayout.RawOf(job.JobKey)) };
    }

    private static string RawOf(StageWork job) => DataLayout.WorkOf(job.JobKey, $"raw.{job.Token}.pdf");

    private static string ManifestOf(StageWork job) => DataLayout.WorkOf(job.JobKey, $"manifest.{job.Token}.json");

    private async Task<StageOutcome> PrepareAsync(StageWork job, Heartbeat heartbeat, CancellationToken cancellationToken)
    {
        await using var archive = await FetchAsync(DataLayout.InputOf(job.JobKey, job.FileName), cancellationToken);
        await RequireSameAsync(job, archive.Path, cancellationToken);
        await using var raw = store.Create(RawOf(job));
        var manifest = await PrepareAsync(job, archive.Path, raw.Path, heartbeat, cancellationToken);
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

    private async Task<PageManifest> PrepareAsync(
        StageWork job,
        string archive,
        string rawPdf,
        Heartbeat heartbeat,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var title = Path.GetFileNameWithoutExtension(job.FileName);
            return await books.PrepareAsync(archive, rawPdf, title, job.Details, new Progress(heartbeat), cancellationToken);
        }
        catch (ComicException e) when (!e.IsTransient)
        {
            // Nothing is said for good of a file that grows while it is read.
            await RequireSameAsync(job, archive, cancellationToken);
            throw;
        }
    }

    /// <summary>
    /// The job's identity is the content that was taken. The program that wrote the file may have had it open all the time, and an operator may have replaced it in error/.
    /// </summary>
    private static async Task RequireSameAsync(StageWork job, string path, CancellationToken cancellationToken)
    {
        await using var content = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            bufferSize: 0,
            FileOptions.Asynchronous | FileOptions.SequentialScan
        );
        if (!job.JobKey.StartsWith(await JobKey.HashAsync(content, cancellationToken), StringComparison.Ordinal))
        {
            throw new ComicException(
                JobError.InputChanged,
                "the archive has changed since it was taken; it is put back into in/ and becomes a job of its own"
            );
        }
    }

    // Not System.Progress: it would report later, from another thread.
    private sealed class Progress(Heartbeat heartbeat) : IProgress<ConversionProgress>
    {
        public void Report(ConversionProgress value) => heartbeat.Progress(value.Done);
    }
}
