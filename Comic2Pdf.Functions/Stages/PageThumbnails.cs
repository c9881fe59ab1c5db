using Comic2Pdf.Functions.Books;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Pdf;
using Comic2Pdf.Processing.Pipeline;
using Comic2Pdf.Processing.Worker;

namespace Comic2Pdf.Functions.Stages;

/// <summary>
/// Small pictures of pages, out of the PDF of pictures or the finished one. Decoded in a page worker of their own, one after the other: those that read are busy for
/// seconds, and reading must not wait for people who look around.
/// </summary>
public sealed class PageThumbnails(IStore store, PageWorkerPool workers) : IAsyncDisposable
{
    /// <summary>Columns that a thumbnail may have.</summary>
    public const int MaxWidth = 1600;

    private const long MaxPixels = 200_000_000;

    private readonly PageWorkerPool _own = workers.Beside(1);
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>A JPEG of the page as shown.</summary>
    /// <param name="job">The job.</param>
    /// <param name="book">Its book.</param>
    /// <param name="index">The page, from 0.</param>
    /// <param name="width">Columns.</param>
    /// <param name="cancellationToken">The request was given up.</param>
    /// <returns>Null when there is no picture: the page has none, it cannot be decoded, or both PDFs are gone.</returns>
    public async Task<ReadOnlyMemory<byte>?> MakeAsync(
        JobRecord job,
        BookOnShelf book,
        int index,
        int width,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(book);
        var page = book.Manifest.Pages[index];
        if (await FetchAsync(job, page, cancellationToken) is not { } local)
        {
            return null;
        }

        await using (local)
        {
            await using var pdf = new FileStream(
                local.Path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete,
                bufferSize: 0
            );
            await _one.WaitAsync(cancellationToken);
            try
            {
                // Not the sender's token: a cancelled question costs the worker's process, and fast scrolling cancels many.
                var turns = book.Results[index]?.Text?.QuarterTurns ?? 0;
                return await PagePicture.ThumbnailAsync(_own, pdf, page, turns, width, MaxPixels, CancellationToken.None);
            }
            catch (PageException)
            {
                return null;
            }
            finally
            {
                _one.Release();
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _own.DisposeAsync();
        _one.Dispose();
    }

    private async Task<LocalFile?> FetchAsync(JobRecord job, BookPage page, CancellationToken cancellationToken)
    {
        var parts = new[] { page.Image, page.Image?.Alpha }
            .OfType<ImageObject>()
            .Select(i => new ByteRange(i.DataOffset, i.DataLength))
            .ToList();
        foreach (var name in new[] { DataLayout.RawOf(job.JobKey), DataLayout.OutOf(job.JobKey, job.InputFile, job.InputFolder) })
        {
            try
            {
                return await store.FetchAsync(name, parts, cancellationToken);
            }
            catch (FileNotFoundException)
            {
                // The other one, perhaps.
            }
        }

        return null;
    }
}
