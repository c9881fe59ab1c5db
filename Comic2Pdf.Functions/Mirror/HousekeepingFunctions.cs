using Comic2Pdf.Functions.Activities;
using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Mirror;

/// <summary>What is done now and then.</summary>
public sealed class HousekeepingFunctions(
    IndexLoader loader, StateMirror mirror, Janitor janitor, JobIndex index, StatusRecorder recorder, IntakeService intake, TickSteps steps)
{
    /// <summary>Every 20 seconds: compares the index with the history, mends files, frees the slots of jobs that ended without a word, starts what was claimed and never started.</summary>
    [Function("Reconcile")]
    public async Task ReconcileAsync([TimerTrigger("*/20 * * * * *", UseMonitor = false)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (!index.IsLoaded)
        {
            return;
        }

        await steps.TryAsync("comparing the index with the history", () => CompareAsync(client, cancellationToken), cancellationToken);
        await steps.TryAsync("starting jobs that were claimed", () => intake.StartOrphansAsync(client, cancellationToken), cancellationToken);
        await steps.TryAsync("mending files", mirror.Repair, cancellationToken);
        await steps.TryAsync("writing jobs.json and metrics.json", mirror.WriteIndex, cancellationToken);
    }

    /// <summary>Every hour: removes what nobody needs.</summary>
    [Function("Janitor")]
    public async Task CleanAsync([TimerTrigger("0 0 * * * *", RunOnStartup = false)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        // After a night off it is due at once, and must know the jobs.
        await loader.EnsureLoadedAsync(client, cancellationToken);
        janitor.Clean();
    }

    private async Task CompareAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        await loader.LoadAsync(client, cancellationToken);
        foreach (var status in index.All.Where(s => !JobStates.IsFinal(s.Job.State)).ToList())
        {
            var key = status.Job.JobKey;
            if (await client.GetInstanceAsync(key, getInputsAndOutputs: true, cancellationToken) is { IsCompleted: true } ended && JobStatusReader.Read(ended) is { } final)
            {
                // Its files as well: an archive that nobody works on belongs into error/.
                recorder.Record(new StatusUpdate(final, final.Job.Stage, string.Empty));
                await client.RaiseEventAsync(Names.Admission, Names.AdmissionMessage, new AdmissionMessage(AdmissionMessage.Leave, key), cancellationToken);
            }
        }
    }
}
