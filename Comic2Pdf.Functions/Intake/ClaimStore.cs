using System.Text.Json;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Functions.Intake;

/// <summary>The claims of jobs.</summary>
public sealed class ClaimStore(IStore store, JsonFiles files)
{
    /// <summary>
    /// A job's claim and the version of its file. The claim is null when there is none, or a corrupt one: a crash while it was written, before anything was done
    /// with the archive. Both are void.
    /// </summary>
    /// <exception cref="IOException">It cannot be read now. It may be another process's: nothing may be decided.</exception>
    public async Task<(Claim? Claim, string? Version)> FindAsync(string jobKey, CancellationToken cancellationToken)
    {
        // The version first: when the file changes between the two, replacing that version fails, and nothing is lost.
        var name = DataLayout.ClaimOf(jobKey);
        var version = (await store.FindAsync(name, cancellationToken))?.Version;
        return (version is null ? null : (await files.ReadAsync<Claim>(name, cancellationToken)).Value, version);
    }

    /// <summary>Writes a claim over the version that was found; null: there was none. Of many that try at once, one succeeds.</summary>
    public Task<bool> TryReplaceAsync(string jobKey, Claim claim, string? foundVersion, CancellationToken cancellationToken)
    {
        var (name, content) = (DataLayout.ClaimOf(jobKey), JsonSerializer.SerializeToUtf8Bytes(claim, Json.Options));
        return foundVersion is null
            ? store.TryCreateAsync(name, content, cancellationToken)
            : store.TryReplaceAsync(name, content, foundVersion, cancellationToken);
    }

    /// <summary>Whether the file that was claimed is still where it was, in the version that was claimed.</summary>
    public async Task<bool> IsFileThereAsync(Claim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return StoredFile.ParseSource(claim.Source) is { } file
            && (await store.FindAsync(file.Name, cancellationToken))?.Version == file.Version;
    }

    /// <summary>Gives a claim up.</summary>
    public Task DeleteAsync(string jobKey, CancellationToken cancellationToken) =>
        store.DeleteAsync(DataLayout.ClaimOf(jobKey), cancellationToken);
}
