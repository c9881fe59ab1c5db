using System.Buffers;
using System.Security.Cryptography;

namespace Comic2Pdf.Functions.Jobs;

/// <summary>A job's identity: what comes in and how it is made.</summary>
public static class JobKey
{
    private const int HashLength = 64;
    private const int Length = HashLength + 2 + HashLength;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>SHA-256 of a file's bytes, in lower-case hex.</summary>
    public static async Task<string> HashAsync(Stream content, CancellationToken cancellationToken) =>
        Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));

    /// <summary>The key of a file made with a profile.</summary>
    public static string Of(string fileHash, JobProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return $"{fileHash}__{profile.Hash}";
    }

    /// <summary>Whether a text is a key; nothing else may become part of a path.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: Length }
        && text[HashLength] == '_'
        && text[HashLength + 1] == '_'
        && !text.AsSpan(0, HashLength).ContainsAnyExcept(HexDigits)
        && !text.AsSpan(HashLength + 2).ContainsAnyExcept(HexDigits);
}
