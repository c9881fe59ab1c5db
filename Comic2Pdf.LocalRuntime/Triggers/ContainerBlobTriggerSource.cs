using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Comic2Pdf.LocalRuntime.Triggers;

/// <summary>
/// Containers of a storage account, or of Azurite, looked through from time to time. A blob is complete as soon as it is listed. A container that does not
/// exist yet is empty.
/// </summary>
/// <param name="account">The account.</param>
/// <param name="interval">The time between two looks. Each is one request for 5,000 blobs.</param>
/// <param name="time">The clock.</param>
public sealed class ContainerBlobTriggerSource(BlobServiceClient account, TimeSpan interval, TimeProvider? time = null) : IBlobTriggerSource
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<TriggerBlob> ListAsync(
        string container,
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var blobs = account
            .GetBlobContainerClient(container)
            .GetBlobsAsync(new GetBlobsOptions { Prefix = prefix }, cancellation)
            .GetAsyncEnumerator(cancellation);
        while (await MoveNextAsync(blobs))
        {
            yield return new TriggerBlob(blobs.Current.Name, blobs.Current.Properties.ETag?.ToString() ?? string.Empty);
        }
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenReadAsync(string container, string name, CancellationToken cancellation)
    {
        try
        {
            return await account
                .GetBlobContainerClient(container)
                .GetBlobClient(name)
                .OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancellation);
        }
        catch (RequestFailedException e)
        {
            throw new IOException($"The blob '{container}/{name}' can not be read: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public Task WaitForChangeAsync(string container, CancellationToken cancellation) =>
        Task.Delay(interval, time ?? TimeProvider.System, cancellation);

    /// <inheritdoc/>
    public Uri UriOf(string container, string name) => account.GetBlobContainerClient(container).GetBlobClient(name).Uri;

    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<BlobItem> blobs)
    {
        try
        {
            return await blobs.MoveNextAsync();
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return false;
        }
    }
}
