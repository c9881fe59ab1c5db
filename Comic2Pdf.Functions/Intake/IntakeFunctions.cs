using Comic2Pdf.Functions.Stores;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Intake;

/// <summary>
/// The triggers: in/, looked at by a timer, and blobs that the storage service tells of. Nothing is lost without the latter: looking finds all.
/// Which of the two blob functions is at work is a setting (AzureWebJobs.[name].Disabled); both together do nothing twice.
/// </summary>
public sealed class IntakeFunctions(FolderTick tick, IntakeService intake, IStore store, ILogger<IntakeFunctions> logger)
{
    private const string BlobPath = $"{BlobAccount.Container}/{DataLayout.In}/{{name}}";

    /// <summary>Every second: new files, decisions, and the files about all jobs.</summary>
    [Function("WatchFolder")]
    public Task WatchAsync([TimerTrigger("* * * * * *", UseMonitor = false, RunOnStartup = true)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        tick.RunAsync(client, cancellationToken);

    /// <summary>A blob arrived, found by looking through the container: where no events come from, as with Azurite.</summary>
    [Function("BlobArrived")]
    public Task BlobArrivedAsync([BlobTrigger(BlobPath)] Stream content, string name, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        TakeAsync(content, name, client, cancellationToken);

    /// <summary>A blob arrived, told by Event Grid.</summary>
    [Function("BlobEvent")]
    public Task BlobEventAsync(
        [BlobTrigger(BlobPath, Source = BlobTriggerSource.EventGrid)] Stream content, string name, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        TakeAsync(content, name, client, cancellationToken);

    /// <summary>Takes a blob. It never throws for the blob's sake: what fails stays where it is and is found again by looking, so there is no poison queue to watch.</summary>
    private async Task TakeAsync(Stream content, string name, DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (name.Contains('/', StringComparison.Ordinal) || DataLayout.IsIgnored(name))
        {
            return;
        }

        try
        {
            var stored = store.IsLocal ? await ImportAsync(content, name, cancellationToken) : $"{DataLayout.In}/{name}";
            await intake.TakeAsync(client, stored, DataLayout.LastPart(stored), nonce: null, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.IntakeDelayed(logger, name, e.Message);
            if (store.IsLocal)
            {
                // Nobody else looks at the container: delivered again.
                throw;
            }
        }
    }

    /// <summary>Where files are below DATA_DIR, a blob becomes a file of in/.</summary>
    private async Task<string> ImportAsync(Stream content, string name, CancellationToken cancellationToken)
    {
        var part = $"{DataLayout.In}/.{Guid.NewGuid():N}.part";
        await using (var local = store.Create(part))
        {
            await using (var file = new FileStream(local.Path, FileMode.Create, FileAccess.Write))
            {
                await content.CopyToAsync(file, cancellationToken);
            }

            await local.CommitAsync(cancellationToken);
        }

        return await store.MoveIntoAsync(part, DataLayout.In, name, cancellationToken) ?? throw new FileNotFoundException("the copy of the blob is gone");
    }
}
