using System.Text.Json;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Processing.Pipeline;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Books;

/// <summary>
/// What is known of books' pages. While a book is worked on that is in its work folder; with its PDF all of it is published as one small file, so that pages can be shown and
/// searched after the work folder is gone: the pictures are in the finished PDF, at the same places.
/// </summary>
public sealed class BookShelf(IStore store, ILogger<BookShelf> logger)
{
    private const int ReadsAtATime = 8;

    private int _version = 1;

    /// <summary>Grows when this process has changed the file of a finished book.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>The files of all finished books.</summary>
    public IAsyncEnumerable<StoredFile> ListAsync(CancellationToken cancellationToken) =>
        store.ListAsync(DataLayout.Books, cancellationToken);

    /// <summary>Writes a book, as a file of the attempt that has read it.</summary>
    public Task WriteAsync(string jobKey, string token, BookOnShelf book, CancellationToken cancellationToken) =>
        store.WriteAsync(DataLayout.BookOf(jobKey, token), BookFile.Write(book), cancellationToken);

    /// <summary>The attempt's PDF is in its place: so is its book from now on. Doing it again changes nothing.</summary>
    public async Task PublishAsync(string jobKey, string token, CancellationToken cancellationToken)
    {
        await store.MoveAsync(DataLayout.BookOf(jobKey, token), DataLayout.BookOf(jobKey), overwrite: true, cancellationToken);
        Interlocked.Increment(ref _version);
    }

    /// <summary>The job is to be forgotten.</summary>
    public async Task RemoveAsync(string jobKey, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(DataLayout.BookOf(jobKey), cancellationToken);
        Interlocked.Increment(ref _version);
    }

    /// <summary>A finished book.</summary>
    /// <returns>Null when there is no file of it, or a broken one, which is logged.</returns>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public async Task<BookOnShelf?> FindFinishedAsync(string jobKey, CancellationToken cancellationToken)
    {
        var name = DataLayout.BookOf(jobKey);
        if (await store.ReadAsync(name, cancellationToken) is not { } content)
        {
            return null;
        }

        var book = BookFile.Read(content);
        if (book is null)
        {
            Log.BookCorrupt(logger, store.DisplayName(name));
        }

        return book;
    }

    /// <summary>A job's book: from its work folder as it is now, or as it was published.</summary>
    /// <returns>Null when nothing is known of its pages: PREP is not over, or all of it is gone.</returns>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public async Task<BookOnShelf?> FindAsync(string jobKey, bool isDone, CancellationToken cancellationToken) =>
        isDone
            ? await FindFinishedAsync(jobKey, cancellationToken) ?? await FindInWorkAsync(jobKey, cancellationToken)
            : await FindInWorkAsync(jobKey, cancellationToken);

    private async Task<BookOnShelf?> FindInWorkAsync(string jobKey, CancellationToken cancellationToken)
    {
        if (await ReadAsync(DataLayout.ManifestOf(jobKey), PipelineJson.Default.PageManifest, cancellationToken) is not { } manifest)
        {
            return null;
        }

        var results = new PageResult?[manifest.Pages.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtATime, CancellationToken = cancellationToken };
        await Parallel.ForAsync(
            0,
            results.Length,
            parallel,
            async (i, token) => results[i] = await ReadAsync(DataLayout.PageOf(jobKey, i), PageResultJson.Default.PageResult, token)
        );
        return new BookOnShelf(manifest, results);
    }

    // One that is missing or broken is not known; its stage deals with that.
    private async Task<T?> ReadAsync<T>(
        string name,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
        where T : class
    {
        try
        {
            return await store.ReadAsync(name, cancellationToken) is { } bytes ? JsonSerializer.Deserialize(bytes, type) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
