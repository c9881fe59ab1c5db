using System.Net;
using System.Security.Cryptography;
using System.Text;
using Comic2Pdf.Functions.Settings;
using Microsoft.AspNetCore.Http;

namespace Comic2Pdf.Functions.Http;

/// <summary>
/// Who may read, and who may change something. A request under a name that is not this app's: never. With API_KEY: who has it, and on this machine everybody may
/// read. Without: anybody on this machine, as long as only this machine can reach the port; a request that comes from elsewhere all the same (through a host that
/// listens for the network) is refused. A web page of another site never changes anything: a browser says where a request comes from. The app's own page has a session
/// instead of the key; with that alone only requests change something that the browser says are the page's.
/// </summary>
public sealed class ApiGuard(AppSettings settings, TimeProvider time)
{
    private readonly HostFilter _hosts = new(settings);

    /// <summary>The refusal of a request, or null.</summary>
    public IResult? Refuse(HttpRequest request, Access access)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!HostsOf(request).All(_hosts.Allows))
        {
            return Reply.Error(StatusCodes.Status421MisdirectedRequest, "this app does not answer under that host name (ALLOWED_HOSTS)");
        }

        return access switch
        {
            Access.Open => null,
            Access.Read => MayRead(request) ? null : WrongKey,
            _ => RefuseChange(request),
        };
    }

    private static IResult WrongKey =>
        Reply.Error(StatusCodes.Status401Unauthorized, "the API key is missing or wrong (x-api-key, or Authorization: Bearer)");

    // With API_KEY, jobs and PDFs are shown over a network only to who has it.
    private bool MayRead(HttpRequest request) =>
        settings.ApiKey is not { } key
        || (settings.IsLoopbackBind && IsFromHere(request))
        || IsSame(KeyOf(request), key)
        || HasSession(request, key);

    /// <summary>Whether this is the key; true when there is none.</summary>
    public bool IsKey(string given)
    {
        ArgumentNullException.ThrowIfNull(given);
        return settings.ApiKey is not { } key || IsSame(given, key);
    }

    /// <summary>Whether the browser is signed in.</summary>
    public bool HasSession(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return settings.ApiKey is { } key && HasSession(request, key);
    }

    private bool HasSession(HttpRequest request, string key) =>
        SessionCookie.IsValid(request.Cookies[SessionCookie.Name], key, time.GetUtcNow());

    // The origin was compared before; browsers send one of the two with every request that may change something.
    private static bool IsOfThisPage(HttpRequest request) =>
        request.Headers.Origin.Count > 0 || request.Headers["Sec-Fetch-Site"] == "same-origin";

    private IResult? RefuseChange(HttpRequest request)
    {
        if (
            request.Headers.Origin.ToString() is { Length: > 0 } origin
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && HostsOf(request).Any(h => h.Value == from.Authority))
        )
        {
            return Reply.Error(StatusCodes.Status403Forbidden, "requests of other sites are refused");
        }

        if (settings.ApiKey is { } key)
        {
            return IsSame(KeyOf(request), key) || (HasSession(request, key) && IsOfThisPage(request)) ? null : WrongKey;
        }

        return settings.IsLoopbackBind && IsFromHere(request)
            ? null
            : Reply.Error(StatusCodes.Status401Unauthorized, "set API_KEY to change anything over a network");
    }

    // The Functions host hands requests on under an address of its own, and names the host that was asked for in X-Forwarded-Host. Where no such host is
    // in front, who sends the header can only make more of its names be checked.
    private static IEnumerable<HostString> HostsOf(HttpRequest request) =>
        ValuesOf(request, "X-Forwarded-Host").Select(name => new HostString(name)).Prepend(request.Host);

    // A proxy on this machine says in X-Forwarded-For whom it speaks for. Who sends the header without one can only lose rights.
    private static bool IsFromHere(HttpRequest request) =>
        (request.HttpContext.Connection.RemoteIpAddress is not { } remote || IsHere(remote))
        && ValuesOf(request, "X-Forwarded-For").All(from => IPEndPoint.TryParse(from, out var client) && IsHere(client.Address));

    private static bool IsHere(IPAddress address) => IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static IEnumerable<string> ValuesOf(HttpRequest request, string header) =>
        request
            .Headers[header]
            .SelectMany(v => (v ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static string KeyOf(HttpRequest request)
    {
        const string Bearer = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? header[Bearer.Length..].Trim()
            : request.Headers["x-api-key"].ToString();
    }

    private static bool IsSame(string given, string key) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(key));
}
