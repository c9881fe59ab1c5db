using Comic2Pdf.Functions.Mirror;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Stores;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Intake;

/// <summary>What is done every second. One step's fault does not keep the others from their work.</summary>
public sealed class FolderTick(
    FolderScanner scanner, DuplicateDecisions decisions, IntakeService intake, JobStarter starter, IndexLoader loader, JobIndex index, StateMirror mirror,
    IStore store, AppSettings settings, TimeProvider time, ILogger<FolderTick> logger)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(5);

    /// <summary>Runs for one second, or once, when POLL_INTERVAL_MS is not shorter.</summary>
    public async Task RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        try
        {
            if (!index.IsLoaded && !await TryAsync("reading the history", () => BeginAsync(client, cancellationToken)))
            {
                return;
            }

            var interval = TimeSpan.FromMilliseconds(settings.PollIntervalMs);
            var begin = time.GetTimestamp();
            while (time.GetElapsedTime(begin) < Tick - TimeSpan.FromMilliseconds(50))
            {
                await StepAsync(client, cancellationToken);
                if (interval >= Tick)
                {
                    return;
                }

                await Task.Delay(interval, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task BeginAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        await starter.EnsureAdmissionAsync(client, cancellationToken);
        await loader.LoadAsync(client, cancellationToken);
        await intake.StartOrphansAsync(client, cancellationToken);
        await mirror.RepairAsync(all: true, cancellationToken);
    }

    private async Task StepAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (scanner.IsDue())
        {
            await TryAsync("looking into in/", () => scanner.ScanAsync(client, cancellationToken));
            await TryAsync("looking for decisions", () => decisions.ScanAsync(client, cancellationToken));
        }

        if (!store.IsLocal)
        {
            // Other processes may work on the same jobs.
            await TryAsync("comparing the jobs with the history", () => loader.RefreshAsync(client, RefreshInterval, cancellationToken));
        }

        await TryAsync("writing the files about all jobs", () => mirror.WriteIndexAsync(cancellationToken));
    }

    private async Task<bool> TryAsync(string what, Func<Task> step)
    {
        try
        {
            await step();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.HousekeepingFault(logger, what, e.Message);
            return false;
        }
    }
}
