using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Comic2Pdf.Functions.Storage;

/// <summary>Copies of blobs inside the account. A move is a copy followed by a deletion; what an interrupted one has left is recognised by its source.</summary>
internal sealed class BlobCopier(BlobContainerClient container)
{
    public Task<MoveResult> CopyAsync(string from, string to, bool overwrite, CancellationToken cancellationToken) =>
        BlobFault.RunAsync(async () =>
        {
            if (!overwrite)
            {
                return await FindAsync(from, cancellationToken) is { } source
                    ? await CopyAsync(source, to, cancellationToken)
                    : MoveResult.SourceMissing;
            }

            try
            {
                await CopyAsync(from, to, new BlobCopyFromUriOptions(), cancellationToken);
                return MoveResult.Moved;
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                return MoveResult.SourceMissing;
            }
        });

    public Task<MoveResult> CopyAsync(StoredFile source, string to, CancellationToken cancellationToken) =>
        BlobFault.RunAsync(async () =>
        {
            try
            {
                var options = new BlobCopyFromUriOptions
                {
                    SourceConditions = new BlobRequestConditions { IfMatch = new ETag(source.Version) },
                    DestinationConditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                };
                await CopyAsync(source.Name, to, options, cancellationToken);
                return MoveResult.Moved;
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                return MoveResult.SourceMissing;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // Services report in different ways which of the two conditions failed.
                return await IsCopyAsync(to, source, cancellationToken) ? MoveResult.Moved
                    : (await FindAsync(source.Name, cancellationToken))?.Version == source.Version ? MoveResult.TargetExists
                    : MoveResult.SourceMissing;
            }
        });

    private async Task CopyAsync(string from, string to, BlobCopyFromUriOptions options, CancellationToken cancellationToken)
    {
        var copy = await container.GetBlobClient(to).StartCopyFromUriAsync(container.GetBlobClient(from).Uri, options, cancellationToken);
        await copy.WaitForCompletionAsync(TimeSpan.FromMilliseconds(100), cancellationToken);
    }

    /// <summary>Whether a blob is what a move has made of another, which an interruption or another process left to be deleted.</summary>
    public async Task<bool> IsCopyAsync(string to, StoredFile source, CancellationToken cancellationToken)
    {
        var target = await PropertiesAsync(to, cancellationToken);
        return target is { CopySource: { } made, CopyStatus: CopyStatus.Success }
            && made.AbsolutePath == container.GetBlobClient(source.Name).Uri.AbsolutePath
            && source.Length == target.ContentLength
            && source.ModifiedAt <= target.CopyCompletedOn;
    }

    /// <summary>What is known of a blob, or null.</summary>
    public async Task<StoredFile?> FindAsync(string name, CancellationToken cancellationToken) =>
        await PropertiesAsync(name, cancellationToken) is { } found
            ? new StoredFile(name, found.ContentLength, found.LastModified, found.ETag.ToString())
            : null;

    private Task<BlobProperties?> PropertiesAsync(string name, CancellationToken cancellationToken) =>
        BlobFault.TryAsync(async () =>
            (BlobProperties?)(await container.GetBlobClient(name).GetPropertiesAsync(cancellationToken: cancellationToken)).Value
        );
}
