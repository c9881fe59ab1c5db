using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Comic2Pdf.Functions.Storage;

/// <summary>Content of blobs from and to files of this machine. Memory does not grow with the file.</summary>
internal sealed class BlobTransfer(BlobContainerClient container, Scratch scratch)
{
    private const int MaxRequest = 1 << 22;

    /// <summary>One request after the other, each to the disk before the next: memory does not grow with the file.</summary>
    public Task DownloadAsync(StoredFile blob, string path, IReadOnlyList<ByteRange> parts, CancellationToken cancellationToken) =>
        BlobFault.RunAsync(async () =>
        {
            scratch.Require(parts.Sum(p => p.Length));
            var sameAsBefore = new BlobRequestConditions { IfMatch = new ETag(blob.Version) };
            await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
            // Sparse: what is not asked for takes no space.
            file.SetLength(blob.Length);
            foreach (var part in parts)
            {
                file.Position = part.Start;
                for (var end = Math.Min(blob.Length, part.Start + part.Length); file.Position < end; )
                {
                    var piece = new HttpRange(file.Position, Math.Min(MaxRequest, end - file.Position));
                    var options = new BlobDownloadOptions { Range = piece, Conditions = sameAsBefore };
                    using var answer = (await container.GetBlobClient(blob.Name).DownloadStreamingAsync(options, cancellationToken)).Value;
                    await answer.Content.CopyToAsync(file, cancellationToken);
                }
            }
        });

    /// <summary>In blocks, committed at the end: the blob is there as a whole or not at all.</summary>
    public Task UploadAsync(string path, string name, CancellationToken cancellationToken) =>
        BlobFault.RunAsync(async () =>
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            var options = new BlobUploadOptions
            {
                HttpHeaders = name.EndsWith(".pdf", StringComparison.Ordinal)
                    ? new BlobHttpHeaders { ContentType = "application/pdf" }
                    : null,
                TransferOptions = new()
                {
                    InitialTransferSize = MaxRequest,
                    MaximumTransferSize = MaxRequest,
                    MaximumConcurrency = 2,
                },
            };
            await container.GetBlobClient(name).UploadAsync(file, options, cancellationToken);
        });
}
