using Comic2Pdf.Tests.Functions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Comic2Pdf.Tests.WebPage;

/// <summary>Every view in every look: accessible, within the window's width, in the reader's language; and as many jobs as years bring.</summary>
[Trait("Storage", "files")]
public sealed class PageLooksTests
{
    [Theory]
    [InlineData(false, 1400)]
    [InlineData(true, 1400)]
    [InlineData(false, 360)]
    [InlineData(true, 360)]
    public async Task Views_InBothThemesAndWidths_AreAccessible(bool isDark, int width)
    {
        await using var app = await TestApp.StartAsync(books: ReadBooks.New());
        var comic = app.Drop("book.cbz", 2);
        app.Drop("nothing.cbz", "<html>"u8.ToArray());
        app.Drop("damaged.cbz", [.. (await File.ReadAllBytesAsync(comic, TestContext.Current.CancellationToken)).Take(900)]);
        var job = await app.JobAsync("book.cbz", "DONE");
        app.Drop("copy.cbz", comic);
        await app.UntilAsync("there is a duplicate", async () => await app.HeldAsync() == 1 ? "one" : null);
        await using var browser = await PageBrowser.OpenAsync(app, new PageLook { IsDark = isDark, Width = width });
        foreach (
            var (view, shown) in new[]
            {
                ("jobs", "li.job"),
                ("duplicates", ".duplicate .cover"),
                ("refused", ".refusal"),
                ("status", ".tiles"),
                ("settings", "table"),
                ("search?q=pluie", ".found img"),
                ($"jobs/{job.JobKey}", "ul.pages img"),
                ($"jobs/{job.JobKey}/pages/1", "ol.balloons li"),
            }
        )
        {
            await browser.GoAsync(view);
            await browser.Page.Locator(shown).First.WaitForAsync();
            await browser.AssertAccessibleAsync();
            Assert.True(
                await browser.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"),
                $"{view} is wider than the window"
            );
        }
    }

    [Fact]
    public async Task Dialogs_Open_AreAccessible()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        await using var browser = await PageBrowser.OpenAsync(app);
        await Expect(browser.Page.GetByText("No comic yet")).ToBeVisibleAsync();
        await browser.AssertAccessibleAsync();
        await browser.Page.Keyboard.PressAsync("?");
        await Expect(browser.Page.Locator("dialog")).ToBeVisibleAsync();
        await browser.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Texts_InFrench_AreComplete()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        app.Drop("livre.cbz", 2);
        await app.UntilMetricAsync("done", 1);
        await using var browser = await PageBrowser.OpenAsync(app, new PageLook { Language = "fr-CA" });
        await Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Travaux");
        await Expect(browser.Row("livre.cbz")).ToContainTextAsync("Terminé");
        await Expect(browser.Row("livre.cbz")).ToContainTextAsync("2 pages");
        Assert.Equal("fr", await browser.Page.EvaluateAsync<string>("document.documentElement.lang"));
        var keys = await browser.Page.EvaluateAsync<string[][]>(
            "async () => Promise.all(['en', 'fr'].map(async l => Object.keys((await import(new URL(`ui/${l}.js`, document.baseURI))).default)))"
        );
        Assert.Equal(keys[0].Order(StringComparer.Ordinal), keys[1].Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Jobs_TenThousand_AreFilteredAndDrawnOnlyAsFarAsTheyAreSeen()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        await using var browser = await PageBrowser.OpenAsync(app, view: "status");
        await browser.Page.RouteAsync(
            "**/events*",
            route =>
                route.FulfillAsync(
                    new()
                    {
                        Status = 200,
                        ContentType = "text/event-stream",
                        Body = "retry: 600000\n\n",
                    }
                )
        );
        await browser.Page.RouteAsync(
            "**/jobs?*",
            route => route.FulfillAsync(new() { ContentType = "application/json", Body = ManyJobs.Page(route.Request.Url) })
        );
        await browser.Page.GotoAsync($"{app.Http.BaseAddress}#/jobs");
        await browser.Page.ReloadAsync();
        await Expect(browser.Page.GetByText("10,000 jobs")).ToBeVisibleAsync();
        Assert.InRange(await browser.Page.Locator("li.job").CountAsync(), 5, 60);
        await browser.Page.GetByRole(AriaRole.Searchbox).FillAsync("9876");
        await Expect(browser.Page.Locator("li.job")).ToHaveCountAsync(1);
        await browser.Page.GetByRole(AriaRole.Searchbox).FillAsync(string.Empty);
        await browser.Page.Locator(".chip", new() { HasText = "Failed" }).ClickAsync();
        await Expect(browser.Page.GetByText("1,000 jobs")).ToBeVisibleAsync();
        await browser.Page.EvaluateAsync("scrollTo(0, document.documentElement.scrollHeight)");
        await Expect(browser.Page.Locator("li.job").Last).ToHaveAttributeAsync("aria-posinset", "1000");
    }
}
