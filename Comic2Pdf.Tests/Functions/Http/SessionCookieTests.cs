using Comic2Pdf.Functions.Http;

namespace Comic2Pdf.Tests.Functions.Http;

[Trait("Storage", "files")]
public sealed class SessionCookieTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void IsValid_UntilItsEnd_WithItsKeyOnly()
    {
        var cookie = SessionCookie.Make("secret", Now);
        Assert.True(SessionCookie.IsValid(cookie, "secret", Now));
        Assert.True(SessionCookie.IsValid(cookie, "secret", Now + SessionCookie.Lifetime - TimeSpan.FromSeconds(1)));
        Assert.False(SessionCookie.IsValid(cookie, "secret", Now + SessionCookie.Lifetime));
        Assert.False(SessionCookie.IsValid(cookie, "another", Now));
        Assert.NotEqual(cookie, SessionCookie.Make("secret", Now));
        Assert.DoesNotContain("secret", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public void IsValid_AnyPartChanged_IsNot()
    {
        var cookie = SessionCookie.Make("secret", Now);
        for (var i = 0; i < cookie.Length - 1; i++)
        {
            var changed = string.Concat(cookie.AsSpan(0, i), cookie[i] == '1' ? "2" : "1", cookie.AsSpan(i + 1));
            Assert.False(SessionCookie.IsValid(changed, "secret", Now), changed);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1893456000")]
    [InlineData("1893456000.x.")]
    public void IsValid_NoCookie_IsNot(string? cookie) => Assert.False(SessionCookie.IsValid(cookie, "secret", Now));
}
