using System.Security.Cryptography;
using System.Text;
using Comic2Pdf.LocalRuntime.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Comic2Pdf.LocalRuntime.Http;

/// <summary>Checks the key of a request: the x-functions-key header, or else ?code=. The time it takes does not depend on how much of a key is right.</summary>
internal sealed class FunctionKeys(LocalHttpOptions options)
{
    private readonly byte[][] _functionKeys = [.. options.FunctionKeys.Select(Hash)];
    private readonly byte[][] _adminKeys = [.. options.AdminKeys.Select(Hash)];

    public bool Allows(AuthorizationLevel level, HttpRequest request)
    {
        if (level == AuthorizationLevel.Anonymous)
        {
            return true;
        }

        var given = request.Headers["x-functions-key"].FirstOrDefault() ?? request.Query["code"].FirstOrDefault();
        if (string.IsNullOrEmpty(given))
        {
            return false;
        }

        var hash = Hash(given);
        return IsOneOf(_adminKeys, hash) | (level == AuthorizationLevel.Function && IsOneOf(_functionKeys, hash));
    }

    // Hashes have one length, so that the comparison tells nothing about the length of a key either.
    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static bool IsOneOf(byte[][] keys, byte[] given)
    {
        var found = false;
        foreach (var key in keys)
        {
            found |= CryptographicOperations.FixedTimeEquals(key, given);
        }

        return found;
    }
}
