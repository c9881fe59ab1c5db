using Comic2Pdf.Functions.Http;
using Comic2Pdf.Functions.Settings;
using Microsoft.AspNetCore.Http;

namespace Comic2Pdf.Tests.Functions.Http;

[Trait("Storage", "files")]
public sealed class HostFilterTests
{
    [Theory]
    // HTTP_BIND, ALLOWED_HOSTS, WEBSITE_HOSTNAME, Host.
    [InlineData("127.0.0.1", "", null, "localhost:18083", true)]
    [InlineData("127.0.0.1", "", null, "127.0.0.1:18083", true)]
    [InlineData("127.0.0.1", "", null, "127.9.9.9", true)]
    [InlineData("::1", "", null, "[::1]:18083", true)]
    [InlineData("127.0.0.1", "", null, "", true)]
    [InlineData("127.0.0.1", "", null, "evil.example:18083", false)]
    [InlineData("127.0.0.1", "", null, "localhost.evil.example", false)]
    [InlineData("127.0.0.1", "", null, "127.0.0.1.evil.example", false)]
    [InlineData("127.0.0.1", "", null, "192.168.1.7", false)]
    [InlineData("127.0.0.1", "", null, "0.0.0.0", false)]
    [InlineData("localhost", "*", null, "evil.example", true)]
    [InlineData("127.0.0.1", "comics.lan, *.example.org", null, "Comics.LAN:80", true)]
    [InlineData("127.0.0.1", "comics.lan, *.example.org", null, "a.example.org", true)]
    [InlineData("127.0.0.1", "comics.lan, *.example.org", null, "example.org", false)]
    [InlineData("127.0.0.1", "comics.lan, *.example.org", null, "localhost", true)]
    [InlineData("127.0.0.1", "bücher.example", null, "xn--bcher-kva.example", true)]
    [InlineData("127.0.0.1", "192.168.1.7, fe80::1", null, "192.168.1.7", true)]
    [InlineData("127.0.0.1", "192.168.1.7, fe80::1", null, "[fe80::1]:80", true)]
    [InlineData("0.0.0.0", "", null, "anything.example", true)]
    [InlineData("*", "comics.lan", null, "evil.example", false)]
    [InlineData("*", "comics.lan", null, "192.168.1.7:18083", true)]
    [InlineData("*", "comics.lan", null, "localhost", true)]
    [InlineData("*", "", "app.azurewebsites.net", "app.azurewebsites.net", true)]
    [InlineData("*", "", "app.azurewebsites.net", "evil.example", false)]
    [InlineData("*", "comics.example", "app.azurewebsites.net", "comics.example", true)]
    [InlineData("127.0.0.1", "", "localhost:7071", "localhost:7071", true)]
    public void Allows_ByName(string bind, string allowed, string? platform, string host, bool isAllowed) =>
        Assert.Equal(
            isAllowed,
            new HostFilter(
                new AppSettings
                {
                    HttpBind = bind,
                    AllowedHosts = allowed,
                    PlatformHost = platform,
                }
            ).Allows(new HostString(host))
        );
}
