using System.Net;
using Comic2Pdf.Functions.Http;

namespace Comic2Pdf.Tests.Functions.Http;

/// <summary>The page's files over real HTTP.</summary>
[Trait("Storage", "files")]
public sealed class PageFunctionsTests
{
    [Fact]
    public async Task Get_PageAndItsFiles_ComeWithTypeVersionAndPolicy()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        foreach (
            var (path, type) in new[]
            {
                ("", "text/html"),
                ("ui/app.js", "text/javascript"),
                ("ui/style.css", "text/css"),
                ("ui/icon.svg", "image/svg+xml"),
            }
        )
        {
            using var answer = await app.Http.GetAsync(path);
            Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Contains(
                "default-src 'none'",
                Assert.Single(answer.Headers.GetValues("Content-Security-Policy")),
                StringComparison.Ordinal
            );
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            using var again = new HttpRequestMessage(HttpMethod.Get, path);
            again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
            using var unchanged = await app.Http.SendAsync(again);
            Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        }

        using var missing = await app.Http.GetAsync("/ui/..%2Fhost.json");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        using var wrong = await app.Http.PostAsync("/", null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, wrong.StatusCode);
    }

    [Fact]
    public void Index_NamesAllModules_SoThatNoneWaitsForAnother()
    {
        var index = System.Text.Encoding.UTF8.GetString(PageAssets.Find(PageAssets.Index)!.Content);
        Assert.All(
            PageAssets.Names.Where(n => n.EndsWith(".js", StringComparison.Ordinal)),
            n => Assert.Contains($"\"ui/{n}\"", index, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Files_NameNoOtherHost()
    {
        Assert.NotEmpty(PageAssets.Names);
        Assert.All(
            PageAssets.Names.Where(n =>
                n.EndsWith(".js", StringComparison.Ordinal)
                || n.EndsWith(".css", StringComparison.Ordinal)
                || n.EndsWith(".html", StringComparison.Ordinal)
            ),
            name =>
            {
                var text = System
                    .Text.Encoding.UTF8.GetString(PageAssets.Find(name)!.Content)
                    .Replace("http://www.w3.org/", string.Empty, StringComparison.Ordinal);
                Assert.DoesNotContain("http:", text, StringComparison.Ordinal);
                Assert.DoesNotContain("https:", text, StringComparison.Ordinal);
                Assert.DoesNotContain("eval(", text, StringComparison.Ordinal);
            }
        );
    }
}
