using System.Text.Json;
using Comic2Pdf.Functions.Stores;

namespace Comic2Pdf.Functions.Intake;

/// <summary>The claims of jobs.</summary>
public sealed class ClaimStore(IStore store, JsonFiles files)
{
    /// <summary>Claims a job. Of many that try at once, one succeeds.</summary>
    public Task<bool> TryMakeAsync(string jobKey, Claim claim, CancellationToken cancellationToken) =>
        store.TryCreateAsync(DataLayout.ClaimOf(jobKey), JsonSerializer.SerializeToUtf8Bytes(claim, Json.Options), cancellationToken);

    /// <summary>Writes a claim over a void one.</summary>
    public Task WriteAsync(string jobKey, Claim claim, CancellationToken cancellationToken) => files.WriteAsync(DataLayout.ClaimOf(jobKey), claim, cancellationToken);

    /// <summary>The claim, or null.</summary>
    public Task<Claim?> ReadAsync(string jobKey, CancellationToken cancellationToken) => files.TryReadAsync<Claim>(DataLayout.ClaimOf(jobKey), cancellationToken);
}
