using System.Security.Cryptography;
using System.Text;

namespace Comic2Pdf.Functions.Notices;

/// <summary>Signs a webhook as standardwebhooks.com has it, so that receivers need no code of their own.</summary>
public static class WebhookSignature
{
    private const string EncodedPrefix = "whsec_";

    /// <summary>The value of webhook-signature.</summary>
    /// <param name="secret">WEBHOOK_SECRET: a text, or whsec_ and base64.</param>
    /// <param name="id">webhook-id.</param>
    /// <param name="timestamp">webhook-timestamp.</param>
    /// <param name="body">The body, as it is sent.</param>
    public static string Of(string secret, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var key = secret.StartsWith(EncodedPrefix, StringComparison.Ordinal)
            ? Convert.FromBase64String(secret[EncodedPrefix.Length..])
            : Encoding.UTF8.GetBytes(secret);
        var head = Encoding.UTF8.GetBytes(FormattableString.Invariant($"{id}.{timestamp}."));
        byte[] signed = [.. head, .. body];
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}";
    }
}
