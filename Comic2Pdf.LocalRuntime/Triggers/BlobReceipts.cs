using System.Collections.Concurrent;

namespace Comic2Pdf.LocalRuntime.Triggers;

/// <summary>What one function has been given of each blob; on disk, so that a restart does not deliver anything again that is done.</summary>
internal sealed class BlobReceipts(string function, TriggerState triggers, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, BlobReceipt> _known = new(
        triggers.Receipts(function).ToDictionary(static r => r.Blob, StringComparer.Ordinal),
        StringComparer.Ordinal
    );

    /// <summary>Failed deliveries of this version so far; null when it needs none any more.</summary>
    public int? AttemptsSoFar(TriggerBlob blob) =>
        _known.GetValueOrDefault(blob.Name) switch
        {
            { } receipt when receipt.Version != blob.Version => 0,
            { State: BlobState.Failed } receipt => receipt.Attempts,
            null => 0,
            _ => null,
        };

    public Task RecordAsync(TriggerBlob blob, int attempts, BlobState state, string? error)
    {
        var receipt = new BlobReceipt(blob.Name, blob.Version, attempts, state, error, time.GetUtcNow().UtcDateTime);
        _known[blob.Name] = receipt;
        return triggers.RememberAsync(function, receipt);
    }

    /// <summary>Forgets blobs that are gone: one that comes back under the same name is a new one.</summary>
    public async Task ForgetMissingAsync(IReadOnlySet<string> present)
    {
        foreach (var name in _known.Keys.Where(n => !present.Contains(n)))
        {
            _known.TryRemove(name, out _);
            await triggers.ForgetAsync(function, name);
        }
    }
}
