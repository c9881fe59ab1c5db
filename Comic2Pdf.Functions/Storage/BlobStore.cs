using System.Runtime.CompilerServices;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Comic2Pdf.Functions.Storage;

/// <summary>
/// The store in one blob container: a name is a blob's name. Any number of processes may share it: what must happen once is decided by the service
/// (If-None-Match), and moves are copies inside the account followed by a deletion.
/// </summary>
public sealed class BlobStore : IStore
{
    private readonly BlobContainerClient _container;
    private readonly Scratch _scratch;
    private readonly BlobTransfer _transfer;
    private readonly BlobCopier _copier;

    /// <summary>A store in a container.</summary>
    /// <param name="container">The container; it is made when first written to.</param>
    /// <param name="scratch">Where files of this machine are.</param>
    public BlobStore(BlobContainerClient container, Scratch scratch) =>
        (_container, _scratch, _transfer, _copier) = (container, scratch, new BlobTransfer(container, scratch), new BlobCopier(container));

    /// <inheritdoc/>
    public StoreTraits Traits { get; } =
        new()
        {
            HasCheapCalls = false,
            HasAtomicMoves = false,
            HasWholeFiles = true,
            IsShared = true,
            HoldsTriggerBlobs = true,
        };

    /// <inheritdoc/>
    public string DisplayName(string name) => $"{_container.Name}/{name}";

