using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Storage;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Intake;

/// <summary>Refuses files: the file and its reason go to error/, a line to the journal.</summary>
public sealed class Rejections(IStore store, JsonFiles files, RejectionJournal journal, TimeProvider time, ILogger<Rejections> logger)
{
    /// <summary>How the file ends that says why the one beside it was refused.</summary>
    public const string ReasonEnding = ".reason.json";

    /// <summary>Moves a file to error/, with its reason beside it.</summary>
    public async Task RejectAsync(StoredFile file, string fileName, string code, string detail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var rejection = new Rejection(
            fileName,
            code,
            detail,
            file.Length,
            Timestamp.Of(time.GetUtcNow()),
            DataLayout.FolderBelowIn(file.Name)
        );
        await MoveAsync(file, rejection, cancellationToken);

        // Two processes that refuse one file at once, or one that crashed and does it again, write two lines.
        await journal.AddAsync(rejection.RejectedAt, fileName, code, store.Traits.IsShared ? file.Source : null, cancellationToken);
        Log.Rejected(logger, fileName, code, detail);
    }

    /// <summary>Moves an archive whose job is to be forgotten to error/, with its reason beside it. It was counted as a job, and is not counted again.</summary>
    public Task KeepAsync(StoredFile file, JobRecord? job, JobError reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(reason);
        return MoveAsync(
            file,
            new Rejection(
                job?.InputFile ?? file.FileName,
                reason.Code,
                reason.Detail,
                file.Length,
                Timestamp.Of(time.GetUtcNow()),
                job?.InputFolder
            ),
            cancellationToken
        );
    }

    /// <summary>The reason first, the file then: a file in error/ always has one.</summary>
    private async Task MoveAsync(StoredFile file, Rejection rejection, CancellationToken cancellationToken)
    {
        var name = DataLayout.Fit(rejection.FileName, ReasonEnding.Length);
        string target;
        do
        {
            target = await store.FreeNameAsync(file, DataLayout.Error, name, cancellationToken);
            await files.WriteAsync($"{target}{ReasonEnding}", rejection, cancellationToken);
        } while (await store.MoveAsync(file, target, cancellationToken) == MoveResult.TargetExists);
    }
}
