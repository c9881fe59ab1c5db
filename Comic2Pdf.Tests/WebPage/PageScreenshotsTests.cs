using System.IO.Compression;
using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Functions;
using static Microsoft.Playwright.Assertions;

namespace Comic2Pdf.Tests.WebPage;

/// <summary>The pictures in the documents: the sample comic, really read. COMIC2PDF_SCREENSHOTS=1 Comic2Pdf.Tests -explicit only -class '*PageScreenshotsTests' writes them.</summary>
[Trait("Storage", "files")]
public sealed class PageScreenshotsTests
{
    private static readonly PageLook Look = new() { Width = 1200, Height = 780 };

    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "le-robot-et-la-pluie.cbz");

    [Fact(Explicit = true)]
    public async Task Page_WithTheSampleComic_ShowsItsTextOnItsPages()
    {
        await using var app = await TestApp.StartAsync(s => s with { OcrLang = "fra+eng" });
        app.Drop("Le robot et la pluie.cbz", Sample);
        var job = await app.JobAsync("Le robot et la pluie.cbz", "DONE");
        await using var browser = await PageBrowser.OpenAsync(app, Look, $"jobs/{job.JobKey}/pages/2");
        await browser.Page.Locator("ol.balloons li").Nth(1).HoverAsync();
        await ShootWhenDrawnAsync(browser, "page-text.png");
    }

    [Fact(Explicit = true)]
    public async Task Page_WithJobsInEachState_ShowsThemAll()
    {
        var gate = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(
            s => s with { OcrConcurrency = 1 },
            new FakeBooks { Text = ReadBooks.Text, OnRead = (page, token) => page >= 40 ? gate.Task.WaitAsync(token) : Task.CompletedTask }
        );
        app.Drop("Le robot et la pluie.cbz", Sample);
        Drop(app, "Brume et acier 01.cbz", first: 2, pages: 24);
        Drop(app, "Le phare au bout du monde.cbz", first: 3, pages: 12, isCut: true);
        await app.UntilMetricAsync("done", 2);
        app.Drop("Le robot (encore une fois).cbz", Sample);
        app.Drop("téléchargement.cbz", "<html>404</html>"u8.ToArray());
        Drop(app, "Capitaine Orage 03.cbz", first: 5, pages: 64);
        await app.UntilAsync(
            "pages are read",
            async () =>
                (await app.JobsAsync("?state=OCR_RUNNING")) is [var reading] && reading.Pages.GetProperty("done").GetInt32() > 0
                    ? "some"
                    : null
        );
        Drop(app, "Les marées de Port-Anjou.cbz", first: 1, pages: 32);
        await app.JobAsync("Les marées de Port-Anjou.cbz", "OCR_SUBMITTED");
        await using var browser = await PageBrowser.OpenAsync(app, Look);
        await Expect(browser.Page.Locator("li.job .cover img")).ToHaveCountAsync(4);
        await ShootWhenDrawnAsync(browser, "page-jobs.png");
        gate.SetResult();
    }

    // The sample's pages, beginning with another one, over and over.
    private static void Drop(TestApp app, string name, int first, int pages, bool isCut = false)
    {
        using var made = new MemoryStream();
        using (var sample = ZipFile.OpenRead(Sample))
        using (var zip = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            var pictures = sample.Entries.Where(e => e.Name.EndsWith(".jpg", StringComparison.Ordinal)).ToList();
            for (var i = 0; i < pages; i++)
            {
                using var from = pictures[(first + i) % pictures.Count].Open();
                using var to = zip.CreateEntry($"{i:000}.jpg").Open();
                from.CopyTo(to);
            }
        }

        app.Drop(name, isCut ? made.ToArray()[..^2000] : made.ToArray());
    }

    private static async Task ShootWhenDrawnAsync(PageBrowser browser, string name)
    {
        await browser.Page.EvaluateAsync(
            "() => Promise.all([...document.images].filter(i => i.getBoundingClientRect().top < innerHeight).map(i => i.decode()))"
        );
        await browser.ShootAsync(name);
    }
}
