using System.Globalization;
using Comic2Pdf.Benchmarks.Measuring;
using Microsoft.Playwright;

namespace Comic2Pdf.Benchmarks.Http;

/// <summary>The page with thousands of jobs, in Chromium: how soon it paints, shows the first rows and all jobs, and what a filter or a typed letter takes until it is painted.</summary>
internal static class PageBenchmark
{
    private const int Rounds = 9;

    // The time from an event to the frame after the one in which the list was drawn.
    private const string UntilPainted = """
        async act => {
          const begun = performance.now();
          act === 'filter' ? document.querySelectorAll('.chip')[window.chip = window.chip ? 0 : 4].click() : type(act);
          await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
          return performance.now() - begun;
          function type(text) {
            const box = document.querySelector('input[type=search]');
            box.value = text;
            box.dispatchEvent(new Event('input', { bubbles: true }));
          }
        }
        """;

    // Seen by the page itself, before anything else runs in it.
    private const string Watch = """
        window.seen = {};
        new MutationObserver(() => {
          if (!seen.row && document.querySelector('li.job')) seen.row = performance.now();
          if (!seen.all && document.querySelector('.listhead [role=status]')?.textContent.match(/^[1-9][^…]*$/)) seen.all = performance.now();
        }).observe(document, { childList: true, subtree: true, characterData: true });
        """;

    /// <summary>Runs and prints a table.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var jobs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
        var data = Directory.CreateTempSubdirectory("comic2pdf-bench").FullName;
        try
        {
            await JobHistory.CreateAsync(data, jobs);
            using var server = BenchedServer.Start(data);
            try
            {
                await MeasureAsync(await BenchedServer.AddressAsync(server), jobs);
            }
            finally
            {
                server.Kill();
                await server.WaitForExitAsync();
            }

            return 0;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task MeasureAsync(Uri address, int jobs)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = "/usr/bin/chromium",
                Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"],
            }
        );
        var (paint, row, all) = (new List<double>(), new List<double>(), new List<double>());
        var (filter, letter) = (new List<double>(), new List<double>());
        for (var i = 0; i <= Rounds; i++)
        {
            // A new context has an empty cache.
            await using var context = await browser.NewContextAsync();
            await context.AddInitScriptAsync(Watch);
            var page = await context.NewPageAsync();
            await page.GotoAsync($"{address}#/jobs");
            await page.WaitForFunctionAsync("() => seen.all");
            if (i == 0)
            {
                continue;
            }

            paint.Add(await page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0].startTime"));
            row.Add(await page.EvaluateAsync<double>("() => seen.row"));
            all.Add(await page.EvaluateAsync<double>("() => seen.all"));
            filter.Add(await page.EvaluateAsync<double>(UntilPainted, "filter"));
            filter.Add(await page.EvaluateAsync<double>(UntilPainted, "filter"));
            letter.Add(await page.EvaluateAsync<double>(UntilPainted, "volume 77"));
            letter.Add(await page.EvaluateAsync<double>(UntilPainted, ""));
        }

        Console.WriteLine($"{jobs:N0} jobs, empty cache, {Rounds} loads: median, largest");
        Print("first paint", paint);
        Print("first rows", row);
        Print("all jobs", all);
        Print("a filter", filter);
        Print("a search", letter);
    }

    private static void Print(string what, List<double> times) =>
        Console.WriteLine($"{what, -12} {times.Median(), 8:0} ms {times.Max(), 8:0} ms");
}
