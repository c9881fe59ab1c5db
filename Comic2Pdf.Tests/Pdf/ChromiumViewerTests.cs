using Comic2Pdf.Processing.Pipeline;
using Comic2Pdf.Processing.Text;
using Comic2Pdf.Processing.Worker;
using Comic2Pdf.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using SkiaSharp;

namespace Comic2Pdf.Tests.Pdf;

/// <summary>Marks and copies text in Chromium's own PDF viewer, with the mouse, as a reader does.</summary>
public sealed class ChromiumViewerTests : IDisposable
{
    private const string Chromium = "/usr/bin/chromium";
    private const int PageWidth = 800;
    private const int PageHeight = 1000;

    // The viewer's sidebar shows the page too, small. (Without sidebar or toolbar it loses track of the mouse.)
    private const int SidebarWidth = 302;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("comic2pdf-chromium");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Viewer_DoubleClickAndDrag_CopiesWordsAndBalloon()
    {
        Assert.SkipUnless(File.Exists(Chromium), "needs chromium; test.sh installs it");
        var pdf = await WritePdfAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Chromium,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
        var context = await browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = 1000, Height = 1200 },
            }
        );
        var notepad = await context.NewPageAsync();
        var viewer = await context.NewPageAsync();
        await viewer.GotoAsync($"file://{pdf}");
        var page = await FindPageAsync(viewer);

        foreach (var word in Text().Words.Where(w => w.Text.Length > 1))
        {
            var letters = word.Text.TrimEnd(',');
            Assert.Equal(
                letters,
                await CopyAsync(
                    notepad,
                    viewer,
                    letters,
                    () => viewer.Mouse.DblClickAsync(page.X(word.Box.X + 15), page.Y(word.Box.Y + 30))
                )
            );
        }

        // Blanks, punctuation and the line's end come along when the balloon is dragged over.
        const string Balloon = "Où es tu, déjà ?\nÀ la fenêtre !";
        Assert.Equal(Balloon, await CopyAsync(notepad, viewer, Balloon, () => DragAsync(viewer, page, First, Last)));
    }

    private static TextWord First => Word("Où", 100, 150, 100);

    private static TextWord Last => Word("!", 460, 400, 20);

    private static TextWord Word(string text, int x, int y, int width) => new(text, new Box(x, y, width, 60), 95);

    private static PageText Text() =>
        new(
            PageWidth,
            PageHeight,
            [
                new TextBlock([
                    TextLine.Around(
                        new Baseline(100, 200, 600, 200),
                        [First, Word("es", 220, 150, 60), Word("tu,", 300, 150, 80), Word("déjà", 400, 150, 140), Word("?", 560, 150, 30)]
                    ),
                    TextLine.Around(
                        new Baseline(100, 450, 600, 450),
                        [Word("À", 100, 400, 40), Word("la", 160, 400, 60), Word("fenêtre", 240, 400, 200), Last]
                    ),
                ]),
            ]
        );

    private async Task<string> WritePdfAsync()
    {
        // One unmistakable colour, so that the page can be found on the screen.
        using var bitmap = new SKBitmap(PageWidth, PageHeight);
        bitmap.Erase(new SKColor(255, 0, 255));
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        var archive = Path.Combine(_folder.FullName, "a.cbz");
        using (var zip = System.IO.Compression.ZipFile.Open(archive, System.IO.Compression.ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry("1.png").Open();
            data.SaveTo(entry);
        }

        var pdf = Path.Combine(_folder.FullName, "a.pdf");
        await using var workers = new PageWorkerPool(
            new WorkerOptions { Count = 1, Command = WorkerCommand.OfAssembly(Repository.CliAssembly) },
            NullLogger<PageWorkerPool>.Instance
        );
        var manifest = await new ComicPreparer(workers).PrepareAsync(
            archive,
            pdf,
            "a",
            new ConversionOptions(),
            null,
            TestContext.Current.CancellationToken
        );
        ComicFinisher.Finish(pdf, manifest, [Text()], 100);
        return pdf;
    }

    /// <summary>Waits until the page is painted and finds it by its colour.</summary>
    private static async Task<PageOnScreen> FindPageAsync(IPage viewer)
    {
        var rests = 0;
        PageOnScreen last = default;
        for (var attempt = 0; attempt < 200; attempt++)
        {
            using var shot = SKBitmap.Decode(await viewer.ScreenshotAsync());
            int left = int.MaxValue,
                top = int.MaxValue,
                right = -1,
                bottom = -1;
            for (var y = 0; y < shot.Height; y++)
            {
                for (var x = SidebarWidth; x < shot.Width; x++)
                {
                    var color = shot.GetPixel(x, y);
                    if (color is { Red: > 250, Green: < 5, Blue: > 250 })
                    {
                        (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));
                    }
                }
            }

            // The viewer lays out more than once before it rests.
            var found = new PageOnScreen(left, top, (right - left + 1) / (double)PageWidth);
            rests = right > left && found == last ? rests + 1 : 0;
            last = found;
            if (rests == 5)
            {
                return found;
            }
        }

        throw new TimeoutException("the viewer never painted the page");
    }

    private static async Task DragAsync(IPage viewer, PageOnScreen page, TextWord from, TextWord to)
    {
        await viewer.Mouse.MoveAsync(page.X(from.Box.X + 5), page.Y(from.Box.Y + 30));
        await viewer.Mouse.DownAsync();
        await viewer.Mouse.MoveAsync(page.X(to.Box.Right - 5), page.Y(to.Box.Y + 30), new MouseMoveOptions { Steps = 10 });
        await viewer.Mouse.UpAsync();
    }

    /// <summary>Marks and copies. The viewer lives in a process of its own that may lag, so this is done again until it is as hoped, or for good.</summary>
    private static async Task<string> CopyAsync(IPage notepad, IPage viewer, string hoped, Func<Task> mark)
    {
        var text = string.Empty;
        for (var attempt = 0; attempt < 10 && text != hoped; attempt++)
        {
            await viewer.BringToFrontAsync();
            await mark();
            await viewer.Keyboard.PressAsync("Control+C");
            await notepad.BringToFrontAsync();
            await notepad.SetContentAsync("<textarea id=t></textarea>");
            await notepad.ClickAsync("#t");
            await notepad.Keyboard.PressAsync("Control+V");
            text = (await notepad.InputValueAsync("#t")).ReplaceLineEndings("\n").Trim();
        }

        return text;
    }

    private readonly record struct PageOnScreen(double Left, double Top, double Scale)
    {
        public float X(double pixel) => (float)(Left + (pixel * Scale));

        public float Y(double pixel) => (float)(Top + (pixel * Scale));
    }
}
