using System.Text.Json;
using Comic2Pdf.Functions.Stores;

namespace Comic2Pdf.Functions.Intake;

/// <summary>The claims of jobs.</summary>
public sealed class ClaimStore(IStore store, JsonFiles files)
{
    /// <summary>Claims a job. Of many that try at once, one succeeds.</summary>
    public Task<bool> TryMakeAsync(string jobKey, Claim claim, CancellationToken cancellationToken) =>
        store.TryCreateAsync(DataLayout.ClaimOf(jobKey), JsonSerializer.SerializeToUtf8Bytes(claim, Json.Options), cancellationToken);

    /// <summary>Writes a claim over a void one, which was found in this version. Of many that try at once, one succeeds.</summary>
    public async Task<bool> TryReplaceAsync(string jobKey, Claim claim, string? version, CancellationToken cancellationToken) => version is null
        ? await TryMakeAsync(jobKey, claim, cancellationToken)
        : await store.TryReplaceAsync(DataLayout.ClaimOf(jobKey), JsonSerializer.SerializeToUtf8Bytes(claim, Json.Options), version, cancellationToken);

    /// <summary>The version of a claim, or null; to be asked before it is read.</summary>
    public async Task<string?> VersionAsync(string jobKey, CancellationToken cancellationToken) => (await store.FindAsync(DataLayout.ClaimOf(jobKey), cancellationToken))?.Version;

    /// <summary>Gives a claim up.</summary>
    public Task DeleteAsync(string jobKey, CancellationToken cancellationToken) => store.DeleteAsync(DataLayout.ClaimOf(jobKey), cancellationToken);

    /// <summary>The claim; null when there is none, or a corrupt one: a crash while it was written, before anything was done with the archive. Both are void.</summary>
    /// <exception cref="IOException">It cannot be read now. It may be somebody's: nothing may be decided.</exception>
    public async Task<Claim?> ReadAsync(string jobKey, CancellationToken cancellationToken) => (await files.ReadAsync<Claim>(DataLayout.ClaimOf(jobKey), cancellationToken)).Value;
}
