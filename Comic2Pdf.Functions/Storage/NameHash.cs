using System.Security.Cryptography;
using System.Text;

namespace Comic2Pdf.Functions.Storage;

/// <summary>A short name for a text of any length and signs: the first digits of its SHA-256, in lower-case hexadecimal.</summary>
internal static class NameHash
{
    /// <summary>The name.</summary>
    /// <param name="text">The text, hashed as UTF-8.</param>
    /// <param name="digits">Digits of the name, 64 at most.</param>
    public static string Of(string text, int digits = 32) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..digits];
}
