using System.Net.Http.Json;
using System.Text.Json;
using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Functions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Comic2Pdf.Tests.WebPage;

/// <summary>What people do on the page, with a real browser and a real server.</summary>
[Trait("Storage", "files")]
public sealed class PageTests
{
    [Fact]
    public async Task Upload_TwoFiles_FinishAndTheirPagesCanBeRead()
    {
        await using var app = await TestApp.StartAsync(books: ReadBooks.New());
        await using var browser = await PageBrowser.OpenAsync(app);
        await browser.UploadAsync(Comic(app, "Zoé 1.cbz", 3), Comic(app, "Zoé 2.cbz", 2));
        await Expect(browser.Page.GetByText("Accepted")).ToHaveCountAsync(2);
        await Expect(browser.Row("Zoé 1.cbz").Locator(".state")).ToHaveTextAsync("Done");
        await Expect(browser.Row("Zoé 2.cbz").Locator(".state")).ToHaveTextAsync("Done");
        await AssertPictureAsync(browser.Row("Zoé 1.cbz").Locator(".cover img"));

        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Zoé 1.cbz", Exact = true }).ClickAsync();
        await Expect(browser.Page.Locator("ul.pages > li")).ToHaveCountAsync(3);
        await Expect(browser.Page.Locator("ol.history > li")).ToHaveCountAsync(7);
        await Expect(browser.Page.Locator("pre")).ToContainTextAsync("3 pages");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Page 2: 6 words" }).ClickAsync();
        await Expect(browser.Page.Locator("ol.balloons > li")).ToHaveTextAsync(["92\u00a0%BONJOUR PAGE 2 ", "58\u00a0%DÉJÀ LA PLUIE "]);
        await AssertPictureAsync(browser.Page.Locator(".paper img"));
        await Expect(browser.Page.Locator(".paper .box")).ToHaveCountAsync(2);

        // The frame lies where the balloon is.
        var (paper, box) = (await BoxAsync(browser, ".paper"), await BoxAsync(browser, ".paper .box >> nth=0"));
        Assert.Equal(0.1, (box.X - paper.X) / paper.Width, 0.02);
        Assert.Equal(0.1, (box.Y - paper.Y) / paper.Height, 0.02);
        await browser.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(browser.Page.GetByText("Page 3 of 3")).ToBeVisibleAsync();
        await browser.Page.Keyboard.PressAsync("Escape");
        await Expect(browser.Page.Locator("dialog")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Upload_NoArchive_IsRefusedWithItsMeaningAndTriedAgain()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        await using var browser = await PageBrowser.OpenAsync(app);
        var path = app.At("page.cbz");
        await File.WriteAllTextAsync(path, "<html>a failed download</html>");
        await browser.UploadAsync(path);
        await Expect(browser.Page.Locator(".uploads .state")).ToHaveTextAsync("Refused");
        await Expect(browser.Page.Locator(".uploads")).ToContainTextAsync("none of ZIP, RAR4");
        await browser.GoAsync("refused");
        await Expect(browser.Page.Locator(".refusal")).ToContainTextAsync("a web page is a failed download");
        await browser.Button("Retry: page.cbz").ClickAsync();
        await Expect(browser.Page.GetByText("page.cbz is tried again")).ToBeVisibleAsync();
        await app.UntilMetricAsync("input_rejected_signature", 2);
    }

    [Fact]
    public async Task Duplicates_EachDecision_DoesWhatItSays()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        await using var browser = await PageBrowser.OpenAsync(app);
        var comic = Comic(app, "first.cbz", 1);
        await browser.UploadAsync(comic);
        await app.JobAsync("first.cbz", "DONE");
        foreach (
            var (name, decision, said) in new[]
            {
                ("same.cbz", "Use the PDF that exists", "The PDF is in out/ under the new name"),
                ("away.cbz", "Discard the new file", "Discarded"),
                ("again.cbz", "Convert it all the same", "It is converted"),
            }
        )
        {
            var copy = app.At(name);
            File.Copy(comic, copy);
            await browser.UploadAsync(copy);
            await Expect(browser.Page.Locator(".uploads").GetByText("Duplicate")).Not.ToHaveCountAsync(0);
            await browser.GoAsync("duplicates");
            await Expect(browser.Page.Locator(".duplicate").GetByText(name)).ToBeVisibleAsync();
            await Expect(browser.Page.Locator(".duplicate").GetByText("first.cbz")).ToBeVisibleAsync();
            await browser.Button(decision).ClickAsync();
            await Expect(browser.Page.GetByText(said)).ToBeVisibleAsync();
            await Expect(browser.Page.Locator(".duplicate")).ToHaveCountAsync(0);
            await browser.Button("Clear").ClickAsync();
        }

        await app.JobAsync("again.cbz", "DONE");
        Assert.Equal(2, (await app.JobsAsync()).Count);
        Assert.Single(app.Files.Names("out"), n => n.Contains("same__job-", StringComparison.Ordinal));
        Assert.DoesNotContain(app.Files.Names("out"), n => n.Contains("away", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Jobs_RetryRequeueCancelDelete_Work()
    {
        var gate = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(
            books: new FakeBooks
            {
                OnPrepare = (n, _) =>
                    n == 1 ? throw new Processing.Errors.ArchiveException("archive_damaged", "says the test") : Task.CompletedTask,
                OnRead = (_, token) => gate.Task.WaitAsync(token),
            }
        );
        await using var browser = await PageBrowser.OpenAsync(app);
        await browser.UploadAsync(Comic(app, "a.cbz", 1));
        await Expect(browser.Row("a.cbz").Locator(".trouble")).ToContainTextAsync("archive_damaged");
        await browser.Row("a.cbz").GetByRole(AriaRole.Link, new() { Name = "a.cbz" }).ClickAsync();
        await Expect(browser.Page.GetByRole(AriaRole.Region, new() { Name = "What went wrong" }))
            .ToContainTextAsync("repair it with its own packer");

        await browser.Button("Retry").ClickAsync();
        await browser.Button("Cancel").ClickAsync();
        await browser.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Cancel" }).Last.ClickAsync();
        await Expect(browser.Page.Locator(".jobhead .state")).ToHaveTextAsync("Failed (reading)");

        gate.SetResult();
        await browser.Button("Retry").ClickAsync();
        await Expect(browser.Page.Locator(".jobhead .state")).ToHaveTextAsync("Done");
        await browser.Button("Do again").ClickAsync();
        await browser.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Do again" }).ClickAsync();
        await Expect(browser.Page.GetByText("1 job begins again")).Not.ToHaveCountAsync(0);
        await Expect(browser.Page.Locator(".jobhead .state")).ToHaveTextAsync("Done");

        await browser.Button("Delete").ClickAsync();
        await browser.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        Assert.Single(await app.JobsAsync());
        await browser.Button("Delete").ClickAsync();
        await browser.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(browser.Page.GetByText("No comic yet")).ToBeVisibleAsync();
        Assert.Empty(await app.JobsAsync());
    }

    [Fact]
    public async Task Configuration_Changed_IsInForce()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        await using var browser = await PageBrowser.OpenAsync(app, view: "settings");
        var field = browser.Page.GetByLabel("Archives unpacked at a time");
        await Expect(field).ToHaveValueAsync("2");
        await field.FillAsync("65");
        Assert.False(await field.EvaluateAsync<bool>("e => e.validity.valid"));
        await field.FillAsync("3");
        await browser.Page.GetByLabel("Languages of new books").FillAsync("none");
        await browser.Button("Save").ClickAsync();
        await Expect(browser.Page.Locator("form .fault")).ToContainTextAsync("none");
        await browser.Page.GetByLabel("Languages of new books").FillAsync("eng");
        await browser.Button("Save").ClickAsync();
        await Expect(browser.Page.GetByText("Saved, and in force")).ToBeVisibleAsync();
        await Expect(browser.Page.GetByText("At the start it was 2.")).ToBeVisibleAsync();
        var config = await app.Http.GetFromJsonAsync<JsonElement>("/config");
        Assert.Equal(3, config.GetProperty("prep_concurrency").GetInt32());
    }

    [Fact]
    public async Task Search_ALine_LandsOnItsPage()
    {
        await using var app = await TestApp.StartAsync(books: ReadBooks.New());
        app.Drop("book.cbz", 2);
        await app.JobAsync("book.cbz", "DONE");
        await app.UntilAsync(
            "the book can be found",
            async () =>
                (await app.Http.GetFromJsonAsync<JsonElement>("/search?q=pluie")).GetProperty("total").GetInt32() == 2 ? "both" : null
        );
        await using var browser = await PageBrowser.OpenAsync(app);
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Search" }).ClickAsync();
        await browser.Page.GetByRole(AriaRole.Searchbox).FillAsync("deja la plui");
        await Expect(browser.Page.GetByText("2 hits")).ToBeVisibleAsync();
        await browser.AssertAccessibleAsync();
        var hit = browser.Page.GetByRole(AriaRole.Link, new() { Name = "Open page 2 of book" });
        await AssertPictureAsync(hit.Locator("img"));
        await Expect(hit.Locator(".hit")).ToBeVisibleAsync();
        var pdf = browser
            .Page.Locator(".found", new() { HasText = "Page 2" })
            .GetByRole(AriaRole.Link, new() { Name = "Open the PDF there" });
        await Expect(pdf).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("/pdf\\?show=true#page=2$"));
        await hit.ClickAsync();
        await Expect(browser.Page.GetByText("Page 2 of 2")).ToBeVisibleAsync();
        await Expect(browser.Page.Locator(".paper .hit")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Jobs_ByKeyboard_AreFoundMarkedAndOpened()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        app.Drop("Été indien.cbz", 1);
        app.Drop("hiver.cbz", 2);
        await app.UntilMetricAsync("done", 2);
        await using var browser = await PageBrowser.OpenAsync(app);
        await Expect(browser.Page.Locator("li.job")).ToHaveCountAsync(2);
        var keys = browser.Page.Keyboard;
        await keys.PressAsync("/");
        await keys.TypeAsync("ete");
        await Expect(browser.Page.Locator("li.job")).ToHaveCountAsync(1);
        await keys.PressAsync("Escape");
        await keys.PressAsync("j");
        await Expect(browser.Page.Locator("a.name")).ToBeFocusedAsync();
        await keys.PressAsync("x");
        await Expect(browser.Page.GetByText("1 marked")).ToBeVisibleAsync();
        await keys.PressAsync("Enter");
        await Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Été indien.cbz");
    }

    private static string Comic(TestApp app, string name, int pages) => SimpleComic.Write(app.At("made", name), pages);

    private static async Task<LocatorBoundingBoxResult> BoxAsync(PageBrowser browser, string selector) =>
        (await browser.Page.Locator(selector).BoundingBoxAsync())!;

    private static async Task AssertPictureAsync(ILocator image) =>
        await image.EvaluateAsync(
            "e => e.complete && e.naturalWidth ? null : new Promise((ok, no) => { e.onload = () => ok(null); e.onerror = no; })"
        );
}
