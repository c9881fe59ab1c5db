using System.Text.Json;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Functions.Intake;

/// <summary>The file beside an archive in in/ that says what the book is: "a.cbz.info.json" beside "a.cbz". It is there before the archive, and goes when the archive is taken.</summary>
public sealed class SideFile(IStore store)
{
    /// <summary>Its name in the store; null: the archive's name is so long that nothing can stand beside it.</summary>
    public static string? NameOf(string archive) =>
        DataLayout.FitsWith(DataLayout.LastPart(archive), DataLayout.SideFileEnding) ? archive + DataLayout.SideFileEnding : null;

    /// <summary>Reads it.</summary>
    /// <returns>What it says; null when there is none.</returns>
    /// <exception cref="FormatException">It is not what it should be.</exception>
    /// <exception cref="IOException">It cannot be read now.</exception>
    public async Task<BookDetails?> ReadAsync(string archive, CancellationToken cancellationToken) =>
        NameOf(archive) is { } name && await store.ReadAsync(name, cancellationToken) is { } json ? BookDetails.Parse(json) : null;

    /// <summary>Writes it.</summary>
    public async Task WriteAsync(string archive, BookDetails details, CancellationToken cancellationToken)
    {
        if (NameOf(archive) is { } name)
        {
            await store.WriteAsync(name, JsonSerializer.SerializeToUtf8Bytes(details, Json.Options), cancellationToken);
        }
    }

    /// <summary>Removes it: the job's profile holds what it said.</summary>
    public Task DeleteAsync(string archive, CancellationToken cancellationToken) =>
        NameOf(archive) is { } name ? store.DeleteAsync(name, cancellationToken) : Task.CompletedTask;

    /// <summary>Puts it beside the refused archive.</summary>
    public async Task RejectAsync(string archive, CancellationToken cancellationToken)
    {
        if (NameOf(archive) is { } name && await store.ExistsAsync(name, cancellationToken))
        {
            await store.MoveIntoAsync(name, DataLayout.Error, DataLayout.LastPart(name), cancellationToken);
        }
    }
}
