using System.Security.Cryptography;
using System.Text;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Mirror;
using Comic2Pdf.Functions.Stores;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Intake;

/// <summary>Carries decisions about duplicates out, each once and one at a time: the held file is the work to be done, and it is gone afterwards.</summary>
public sealed class DuplicateDecisions(
    DataLayout layout, DuplicateStore store, IntakeService intake, TickSteps steps, TimeProvider time, ILogger<DuplicateDecisions> logger) : IDisposable
{
    // A program may write the file in pieces; what makes no sense is looked at again before it is judged.
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Does what a decision says.</summary>
    /// <returns>Why not, or null.</returns>
    public async Task<string?> DecideAsync(DurableTaskClient client, string jobKey, string action, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        await _one.WaitAsync(cancellationToken);
        try
        {
            foreach (var held in store.FilesOf(jobKey))
            {
                if (await DecideOneAsync(client, jobKey, held, action, cancellationToken) is { } fault)
                {
                    store.Say(jobKey, DuplicateStore.Pending, action, fault);
                    return fault;
                }
            }

            store.Say(jobKey, DuplicateStore.Resolved, action, null);
            File.Delete(store.DecisionFile(jobKey));
            Log.DuplicateDecided(logger, jobKey, action);
            return null;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Looks for decision.json files. One that cannot be carried out yet stays; one that is none is put aside.</summary>
    public async Task ScanAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (var jobKey in store.PendingKeys().Where(k => File.Exists(store.DecisionFile(k))))
        {
            await steps.TryAsync($"the decision about the duplicate of job {jobKey}", () => TakeDecisionAsync(client, jobKey, cancellationToken), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task TakeDecisionAsync(DurableTaskClient client, string jobKey, CancellationToken cancellationToken)
    {
        var file = store.DecisionFile(jobKey);
        if (DuplicateAction.Parse(await File.ReadAllTextAsync(file, cancellationToken)) is { } action)
        {
            await DecideAsync(client, jobKey, action, cancellationToken);
        }
        else if (time.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(file) > SettleTime)
        {
            Log.DecisionInvalid(logger, file, $"\"action\" must be one of {string.Join(", ", DuplicateAction.All)}");
            File.Move(file, Path.ChangeExtension(file, ".invalid.json"), overwrite: true);
        }
    }

    private async Task<string?> DecideOneAsync(DurableTaskClient client, string jobKey, string held, string action, CancellationToken cancellationToken)
    {
        try
        {
            return action switch
            {
                DuplicateAction.Discard => Discard(held),
                DuplicateAction.Force => await ForceAsync(client, jobKey, held, cancellationToken),
                DuplicateAction.UseExisting => await UseExistingAsync(client, jobKey, held, cancellationToken),
                _ => $"the action must be one of {string.Join(", ", DuplicateAction.All)}",
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private static string? Discard(string held)
    {
        File.Delete(held);
        return null;
    }

    private async Task<string?> ForceAsync(DurableTaskClient client, string jobKey, string held, CancellationToken cancellationToken)
    {
        // The nonce is the held file's own name: carried out twice after a crash, it is the same new job.
        var nonce = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{jobKey}/{Path.GetFileName(held)}")))[..16];
        var named = Path.Combine(Path.GetDirectoryName(held)!, "force", nonce, DuplicateStore.OriginalName(held));
        Directory.CreateDirectory(Path.GetDirectoryName(named)!);
        File.Copy(held, named, overwrite: true);
        var result = await intake.TakeAsync(client, named, nonce, cancellationToken);
        if (result.Kind == IntakeResult.Later)
        {
            return result.Detail;
        }

        File.Delete(held);
        Directory.Delete(Path.Combine(Path.GetDirectoryName(held)!, "force"), recursive: true);
        return null;
    }

    private async Task<string?> UseExistingAsync(DurableTaskClient client, string jobKey, string held, CancellationToken cancellationToken)
    {
        var job = JobStatusReader.ReadJob(await client.GetInstanceAsync(jobKey, getInputsAndOutputs: true, cancellationToken));
        if (job is not { State: JobStates.Done })
        {
            return $"the existing job is {job?.State ?? "unknown"}, not DONE";
        }

        if (job.FinalPdf is null || !File.Exists(job.FinalPdf))
        {
            return "the existing PDF is no longer in out/; choose FORCE_REPROCESS";
        }

        var name = DuplicateStore.OriginalName(held);
        var target = layout.OutOf(jobKey, name);
        if (!File.Exists(target))
        {
            // A short name of its own: the target's may be as long as names can be.
            var temporary = Path.Combine(layout.Out, $".{Guid.NewGuid():N}.tmp");
            File.Copy(job.FinalPdf, temporary);
            File.Move(temporary, target);
        }

        DataLayout.MoveInto(held, layout.Archive, name);
        return null;
    }
}
