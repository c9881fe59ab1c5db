using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Functions.Intake;

/// <summary>The file beside an archive in in/ that says what the book is: "a.cbz.info.json" beside "a.cbz". It is there before the archive, and goes when the archive is taken.</summary>
public sealed class SideFile(IStore store)
{
    /// <summary>Its name in the store.</summary>
    public static string NameOf(string archive) => archive + DataLayout.SideFileEnding;

    /// <summary>Reads it.</summary>
    /// <returns>What it says; null when there is none.</returns>
    /// <exception cref="FormatException">It is not what it should be.</exception>
    /// <exception cref="IOException">It cannot be read now.</exception>
    public async Task<BookDetails?> ReadAsync(string archive, CancellationToken cancellationToken) =>
        await store.ReadAsync(NameOf(archive), cancellationToken) is { } json ? BookDetails.Parse(json) : null;

    /// <summary>Removes it: the job's profile holds what it said.</summary>
    public Task DeleteAsync(string archive, CancellationToken cancellationToken) => store.DeleteAsync(NameOf(archive), cancellationToken);

    /// <summary>Puts it beside the refused archive.</summary>
    public async Task RejectAsync(string archive, CancellationToken cancellationToken)
    {
        var name = NameOf(archive);
        if (await store.ExistsAsync(name, cancellationToken))
        {
            await store.MoveIntoAsync(name, DataLayout.Error, DataLayout.LastPart(name), cancellationToken);
        }
    }
}
