using System.Text.Json;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Functions.Intake;

/// <summary>The file beside an archive in in/ that says what the book is: "a.cbz.info.json" beside "a.cbz". It is there before the archive, and goes when the archive is taken.</summary>
public sealed class SideFile(IStore store, SideMarks marks)
{
    /// <summary>What it may have at most; four short texts need a hundredth of it.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>Its name in the store; null: the archive's name is so long that nothing can stand beside it.</summary>
    public static string? NameOf(string archive) =>
        DataLayout.FitsWith(DataLayout.LastPart(archive), DataLayout.SideFileEnding) ? archive + DataLayout.SideFileEnding : null;

    /// <summary>Finds the one of an archive. One that another archive of the same name was taken with, and that a crash has left, goes.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="IOException">It cannot be looked for now.</exception>
    public async Task<StoredFile?> FindAsync(StoredFile archive, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(archive);

        // Only what people and programs put into in/ has one. An upload is under a hidden name until it is taken, and says itself what it is.
        if (
            !archive.Name.StartsWith($"{DataLayout.In}/", StringComparison.Ordinal)
            || DataLayout.IsIgnored(archive.FileName)
            || NameOf(archive.Name) is not { } name
            || await store.FindAsync(name, cancellationToken) is not { } side
        )
        {
            return null;
        }

        if (await marks.FindAsync(side, cancellationToken) is { } mark && mark.Archive != archive.Source)
        {
            await marks.CompleteAsync(mark, cancellationToken);
            return null;
        }

        return side;
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="FormatException">It is not what it should be.</exception>
    /// <exception cref="IOException">It cannot be read now.</exception>
    public async Task<BookDetails?> ReadAsync(StoredFile side, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(side);
        return side.Length > MaxBytes ? throw new FormatException($"it has {side.Length} bytes, more than {MaxBytes}")
            : await store.ReadAsync(side.Name, cancellationToken) is { } json ? BookDetails.Parse(json)
            : null;
    }

    /// <summary>Writes the one of an archive that is about to get its name.</summary>
    public Task WriteAsync(string archive, BookDetails details, CancellationToken cancellationToken) =>
        store.WriteAsync(
            NameOf(archive) ?? throw new ArgumentException("nothing can stand beside a name of this length", nameof(archive)),
            JsonSerializer.SerializeToUtf8Bytes(details, Json.Options),
            cancellationToken
        );
}
