using System.Net;
using System.Security.Cryptography;
using System.Text;
using Comic2Pdf.Functions.Settings;
using Microsoft.AspNetCore.Http;

namespace Comic2Pdf.Functions.Http;

/// <summary>
/// Who may look, and who may change something. With API_KEY: who has it, and on this machine everybody may look. Without: anybody on this machine, as long as only this machine can reach the port; a request that
/// comes from elsewhere all the same (through a host that listens for the network) is refused. A web page of another site never: a browser says where a
/// request comes from.
/// </summary>
public sealed class ApiGuard(AppSettings settings)
{
    /// <summary>The refusal of a request that only looks, or null. With API_KEY, jobs and PDFs are shown over a network only to who has it.</summary>
    public IResult? RefuseLook(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return settings.ApiKey is not { } key || (IsLocal && IsFromHere(request)) || IsSame(KeyOf(request), key) ? null : WrongKey;
    }

    /// <summary>The refusal of a request that changes something, or null.</summary>
    public IResult? Refuse(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Headers.Origin.ToString() is { Length: > 0 } origin && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value))
        {
            return Reply.Error(StatusCodes.Status403Forbidden, "requests of other sites are refused");
        }

        if (settings.ApiKey is { } key)
        {
            return IsSame(KeyOf(request), key) ? null : WrongKey;
        }

        return IsLocal && IsFromHere(request) ? null : Reply.Error(StatusCodes.Status401Unauthorized, "set API_KEY to change anything over a network");
    }

    private static IResult WrongKey => Reply.Error(StatusCodes.Status401Unauthorized, "the API key is missing or wrong (x-api-key, or Authorization: Bearer)");

    private bool IsLocal => settings.HttpBind == "localhost" || (IPAddress.TryParse(settings.HttpBind, out var address) && IPAddress.IsLoopback(address));

    private static bool IsFromHere(HttpRequest request) =>
        request.HttpContext.Connection.RemoteIpAddress is not { } remote || IPAddress.IsLoopback(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote);

    private static string KeyOf(HttpRequest request)
    {
        const string Bearer = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : request.Headers["x-api-key"].ToString();
    }

    private static bool IsSame(string given, string key) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(key));
}
