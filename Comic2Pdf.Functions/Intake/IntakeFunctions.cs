using Comic2Pdf.Functions.Mirror;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Stores;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Intake;

/// <summary>The triggers: the folder, looked at by a timer, and blobs.</summary>
public sealed class IntakeFunctions(
    FolderScanner scanner, DuplicateDecisions decisions, IntakeService intake, JobStarter starter, IndexLoader loader, JobIndex index, StateMirror mirror,
    DataLayout layout, AppSettings settings, TimeProvider time, ILogger<IntakeFunctions> logger)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>Every second: new files, decisions, and the files about all jobs.</summary>
    [Function("WatchFolder")]
    public async Task WatchAsync([TimerTrigger("* * * * * *", UseMonitor = false, RunOnStartup = true)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        try
        {
            if (!index.IsLoaded)
            {
                await starter.EnsureAdmissionAsync(client, cancellationToken);
                await loader.LoadAsync(client, cancellationToken);
                await intake.StartOrphansAsync(client, cancellationToken);
                mirror.Repair();
            }

            var interval = TimeSpan.FromMilliseconds(settings.PollIntervalMs);
            var begin = time.GetTimestamp();
            while (time.GetElapsedTime(begin) < Tick - TimeSpan.FromMilliseconds(50))
            {
                if (scanner.IsDue())
                {
                    await scanner.ScanAsync(client, cancellationToken);
                    await decisions.ScanAsync(client, cancellationToken);
                }

                mirror.WriteIndex();
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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.HousekeepingFault(logger, "looking into the folders", e.Message);
        }
    }

    /// <summary>A blob arrived: it becomes a file of in/ and goes the same way. (A container's name has three letters at least: "in" alone would be none.)</summary>
    [Function("BlobArrived")]
    public async Task BlobAsync([BlobTrigger("comics/in/{name}")] Stream content, string name, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        var part = Path.Combine(layout.In, $".{Guid.NewGuid():N}.part");
        try
        {
            await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write))
            {
                await content.CopyToAsync(file, cancellationToken);
            }

            var target = DataLayout.FreeName(layout.In, Path.GetFileName(name));
            File.Move(part, target);
            await intake.TakeAsync(client, target, nonce: null, cancellationToken);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
