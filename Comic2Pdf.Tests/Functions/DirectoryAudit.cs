using System.Security.Cryptography;

namespace Comic2Pdf.Tests.Functions;

/// <summary>Looks where the archives of an app are: nothing may be lost, nothing may be in two places.</summary>
internal static class DirectoryAudit
{
    /// <summary>The folders in which each archive is, by its content: "archive", "in", "error", "hold", "work".</summary>
    public static Dictionary<string, string[]> Places(StoreView store)
    {
        var places = new[] { "in", "archive", "error", "hold", "work" };
        return places
            .SelectMany(place => store.Names(place).Where(IsCandidate).Select(name => (Content: store.Bytes(name), Place: place)))
            .Where(f => f.Content.AsSpan().StartsWith("PK"u8))
            .GroupBy(f => Convert.ToHexStringLower(SHA256.HashData(f.Content)), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(f => f.Place).ToArray(), StringComparer.Ordinal);
    }

    // What the app writes itself is no archive; hidden files are uploads that were not finished.
    private static bool IsCandidate(string name) =>
        !Path.GetFileName(name).StartsWith('.')
        && Path.GetExtension(name) is not (".json" or ".pdf" or ".log" or ".heartbeat" or ".attempt");
}
