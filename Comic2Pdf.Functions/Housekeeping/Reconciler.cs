using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Stages;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Housekeeping;

/// <summary>Finds jobs that were ended from outside (terminated, faulted), and completes what they could not do themselves: their files, their slots.</summary>
public sealed class Reconciler(IndexLoader loader, JobIndex index, StatusRecorder recorder, TickSteps steps)
{
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);

    /// <summary>Compares the index with the history, and completes jobs that were ended from outside.</summary>
    public async Task RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        await loader.RefreshAsync(client, TimeSpan.Zero, cancellationToken);
        foreach (var status in index.All.Where(s => s.IsFromOutside && !_done.Contains(s.Job.JobKey + s.Run)).ToList())
        {
            await steps.TryAsync(
                $"completing the ended job {status.Job.JobKey}",
                () => CompleteAsync(client, status, cancellationToken),
                cancellationToken
            );
        }
    }

    private async Task CompleteAsync(DurableTaskClient client, JobStatus status, CancellationToken cancellationToken)
    {
        // An archive that no orchestration works on belongs into error/.
        await recorder.RecordAsync(new StatusUpdate(status, status.Job.Stage, string.Empty), cancellationToken);
        await client.RaiseEventAsync(
            Names.Admission,
            Names.AdmissionMessage,
            new AdmissionMessage(AdmissionMessage.Leave, status.Job.JobKey),
            cancellationToken
        );
        _done.Add(status.Job.JobKey + status.Run);
    }
}
