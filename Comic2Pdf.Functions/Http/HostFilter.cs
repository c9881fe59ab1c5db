using System.Net;
using Comic2Pdf.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Comic2Pdf.Functions.Http;

/// <summary>
/// Which names in the Host header are this app's. A web page whose name is made to lead to this machine (DNS rebinding) is of the same origin as the app for a
/// browser, whatever the address that the app listens on; only the name distinguishes the two.
/// </summary>
internal sealed class HostFilter
{
    private readonly bool _isLoopback;
    private readonly bool _allowsAny;
    private readonly List<StringSegment> _names = ["localhost"];

    /// <summary>Reads HTTP_BIND, ALLOWED_HOSTS and the platform's name.</summary>
    public HostFilter(AppSettings settings)
    {
        var named = AllowedHosts.Parse(settings.AllowedHosts).ToList();
        if (settings.PlatformHost is { } platform)
        {
            named.Add(new HostString(platform).Host);
        }

        _isLoopback = settings.IsLoopbackBind;
        _allowsAny = named.Contains(AllowedHosts.Any) || (!_isLoopback && named.Count == 0);
        _names.AddRange(named.Select(n => new StringSegment(n)));
    }

    /// <summary>Whether a request with this Host header is for this app.</summary>
    public bool Allows(HostString host)
    {
        if (_allowsAny || !host.HasValue)
        {
            // Every browser sends the header.
            return true;
        }

        if (IPAddress.TryParse(host.Host, out var address))
        {
            // DNS cannot make an address lead elsewhere, and probes of platforms use addresses.
            return !_isLoopback || IPAddress.IsLoopback(address) || _names.Contains(host.Host);
        }

        return HostString.MatchesAny(host.Host, _names);
    }
}
