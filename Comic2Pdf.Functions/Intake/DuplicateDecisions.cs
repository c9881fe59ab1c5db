using System.Security.Cryptography;
using System.Text;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Stores;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Intake;

/// <summary>Carries decisions about duplicates out, each once: the held file is the work to be done, and it is gone afterwards.</summary>
public sealed class DuplicateDecisions(IStore store, JsonFiles files, DuplicateStore duplicates, IntakeService intake, KnownJobs jobs, ILogger<DuplicateDecisions> logger)
{
    /// <summary>Does what a decision says.</summary>
    /// <returns>Why not, or null.</returns>
    public async Task<string?> DecideAsync(DurableTaskClient client, string jobKey, string action, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        foreach (var held in await duplicates.FilesOfAsync(jobKey, cancellationToken))
        {
            var fault = action switch
            {
                DuplicateAction.Discard => await DiscardAsync(held, cancellationToken),
                DuplicateAction.Force => await ForceAsync(client, jobKey, held, cancellationToken),
                DuplicateAction.UseExisting => await UseExistingAsync(client, jobKey, held, cancellationToken),
                _ => $"the action must be one of {string.Join(", ", DuplicateAction.All)}",
            };
            if (fault is not null)
            {
                await duplicates.SayAsync(jobKey, DuplicateStore.Pending, action, fault, cancellationToken);
                return fault;
            }
        }

        // The decision goes last: after a crash it is carried out on what is left, and never on a duplicate that comes later.
        await duplicates.SayAsync(jobKey, DuplicateStore.Resolved, action, null, cancellationToken);
        await store.DeleteAsync(DuplicateStore.DecisionOf(jobKey), cancellationToken);
        Log.DuplicateDecided(logger, jobKey, action);
        return null;
    }

    /// <summary>Looks for decision.json files. One that cannot be carried out yet stays; one that is none is put aside.</summary>
    public async Task ScanAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (var jobKey in await duplicates.KeysAsync(cancellationToken))
        {
            var file = DuplicateStore.DecisionOf(jobKey);
            if (!await store.ExistsAsync(file, cancellationToken))
            {
                continue;
            }

            if (await files.TryReadAsync<Decision>(file, cancellationToken) is { Action: { } action } && DuplicateAction.All.Contains(action))
            {
                await DecideAsync(client, jobKey, action, cancellationToken);
            }
            else
            {
                Log.DecisionInvalid(logger, store.Show(file), $"\"action\" must be one of {string.Join(", ", DuplicateAction.All)}");
                await store.MoveAsync(file, Path.ChangeExtension(file, ".invalid.json"), overwrite: true, cancellationToken);
            }
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
        var nonce = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{jobKey}/{DataLayout.LastPart(held)}")))[..16];
        var result = await intake.TakeAsync(client, held, DuplicateStore.OriginalName(held), nonce, cancellationToken);
        return result.Kind == IntakeResult.Later ? result.Detail : null;
    }

    private async Task<string?> UseExistingAsync(DurableTaskClient client, string jobKey, string held, CancellationToken cancellationToken)
    {
        var job = await jobs.FindAsync(client, jobKey, cancellationToken);
        if (job is not { State: JobStates.Done })
        {
            return $"the existing job is {job?.State ?? "unknown"}, not DONE; the decision waits";
        }

        var name = DuplicateStore.OriginalName(held);
        var existing = DataLayout.OutOf(jobKey, job.InputFile);
        var target = DataLayout.OutOf(jobKey, name);
        if (!await store.ExistsAsync(existing, cancellationToken) || (target != existing && !await store.CopyAsync(existing, target, cancellationToken)))
        {
            return "the existing PDF is no longer in out/; choose FORCE_REPROCESS";
        }

        await store.MoveIntoAsync(held, DataLayout.Archive, name, cancellationToken);
        return null;
    }

    private sealed record Decision(string? Action);
}
