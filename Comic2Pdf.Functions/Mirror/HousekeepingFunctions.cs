using Comic2Pdf.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Mirror;

/// <summary>What is done now and then.</summary>
public sealed class HousekeepingFunctions(IndexLoader loader, StateMirror mirror, Janitor janitor, JobIndex index, ILogger<HousekeepingFunctions> logger)
{
    /// <summary>Every 20 seconds: compares the index with the history, mends files, and frees the slots of jobs that ended without a word.</summary>
    [Function("Reconcile")]
    public async Task ReconcileAsync([TimerTrigger("*/20 * * * * *", UseMonitor = false)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        try
        {
            if (!index.IsLoaded)
            {
                return;
            }

            foreach (var jobKey in await loader.RefreshAsync(client, TimeSpan.Zero, cancellationToken))
            {
                await client.RaiseEventAsync(Names.Admission, Names.AdmissionMessage, new AdmissionMessage(AdmissionMessage.Leave, jobKey), cancellationToken);
            }

            await mirror.RepairAsync(all: false, cancellationToken);
            await mirror.WriteIndexAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.HousekeepingFault(logger, "comparing files with the history", e.Message);
        }
    }

    /// <summary>Every hour: mends all files, removes what nobody needs.</summary>
    [Function("Janitor")]
    public async Task CleanAsync([TimerTrigger("0 0 * * * *", RunOnStartup = false)] TimerInfo timer, CancellationToken cancellationToken)
    {
        try
        {
            await mirror.RepairAsync(all: true, cancellationToken);
            await janitor.CleanAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.HousekeepingFault(logger, "cleaning up", e.Message);
        }
    }
}
