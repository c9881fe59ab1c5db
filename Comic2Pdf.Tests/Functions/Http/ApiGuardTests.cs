using System.Net;
using Comic2Pdf.Functions.Http;
using Comic2Pdf.Functions.Settings;
using Microsoft.AspNetCore.Http;

namespace Comic2Pdf.Tests.Functions.Http;

[Trait("Storage", "files")]
public sealed class ApiGuardTests
{
    [Theory]
    // HTTP_BIND, API_KEY, from, key sent; may look, may change.
    [InlineData("127.0.0.1", null, "127.0.0.1", null, true, true)]
    [InlineData("::1", null, "::1", null, true, true)]
    [InlineData("localhost", null, "::ffff:127.0.0.1", null, true, true)]
    [InlineData("127.0.0.1", null, "192.168.1.7", null, true, false)]
    [InlineData("0.0.0.0", null, "192.168.1.7", null, true, false)]
    [InlineData("0.0.0.0", null, "127.0.0.1", null, true, false)]
    [InlineData("127.0.0.1", "secret", "127.0.0.1", null, true, false)]
    [InlineData("127.0.0.1", "secret", "127.0.0.1", "secret", true, true)]
    [InlineData("127.0.0.1", "secret", "192.168.1.7", null, false, false)]
    [InlineData("*", "secret", "192.168.1.7", null, false, false)]
    [InlineData("*", "secret", "192.168.1.7", "secreT", false, false)]
    [InlineData("*", "secret", "192.168.1.7", "secret", true, true)]
    public void Refuse_ByAddressAndKey_LetsInWhoMay(string bind, string? key, string from, string? sent, bool mayLook, bool mayChange)
    {
        var guard = new ApiGuard(new AppSettings { HttpBind = bind, ApiKey = key }, TimeProvider.System);
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        if (sent is not null)
        {
            context.Request.Headers["x-api-key"] = sent;
        }

        Assert.Equal(
            (mayLook, mayChange),
            (guard.Refuse(context.Request, Access.Read) is null, guard.Refuse(context.Request, Access.Change) is null)
        );
    }

    [Theory]
    // X-Forwarded-For; is it from this machine?
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]:50123, 127.0.0.1:50124", true)]
    [InlineData("192.168.1.7", false)]
    [InlineData("127.0.0.1, 192.168.1.7:50123", false)]
    [InlineData("unknown", false)]
    public void Refuse_ThroughAProxyOnThisMachine_GoesByItsClient(string forwarded, bool isFromHere)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        context.Request.Headers["X-Forwarded-For"] = forwarded;
        var open = new ApiGuard(new AppSettings(), TimeProvider.System);
        var withKey = new ApiGuard(new AppSettings { ApiKey = "secret" }, TimeProvider.System);
        Assert.Equal(isFromHere, open.Refuse(context.Request, Access.Change) is null);
        Assert.Equal(isFromHere, withKey.Refuse(context.Request, Access.Read) is null);
    }

    [Theory]
    // Host, X-Forwarded-Host, Origin; may read, may change.
    [InlineData("127.0.0.1:5000", "localhost:7071", "http://localhost:7071", true, true)]
    [InlineData("127.0.0.1:5000", "evil.example:7071", "http://evil.example:7071", false, false)]
    [InlineData("127.0.0.1:5000", "localhost, evil.example", null, false, false)]
    [InlineData("evil.example", "localhost", "http://evil.example", false, false)]
    [InlineData("127.0.0.1:5000", null, "http://evil.example", true, false)]
    [InlineData("127.0.0.1:5000", null, "null", true, false)]
    [InlineData("127.0.0.1:5000", "[", null, false, false)]
    public void Refuse_ByHostsAndOrigin_LetsInWhoMay(string host, string? forwarded, string? origin, bool mayRead, bool mayChange)
    {
        var guard = new ApiGuard(new AppSettings(), TimeProvider.System);
        var context = new DefaultHttpContext();
        context.Request.Host = new HostString(host);
        context.Request.Headers["X-Forwarded-Host"] = forwarded;
        context.Request.Headers.Origin = origin;
        Assert.Equal(
            (mayRead, mayChange),
            (guard.Refuse(context.Request, Access.Read) is null, guard.Refuse(context.Request, Access.Change) is null)
        );
    }

    [Fact]
    public void Refuse_BearerToken_IsAKeyToo()
    {
        var guard = new ApiGuard(new AppSettings { HttpBind = "*", ApiKey = "secret" }, TimeProvider.System);
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = "Bearer secret";
        Assert.Null(guard.Refuse(context.Request, Access.Change));
        Assert.Null(guard.Refuse(context.Request, Access.Read));
    }
}
