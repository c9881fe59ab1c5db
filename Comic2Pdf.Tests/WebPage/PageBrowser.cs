using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Functions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Comic2Pdf.Tests.WebPage;

/// <summary>
/// A browser on the app's page. Whatever a test does with it, at its end nothing must have been refused by the page's Content-Security-Policy, and no script must have failed.
/// </summary>
internal sealed class PageBrowser : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";

    // Only what hangs for good comes to its end.
    private const float Patience = 120_000;

    // One browser for all tests: starting it takes longer than most of them. Each test has its own cookies, storage and cache.
    private static readonly Lazy<Task<IBrowser>> Browser = new(LaunchAsync);

    private readonly List<string> _faults = [];

    private PageBrowser(IBrowserContext context, IPage page)
    {
        (Context, Page) = (context, page);
        page.PageError += (_, fault) => _faults.Add(fault);
        page.Console += (_, said) =>
        {
            if (said.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase))
            {
                _faults.Add(said.Text);
            }
        };
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>Opens the page of an app.</summary>
    public static Task<PageBrowser> OpenAsync(TestApp app, PageLook? look = null, string view = "jobs") =>
        OpenAsync(app.Http.BaseAddress!, look, view);

    public static async Task<PageBrowser> OpenAsync(Uri address, PageLook? look = null, string view = "jobs")
    {
        Assert.SkipUnless(File.Exists(Chromium), "needs chromium; test.sh installs it");
        look ??= new PageLook();
        Assertions.SetDefaultExpectTimeout(Patience);
        var context = await (await Browser.Value).NewContextAsync(
            new BrowserNewContextOptions
            {
                Locale = look.Language,
                ColorScheme = look.IsDark ? ColorScheme.Dark : ColorScheme.Light,
                ReducedMotion = ReducedMotion.Reduce,
                ExtraHTTPHeaders = look.From is { } from ? [new("X-Forwarded-For", from)] : [],
                ViewportSize = new ViewportSize { Width = look.Width, Height = look.Height },
            }
        );
        context.SetDefaultTimeout(Patience);
        var opened = new PageBrowser(context, await context.NewPageAsync());
        await opened.Page.GotoAsync($"{address}#/{view}");
        return opened;
    }

    /// <summary>Another view of the same page.</summary>
    public async Task GoAsync(string view)
    {
        await Page.EvaluateAsync("view => { location.hash = `#/${view}`; }", view);
        await Page.Locator("h1").First.WaitForAsync();
    }

    /// <summary>A job's row in the list.</summary>
    public ILocator Row(string file) => Page.Locator("li.job", new PageLocatorOptions { HasText = file });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    /// <summary>Chooses files as a person does in the browser's own dialog.</summary>
    public Task UploadAsync(params string[] paths) => Page.SetInputFilesAsync("#files", paths);

    /// <summary>Fails when axe finds something serious.</summary>
    public async Task AssertAccessibleAsync()
    {
        var result = await Page.RunAxe();
        Assert.Empty(
            result
                .Violations.Where(v => v.Impact is "serious" or "critical")
                .Select(v => $"{v.Id}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}")
        );
    }

    /// <summary>A picture for the documents, when they are asked for by COMIC2PDF_SCREENSHOTS=1.</summary>
    public async Task ShootAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("COMIC2PDF_SCREENSHOTS") is "1")
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "docs", "images", name) });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        Assert.Empty(_faults);
    }

    // It ends with the process that started it.
    private static async Task<IBrowser> LaunchAsync() =>
        await (await Playwright.CreateAsync()).Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Chromium,
                Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"],
            }
        );
}
