using System.Text;
using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Stages;
using Comic2Pdf.Functions.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Intake;

/// <summary>Carries decisions about duplicates out, each once and one at a time: the held file is the work to be done, and it is gone afterwards.</summary>
public sealed class DuplicateDecisions(
    IStore store,
    DuplicateStore duplicates,
    TakeFile takeFile,
    JobDirectory jobs,
    SidecarFiles sidecars,
    TickSteps steps,
    TimeProvider time,
    ILogger<DuplicateDecisions> logger
) : IDisposable
{
    // A program may write the file in pieces, also into a store whose files are whole: first an empty one, then the real one.
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, FileSighting> _invalid = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Carries a decision out for each file that is held.</summary>
    /// <returns>Why not, or null.</returns>
    public async Task<string?> ApplyAsync(
        DurableTaskClient client,
        string jobKey,
        DuplicateAction action,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        await _one.WaitAsync(cancellationToken);
        try
        {
            foreach (var held in await duplicates.FilesOfAsync(jobKey, cancellationToken))
            {
                if (await ApplyOneAsync(client, jobKey, held, action, cancellationToken) is { } fault)
                {
                    await duplicates.WriteStatusAsync(jobKey, DuplicateStore.Pending, action, fault, cancellationToken);
                    return fault;
                }
            }

            await duplicates.WriteStatusAsync(jobKey, DuplicateStore.Resolved, action, null, cancellationToken);
            await store.DeleteAsync(DuplicateStore.DecisionOf(jobKey), cancellationToken);
            Log.DuplicateDecided(logger, jobKey, action.ToString());
            return null;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Looks for decision.json files. One that cannot be carried out yet stays; an invalid one is renamed.</summary>
    public async Task ScanAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (var jobKey in await duplicates.PendingKeysAsync(cancellationToken))
        {
            if (await store.FindAsync(DuplicateStore.DecisionOf(jobKey), cancellationToken) is { } file)
            {
                await steps.TryAsync(
                    $"the decision about the duplicate of job {jobKey}",
                    () => ApplyFileAsync(client, jobKey, file, cancellationToken),
                    cancellationToken
                );
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task ApplyFileAsync(DurableTaskClient client, string jobKey, StoredFile file, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(file.Name, cancellationToken) is not { } bytes)
        {
            return;
        }

        // Not every program writes UTF-8 without a mark: Windows PowerShell writes UTF-16 by default.
        using var text = new StreamReader(new MemoryStream(bytes), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        if (DuplicateActions.Parse(await text.ReadToEndAsync(cancellationToken)) is { } action)
        {
            _invalid.Remove(file.Name);
            await ApplyAsync(client, jobKey, action, cancellationToken);
        }
        else if (IsSettled(file))
        {
            Log.DecisionInvalid(logger, store.DisplayName(file.Name), $"\"action\" must be one of {DuplicateActions.Names}");
            await store.MoveAsync(file.Name, Path.ChangeExtension(file.Name, ".invalid.json"), overwrite: true, cancellationToken);
            _invalid.Remove(file.Name);
        }
    }

    private bool IsSettled(StoredFile file)
    {
        var now = time.GetElapsedTime(0);
        var sighting = _invalid[file.Name] = SettledFileRule.See(_invalid.GetValueOrDefault(file.Name), file.Version, now);
        return SettledFileRule.IsSettled(sighting, now, SettleTime);
    }

    private async Task<string?> ApplyOneAsync(
        DurableTaskClient client,
        string jobKey,
        string held,
        DuplicateAction action,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return action switch
            {
                DuplicateAction.Discard => await DiscardAsync(held, cancellationToken),
                DuplicateAction.Force => await ForceAsync(client, jobKey, held, cancellationToken),
                DuplicateAction.UseExisting => await UseExistingAsync(client, jobKey, held, cancellationToken),
                _ => throw new ArgumentOutOfRangeException(nameof(action)),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private async Task<string?> DiscardAsync(string held, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(held, cancellationToken);
        return null;
    }

    private async Task<string?> ForceAsync(DurableTaskClient client, string jobKey, string held, CancellationToken cancellationToken)
    {
        // The nonce is the held file's own name: carried out twice after a crash, it is the same new job.
        var nonce = NameHash.Of($"{jobKey}/{DataLayout.LastPart(held)}", 16);

        // What the senders of the held files say of the book is the same, or they would be no duplicates. The folder is that of the last one.
        var report = await duplicates.ReportAsync(jobKey, cancellationToken);
        var details = report is null ? null : JobProfile.FromJson(report.Profile).Details;
        var request = new IntakeRequest(held, DuplicateStore.OriginalName(held), nonce, details, report?.Incoming.Folder);
        var result = await takeFile.RunAsync(client, request, cancellationToken);
        // Another process that shares the store may have carried it out meanwhile: then the file is gone, and that is all that was to be done.
        return result.Kind == IntakeKind.Later && await store.ExistsAsync(held, cancellationToken) ? result.Detail : null;
    }

    private async Task<string?> UseExistingAsync(DurableTaskClient client, string jobKey, string held, CancellationToken cancellationToken)
    {
        var job = await jobs.FindAsync(client, jobKey, cancellationToken) is { } known
            ? known.Record
            : await jobs.FindForeignAsync(jobKey, cancellationToken);
        if (job is not { State: JobStates.Done })
        {
            return $"the existing job is {job?.State ?? "unknown"}, not DONE";
        }

        var name = DuplicateStore.OriginalName(held);
        var folder = (await duplicates.ReportAsync(jobKey, cancellationToken))?.Incoming.Folder;
        var existing = DataLayout.OutOf(jobKey, job.InputFile, job.InputFolder);
        var target = DataLayout.OutOf(jobKey, name, folder);
        if (
            !await store.ExistsAsync(existing, cancellationToken)
            || (target != existing && !await store.CopyAsync(existing, target, cancellationToken))
        )
        {
            return "the existing PDF is no longer in out/; choose FORCE_REPROCESS";
        }

        if (target != existing)
        {
            await sidecars.CopyAsync(existing, target, cancellationToken);
        }

        await store.MoveIntoAsync(held, DataLayout.Below(DataLayout.Archive, folder), name, cancellationToken);
        return null;
    }
}
