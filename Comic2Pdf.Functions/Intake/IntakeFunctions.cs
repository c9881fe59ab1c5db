using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Intake;

/// <summary>
/// The triggers: a timer that lists in/, and blobs that the storage service reports. The latter only make it faster: the timer finds every file.
/// Which of the two blob functions is at work is a setting (AzureWebJobs.[name].Disabled); both together do nothing twice.
/// </summary>
public sealed class IntakeFunctions(FolderTick tick, TakeFile takeFile, BlobDeliveries deliveries, IStore store)
{
    private const string BlobPath = $"{BlobAccount.Container}/{DataLayout.In}/{{name}}";

    /// <summary>Every second: new files, decisions, and the files about all jobs.</summary>
    [Function("WatchFolder")]
    public Task WatchAsync(
        [TimerTrigger("* * * * * *", UseMonitor = false, RunOnStartup = true)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) => tick.RunAsync(client, cancellationToken);

    /// <summary>A blob arrived, found by looking through the container: where no events come from, as with Azurite.</summary>
    [Function("BlobArrived")]
    public Task BlobArrivedAsync(
        [BlobTrigger(BlobPath)] Stream content,
        string name,
        FunctionContext context,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) => TakeAsync(content, name, context, client, cancellationToken);

    /// <summary>A blob arrived, reported by Event Grid.</summary>
    [Function("BlobEvent")]
    public Task BlobEventAsync(
        [BlobTrigger(BlobPath, Source = BlobTriggerSource.EventGrid)] Stream content,
        string name,
        FunctionContext context,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) => TakeAsync(content, name, context, client, cancellationToken);

    private async Task TakeAsync(
        Stream content,
        string name,
        FunctionContext context,
        DurableTaskClient client,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        var inName = $"{DataLayout.In}/{name}";
        if (DataLayout.IsIgnored(DataLayout.LastPart(name)) || !InFolder.Includes(inName))
        {
            return;
        }

        if (store.Traits.HoldsTriggerBlobs)
        {
            // It is in in/ already. What fails stays there and is found again by looking, so there is no poison queue to watch.
            await takeFile.RunAsync(client, new IntakeRequest(inName), cancellationToken);
            return;
        }

        // The timer does not list that container: a fault is thrown, and the host delivers the blob again.
        var version = BlobDeliveries.VersionOf(context.BindingContext.BindingData.GetValueOrDefault("Properties"));
        if (await deliveries.ReceiveAsync(content, name, version, cancellationToken) is { } file)
        {
            await takeFile.RunAsync(client, new IntakeRequest(file), cancellationToken);
        }
    }
}
