using System.Security.Cryptography;
using System.Text;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Mirror;
using Comic2Pdf.Functions.Stores;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Intake;

/// <summary>Carries decisions about duplicates out, each once: the held file is the work to be done, and it is gone afterwards.</summary>
public sealed class DuplicateDecisions(DataLayout layout, JsonFiles files, DuplicateStore store, IntakeService intake, ILogger<DuplicateDecisions> logger)
{
    /// <summary>Does what a decision says.</summary>
    /// <returns>Why not, or null.</returns>
    public async Task<string?> DecideAsync(DurableTaskClient client, string jobKey, string action, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        foreach (var held in store.FilesOf(jobKey))
        {
            var fault = action switch
            {
                DuplicateAction.Discard => Discard(held),
                DuplicateAction.Force => await ForceAsync(client, jobKey, held, cancellationToken),
                DuplicateAction.UseExisting => await UseExistingAsync(client, jobKey, held, cancellationToken),
                _ => $"the action must be one of {string.Join(", ", DuplicateAction.All)}",
            };
            if (fault is not null)
            {
                store.Say(jobKey, DuplicateStore.Pending, action, fault);
                return fault;
            }
        }

        File.Delete(store.DecisionFile(jobKey));
        store.Say(jobKey, DuplicateStore.Resolved, action, null);
        Log.DuplicateDecided(logger, jobKey, action);
        return null;
    }

    /// <summary>Looks for decision.json files. One that cannot be carried out yet stays; one that is none is put aside.</summary>
    public async Task ScanAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (var jobKey in store.PendingKeys().Where(k => File.Exists(store.DecisionFile(k))))
        {
            var file = store.DecisionFile(jobKey);
            if (files.TryRead<Decision>(file) is { Action: { } action } && DuplicateAction.All.Contains(action))
            {
                await DecideAsync(client, jobKey, action, cancellationToken);
            }
            else
            {
                Log.DecisionInvalid(logger, file, $"\"action\" must be one of {string.Join(", ", DuplicateAction.All)}");
                File.Move(file, Path.ChangeExtension(file, ".invalid.json"), overwrite: true);
            }
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
        var instance = await client.GetInstanceAsync(jobKey, getInputsAndOutputs: true, cancellationToken);
        var job = instance is null ? null : JobStatusReader.Read(instance)?.Job;
        if (job is not { State: JobStates.Done })
        {
            return $"the existing job is {job?.State ?? "unknown"}, not DONE; the decision waits";
        }

        if (job.FinalPdf is null || !File.Exists(job.FinalPdf))
        {
            return "the existing PDF is no longer in out/; choose FORCE_REPROCESS";
        }

        var name = DuplicateStore.OriginalName(held);
        var target = layout.OutOf(jobKey, name);
        if (!File.Exists(target))
        {
            var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
            File.Copy(job.FinalPdf, temporary);
            File.Move(temporary, target);
        }

        DataLayout.MoveInto(held, layout.Archive, name);
        return null;
    }

    private sealed record Decision(string? Action);
}
