using System.IO.Compression;
using System.Text.Json;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Processing.Pipeline;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Stages;

/// <summary>
/// What is known of books' pages. While a book is worked on that is in its work folder; when it is finished all of it is kept as one small file, so that pages can be
/// shown after the work folder is gone: the pictures are in the finished PDF, at the same places.
/// </summary>
public sealed class BookShelf(IStore store, ILogger<BookShelf> logger)
{
    private const int ReadsAtATime = 8;

    /// <summary>Keeps a book. That it cannot be kept fails nothing: its PDF is what counts.</summary>
    public async Task KeepAsync(string jobKey, BookOnShelf book, CancellationToken cancellationToken)
    {
        try
        {
            using var packed = new MemoryStream();
            await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            {
                await JsonSerializer.SerializeAsync(gzip, book, BookOnShelfJson.Default.BookOnShelf, cancellationToken);
            }

            await store.WriteAsync(DataLayout.BookOf(jobKey), packed.ToArray(), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.HousekeepingFault(logger, $"keeping {store.DisplayName(DataLayout.BookOf(jobKey))}", e.Message);
        }
    }

    /// <summary>A job's book: from its work folder as it is now, or as it was kept.</summary>
    /// <returns>Null when nothing is known of its pages: PREP is not over, or all of it is gone.</returns>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public async Task<BookOnShelf?> FindAsync(string jobKey, bool isDone, CancellationToken cancellationToken) =>
        isDone
            ? await FindKeptAsync(jobKey, cancellationToken) ?? await FindInWorkAsync(jobKey, cancellationToken)
            : await FindInWorkAsync(jobKey, cancellationToken);

    private async Task<BookOnShelf?> FindKeptAsync(string jobKey, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(DataLayout.BookOf(jobKey), cancellationToken) is not { } packed)
        {
            return null;
        }

        try
        {
            await using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
            return await JsonSerializer.DeserializeAsync(gzip, BookOnShelfJson.Default.BookOnShelf, cancellationToken);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            Log.HousekeepingFault(logger, $"reading {store.DisplayName(DataLayout.BookOf(jobKey))}", e.Message);
            return null;
        }
    }

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
