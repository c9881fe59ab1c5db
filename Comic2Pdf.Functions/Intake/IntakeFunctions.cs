using Comic2Pdf.Functions.Mirror;
using Comic2Pdf.Functions.Settings;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Intake;

/// <summary>The triggers: the folder, looked at by a timer, and blobs.</summary>
public sealed class IntakeFunctions(
    FolderScanner scanner, DuplicateDecisions decisions, IntakeService intake, BlobDeliveries blobs, Recovery recovery, TickSteps steps, StateMirror mirror,
    AppSettings settings, TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>Every second: new files, decisions, and the files about all jobs.</summary>
    [Function("WatchFolder")]
    public async Task WatchAsync([TimerTrigger("* * * * * *", UseMonitor = false, RunOnStartup = true)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        try
        {
            await recovery.RunAsync(client, cancellationToken);
            var interval = TimeSpan.FromMilliseconds(settings.PollIntervalMs);
            var begin = time.GetTimestamp();
            while (time.GetElapsedTime(begin) < Tick - TimeSpan.FromMilliseconds(50))
            {
                if (scanner.IsDue())
                {
                    await steps.TryAsync("looking into in/", () => scanner.ScanAsync(client, cancellationToken), cancellationToken);
                    await steps.TryAsync("looking for decisions", () => decisions.ScanAsync(client, cancellationToken), cancellationToken);
                }

                await steps.TryAsync("writing jobs.json and metrics.json", mirror.WriteIndex, cancellationToken);
                var pause = interval < Tick ? interval : Tick - time.GetElapsedTime(begin);
                if (pause <= TimeSpan.Zero || interval >= Tick)
                {
                    return;
                }

                await Task.Delay(pause, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>A blob arrived: it becomes a file of in/ and goes the same way.</summary>
    [Function("BlobArrived")]
    public async Task BlobAsync(
        [BlobTrigger("in/{name}")] Stream content, string name, FunctionContext context, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var version = BlobDeliveries.VersionOf(context.BindingContext.BindingData.GetValueOrDefault("Properties"));
        if (await blobs.TakeAsync(content, name, version, cancellationToken) is { } file)
        {
            await intake.TakeAsync(client, file, nonce: null, cancellationToken);
        }
    }
}
