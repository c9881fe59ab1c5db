using Comic2Pdf.Functions.Http;
using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Functions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Comic2Pdf.Tests.WebPage;

/// <summary>Signing in, and addresses behind a proxy.</summary>
[Trait("Storage", "files")]
public sealed class PageAccessTests
{
    [Fact]
    public async Task SignIn_WithTheKey_KeepsASessionThatScriptsCannotRead()
    {
        await using var app = await TestApp.StartAsync(s => s with { ApiKey = "a long secret" }, new FakeBooks());
        await using var browser = await PageBrowser.OpenAsync(app);
        await browser.UploadAsync(SimpleComic.Write(app.At("made", "a.cbz"), 1));
        var key = browser.Page.GetByLabel("API key");
        await key.FillAsync("another");
        await browser.Button("Sign in").ClickAsync();
        await Expect(browser.Page.GetByText("That is not the key.")).ToBeVisibleAsync();
        await browser.AssertAccessibleAsync();
        await key.FillAsync("a long secret");
        await browser.Button("Sign in").ClickAsync();
        await Expect(browser.Page.Locator(".uploads .state")).ToHaveTextAsync("Accepted");
        var cookie = Assert.Single(await browser.Context.CookiesAsync());
        Assert.Equal(
            (SessionCookie.Name, true, SameSiteAttribute.Strict, "/"),
            (cookie.Name, cookie.HttpOnly, cookie.SameSite, cookie.Path)
        );
        Assert.DoesNotContain("secret", cookie.Value, StringComparison.Ordinal);
        Assert.Equal(string.Empty, await browser.Page.EvaluateAsync<string>("document.cookie"));
        await app.JobAsync("a.cbz", "DONE");

        await browser.Button("Sign out").ClickAsync();
        await Expect(browser.Button("Sign out")).ToHaveCountAsync(0);
        Assert.Empty(await browser.Context.CookiesAsync());
    }

    [Fact]
    public async Task SignIn_FromAnotherMachine_IsAskedForBeforeAnythingIsShown()
    {
        await using var app = await TestApp.StartAsync(s => s with { ApiKey = "a long secret" }, ReadBooks.New());
        app.Drop("book.cbz", 1);
        await app.UntilMetricAsync("done", 1);
        await using var browser = await PageBrowser.OpenAsync(app, new PageLook { From = "192.168.1.7" });
        await Expect(browser.Page.GetByLabel("API key")).ToBeVisibleAsync();
        await Expect(browser.Row("book.cbz")).ToHaveCountAsync(0);
        await browser.AssertAccessibleAsync();
        await browser.Page.GetByLabel("API key").FillAsync("a long secret");
        await browser.Button("Sign in").ClickAsync();
        await Expect(browser.Row("book.cbz").Locator(".cover img")).ToBeVisibleAsync();
        await Expect(browser.Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();

        await browser.Page.ReloadAsync();
        await Expect(browser.Row("book.cbz")).ToBeVisibleAsync();
        await browser.Button("Sign out").ClickAsync();
        await Expect(browser.Page.GetByLabel("API key")).ToBeVisibleAsync();
        await Expect(browser.Row("book.cbz")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Session_WithoutAnOrigin_ChangesNothing()
    {
        await using var app = await TestApp.StartAsync(s => s with { ApiKey = "secret" }, new FakeBooks());
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = app.Http.BaseAddress };
        using var signedIn = await http.PostAsync("/session", new StringContent("{\"key\":\"secret\"}"));
        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie")).Split(';')[0];
        Assert.Equal(401, await ChangeAsync(cookie, null));
        Assert.Equal(403, await ChangeAsync(cookie, "http://evil.example"));
        Assert.Equal(401, await ChangeAsync(cookie + "x", app.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)));
        Assert.Equal(200, await ChangeAsync(cookie, app.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)));

        async Task<int> ChangeAsync(string sent, string? origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/config")
            {
                Content = new StringContent("{\"prep_concurrency\":2}"),
            };
            request.Headers.Add("Cookie", sent);
            if (origin is not null)
            {
                request.Headers.Add("Origin", origin);
            }

            using var response = await http.SendAsync(request);
            return (int)response.StatusCode;
        }
    }

    [Fact]
    public async Task Page_BehindAPathPrefix_Works()
    {
        await using var app = await TestApp.StartAsync(books: ReadBooks.New());
        app.Drop("book.cbz", 1);
        await app.UntilMetricAsync("done", 1);
        await using var proxy = await PrefixProxy.StartAsync("/comics", app.Http.BaseAddress!);
        await using var browser = await PageBrowser.OpenAsync(new Uri(proxy.Address, "comics/"));
        await Expect(browser.Row("book.cbz")).ToBeVisibleAsync();
        await Expect(browser.Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
        await browser.Row("book.cbz").GetByRole(AriaRole.Link, new() { Name = "book.cbz", Exact = true }).ClickAsync();
        await Expect(browser.Page.Locator("ul.pages > li")).ToHaveCountAsync(1);
        Assert.Empty(proxy.Astray);
    }
}
