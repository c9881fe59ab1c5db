using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Comic2Pdf.Functions.Http;

/// <summary>
/// What a browser keeps instead of the key: until when it is signed in, and a signature that only who has API_KEY can make. Nothing is stored here: it holds in every process
/// that has the key and over restarts, and no longer when the key is another.
/// </summary>
internal static class SessionCookie
{
    /// <summary>Its name.</summary>
    public const string Name = "comic2pdf_session";

    /// <summary>How long a sign-in holds.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private const int NonceBytes = 16;

    /// <summary>A new one.</summary>
    public static string Make(string key, DateTimeOffset now)
    {
        var said = string.Create(
            CultureInfo.InvariantCulture,
            $"{(now + Lifetime).ToUnixTimeSeconds()}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(NonceBytes))}"
        );
        return $"{said}.{Sign(said, key)}";
    }

    /// <summary>Whether it was made with this key and still holds.</summary>
    public static bool IsValid(string? cookie, string key, DateTimeOffset now)
    {
        if (cookie?.LastIndexOf('.') is not (> 0 and var end))
        {
            return false;
        }

        var said = cookie[..end];
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(cookie[(end + 1)..]), Encoding.UTF8.GetBytes(Sign(said, key)))
            && long.TryParse(said.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var until)
            && now.ToUnixTimeSeconds() < until;
    }

    private static string Sign(string said, string key) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{Name}:{said}")));
}
