using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Functions.Search;

/// <summary>The files of the books' texts: written with a book's PDF, deleted with its job, and there when the work folder is gone.</summary>
public sealed class BookTexts(IStore store)
{
    private int _version = 1;

    /// <summary>Grows when this process has changed one.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>Writes the text of a book, as a file of the attempt that has read it.</summary>
    public Task WriteAsync(
        string jobKey,
        string token,
        string fileName,
        IReadOnlyList<PageText?> pages,
        bool deskew,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync(
            DataLayout.TextsOf(jobKey, token),
            BookTextFile.Write(BookTextFile.Of(fileName, pages, deskew)),
            cancellationToken
        );

    /// <summary>The attempt's PDF is in its place: so is its text from now on. Doing it again changes nothing.</summary>
    public async Task PublishAsync(string jobKey, string token, CancellationToken cancellationToken)
    {
        await store.MoveAsync(DataLayout.TextsOf(jobKey, token), DataLayout.TextsOf(jobKey), overwrite: true, cancellationToken);
        Interlocked.Increment(ref _version);
    }

    /// <summary>The job is to be forgotten.</summary>
    public async Task RemoveAsync(string jobKey, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(DataLayout.TextsOf(jobKey), cancellationToken);
        Interlocked.Increment(ref _version);
    }
}
