using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Intake;

/// <summary>What is done every second.</summary>
public sealed class FolderTick(
    Recovery recovery,
    FolderScanner scanner,
    DuplicateDecisions decisions,
    IndexLoader loader,
    StateMirror mirror,
    TickSteps steps,
    IStore store,
    AppSettings settings,
    TimeProvider time
)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(5);

    /// <summary>Runs for one second, or once, when POLL_INTERVAL_MS is not shorter.</summary>
    public async Task RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        try
        {
            await recovery.RunAsync(client, cancellationToken);
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

    private async Task StepAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (scanner.IsDue())
        {
            await steps.TryAsync("looking into in/", () => scanner.ScanAsync(client, cancellationToken), cancellationToken);
            await steps.TryAsync("looking for decisions", () => decisions.ScanAsync(client, cancellationToken), cancellationToken);
        }

        if (store.Traits.IsShared)
        {
            // Other processes may work on the same jobs.
            await steps.TryAsync(
                "comparing the index with the history",
                () => loader.RefreshAsync(client, RefreshInterval, cancellationToken),
                cancellationToken
            );
        }

        await steps.TryAsync("writing jobs.json and metrics.json", () => mirror.WriteIndexAsync(cancellationToken), cancellationToken);
    }
}