    /// <inheritdoc/>
    public Task<StoredFile?> FindAsync(string name, CancellationToken cancellationToken) => _copier.FindAsync(name, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredFile> ListAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in ListItemsAsync(folder, cancellationToken))
        {
            if (item.IsBlob)
            {
                yield return Describe(item.Blob);
            }
        }
    }

    /// <summary>One list for all folders: each call costs money.</summary>
    public async IAsyncEnumerable<StoredFile> ListTreeAsync(
        string folder,
        Func<string, bool> enters,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var folders = new FolderChoice(folder, enters);
        var blobs = _container.GetBlobsAsync(
            new GetBlobsOptions { Prefix = $"{folder}/", Traits = BlobTraits.Metadata },
            cancellationToken
        );
        await using var each = blobs.GetAsyncEnumerator(cancellationToken);
        while (await BlobFault.RunAsync(async () => await each.MoveNextAsync()))
        {
            // Accounts with a hierarchical namespace list folders as blobs.
            if (each.Current.Metadata?.ContainsKey("hdi_isfolder") != true && folders.Includes(each.Current.Name))
            {
                yield return Describe(each.Current);
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListFoldersAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in ListItemsAsync(folder, cancellationToken))
        {
            if (item.IsPrefix)
            {
                yield return DataLayout.LastPart(item.Prefix.TrimEnd('/'));
            }
        }
    }

    /// <inheritdoc/>
    public Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken) =>
        BlobFault.TryAsync(async () =>
            (byte[]?)(await _container.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value.Content.ToArray()
        );

    /// <inheritdoc/>
    public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        BlobFault.RunAsync(() => _container.GetBlobClient(name).UploadAsync(new BinaryData(content), overwrite: true, cancellationToken));

    /// <inheritdoc/>
    public Task<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        BlobFault.RunAsync(async () =>
        {
            try
            {
                var onlyNew = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
                await _container.GetBlobClient(name).UploadAsync(new BinaryData(content), onlyNew, cancellationToken);
                return true;
            }
            catch (RequestFailedException e)
                when (e.ErrorCode == BlobErrorCode.BlobAlreadyExists || e.ErrorCode == BlobErrorCode.ConditionNotMet)
            {
                return await IsOursAsync(name, content, cancellationToken);
            }
        });

    /// <inheritdoc/>
    public Task<bool> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string version, CancellationToken cancellationToken) =>
        BlobFault.RunAsync(async () =>
        {
            try
            {
                var onlyThis = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfMatch = new ETag(version) } };
                await _container.GetBlobClient(name).UploadAsync(new BinaryData(content), onlyThis, cancellationToken);
                return true;
            }
            catch (RequestFailedException e) when (e.Status is 404 or 412)
            {
                return await IsOursAsync(name, content, cancellationToken);
            }
        });

    /// <summary>An append blob: lines of several processes do not overwrite each other.</summary>
    public Task AppendAsync(string name, string lines, CancellationToken cancellationToken) =>
        BlobFault.RunAsync(async () =>
        {
            var blob = _container.GetAppendBlobClient(name);
            await blob.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(lines));
            await blob.AppendBlockAsync(content, cancellationToken: cancellationToken);
        });

    /// <inheritdoc/>
    public async Task<MoveResult> MoveAsync(string name, string newName, bool overwrite, CancellationToken cancellationToken)
    {
        var result = await _copier.CopyAsync(name, newName, overwrite, cancellationToken);
        if (result == MoveResult.Moved)
        {
            await DeleteAsync(name, cancellationToken);
        }

        return result;
    }

    /// <inheritdoc/>
    public async Task<MoveResult> MoveAsync(StoredFile file, string newName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var result = await _copier.CopyAsync(file, newName, cancellationToken);
        if (result == MoveResult.Moved)
        {
            await DeleteAsync(file, cancellationToken);
        }

        return result;
    }

    /// <inheritdoc/>
    public async Task<bool> IsFreeAsync(string name, StoredFile file, CancellationToken cancellationToken) =>
        !await this.ExistsAsync(name, cancellationToken) || await _copier.IsCopyAsync(name, file, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> CopyAsync(string name, string newName, CancellationToken cancellationToken) =>
        await _copier.CopyAsync(name, newName, overwrite: true, cancellationToken) == MoveResult.Moved;

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        BlobFault.RunAsync(() =>
            _container.GetBlobClient(name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken)
        );

    /// <inheritdoc/>
    public Task DeleteAsync(StoredFile file, CancellationToken cancellationToken) =>
        BlobFault.RunAsync(async () =>
        {
            ArgumentNullException.ThrowIfNull(file);
            try
            {
                var onlyThis = new BlobRequestConditions { IfMatch = new ETag(file.Version) };
                await _container
                    .GetBlobClient(file.Name)
                    .DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, onlyThis, cancellationToken);
            }
            catch (RequestFailedException e) when (e.Status == 412)
            {
                // It stays, and is found as what it is.
            }
        });

    /// <inheritdoc/>
    public async Task DeleteFolderAsync(string folder, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await BlobFault.RunAsync(async () =>
        {
            await foreach (var blob in _container.GetBlobsAsync(new GetBlobsOptions { Prefix = $"{folder}/" }, cancellationToken))
            {
                names.Add(blob.Name);
            }
        });
        await Parallel.ForEachAsync(names, cancellationToken, async (name, token) => await DeleteAsync(name, token));
    }

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(string name, CancellationToken cancellationToken) =>
        BlobFault.RunAsync(() =>
            _container
                .GetBlobClient(name)
                .OpenReadAsync(new BlobOpenReadOptions(allowModifications: false) { BufferSize = 1 << 18 }, cancellationToken)
        );

    /// <summary>A file of the scratch folder that is uploaded when it is committed.</summary>
    public LocalFile Create(string name)
    {
        var path = _scratch.NewPath(name);
        return new LocalFile(path, token => _transfer.UploadAsync(path, name, token), isScratch: true);
    }

    /// <inheritdoc/>
    public async Task<LocalFile> FetchAsync(string name, IReadOnlyList<ByteRange>? parts, CancellationToken cancellationToken)
    {
        var file = await FindAsync(name, cancellationToken) ?? throw new FileNotFoundException("the blob is gone", DisplayName(name));
        var local = new LocalFile(_scratch.NewPath(name), commit: null, isScratch: true);
        try
        {
            await _transfer.DownloadAsync(file, local.Path, parts ?? [new ByteRange(0, file.Length)], cancellationToken);
            return local;
        }
        catch
        {
            await local.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task DownloadAsync(string name, string path, CancellationToken cancellationToken)
    {
        var file = await FindAsync(name, cancellationToken) ?? throw new FileNotFoundException("the blob is gone", DisplayName(name));
        await _transfer.DownloadAsync(file, path, [new ByteRange(0, file.Length)], cancellationToken);
    }

    // A condition also fails when an answer was lost and the request was sent again.
    private async Task<bool> IsOursAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        (await ReadAsync(name, cancellationToken))?.AsSpan().SequenceEqual(content.Span) == true;

    // Lists have the bare tag, answers about one blob have it in quotes.
    private static StoredFile Describe(BlobItem blob) =>
        new(
            blob.Name,
            blob.Properties.ContentLength ?? 0,
            blob.Properties.LastModified ?? default,
            blob.Properties.ETag?.ToString("H") ?? string.Empty
        );

    private async IAsyncEnumerable<BlobHierarchyItem> ListItemsAsync(
        string folder,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var pages = _container.GetBlobsByHierarchyAsync(
            new GetBlobsByHierarchyOptions { Prefix = $"{folder}/", Delimiter = "/" },
            cancellationToken
        );
        await using var each = pages.GetAsyncEnumerator(cancellationToken);
        while (await BlobFault.RunAsync(async () => await each.MoveNextAsync()))
        {
            yield return each.Current;
        }
    }
}
