using System.Net;
using Comic2Pdf.Functions.Http;
using Comic2Pdf.Functions.Settings;
using Microsoft.AspNetCore.Http;

namespace Comic2Pdf.Tests.Functions.Settings;

/// <summary>Who may change something when another program listens in front of the app.</summary>
[Trait("Storage", "files")]
public sealed class HostedBindTests
{
    [Fact]
    public void Apply_OnADevelopersMachine_HttpBindCounts()
    {
        Assert.Equal("127.0.0.1", HostedBind.Apply(new AppSettings(), _ => null).HttpBind);
        Assert.Equal("10.0.0.7", HostedBind.Apply(new AppSettings { HttpBind = "10.0.0.7" }, _ => string.Empty).HttpBind);
    }

    [Theory]
    [InlineData("WEBSITE_INSTANCE_ID")]
    [InlineData("CONTAINER_APP_NAME")]
    [InlineData("DOTNET_RUNNING_IN_CONTAINER")]
    public void Apply_InAzureOrAContainer_IsTheNetwork(string variable) =>
        Assert.Equal("*", HostedBind.Apply(new AppSettings { HttpBind = "127.0.0.1" }, name => name == variable ? "1" : null).HttpBind);

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", null, true)]
    [InlineData("127.0.0.1", "::ffff:127.0.0.1", null, true)]
    [InlineData("localhost", "::1", null, true)]
    [InlineData("127.0.0.1", null, null, true)]
    [InlineData("127.0.0.1", "192.168.1.20", null, false)]
    [InlineData("*", "127.0.0.1", null, false)]
    [InlineData("*", "192.168.1.20", "secret", true)]
    [InlineData("127.0.0.1", "127.0.0.1", "wrong", false)]
    public void Refuse_WithoutKey_OnlyWhoIsHereMayChange(string bind, string? remote, string? key, bool isAllowed)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = remote is null ? null : IPAddress.Parse(remote);
        context.Request.Headers["x-api-key"] = key;
        var settings = new AppSettings { HttpBind = bind, ApiKey = key is null ? null : "secret" };

        Assert.Equal(isAllowed, new ApiGuard(settings, TimeProvider.System).Refuse(context.Request, Access.Change) is null);
    }
}
