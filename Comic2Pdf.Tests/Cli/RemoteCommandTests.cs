using System.Text.Json;
using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Functions;

namespace Comic2Pdf.Tests.Cli;

public sealed class RemoteCommandTests
{
    [Fact]
    public async Task Commands_AgainstARunningServer_SeeAndChangeIt()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var source = app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "DONE");
        app.Drop("b.cbz", source);
        await app.UntilAsync(
            "held",
            () => app.Files.Names("hold", "duplicates", job.JobKey).Any(n => n.EndsWith("b.cbz", StringComparison.Ordinal))
        );

        Assert.Equal($"{job.JobKey}\tDONE\t1\t3/3\t{job.UpdatedAt}\ta.cbz\n", await RunAsync("jobs"));
        Assert.Equal(
            "DONE",
            JsonDocument.Parse(await RunAsync("job", job.JobKey[..12], "--json")).RootElement.GetProperty("state").GetString()
        );
        Assert.Contains("job_timeout_s            600", await RunAsync("config"), StringComparison.Ordinal);
        Assert.Contains("ocr_concurrency", await RunAsync("config", "ocr_concurrency=3"), StringComparison.Ordinal);
        Assert.Contains("b.cbz", await RunAsync("duplicates"), StringComparison.Ordinal);
        await RunAsync("decide", job.JobKey[..12], "DISCARD");
        Assert.Empty(await RunAsync("duplicates"));
        Assert.Equal(1, (await Programs.Comic2PdfAsync(app.Data, "retry", job.JobKey, "--url", app.Http.BaseAddress!.ToString())).ExitCode);
        await RunAsync("delete", job.JobKey);
        Assert.Empty(await app.JobsAsync());

        async Task<string> RunAsync(params string[] arguments)
        {
            var result = await Programs.Comic2PdfAsync(app.Data, [.. arguments, "--url", app.Http.BaseAddress!.ToString()]);
            Assert.Equal((0, string.Empty), (result.ExitCode, result.Errors));
            return result.Output;
        }
    }

    [Fact]
    public async Task RetryFailed_SeveralJobs_StartsAll()
    {
        var isBroken = true;
        await using var app = await TestApp.StartAsync(
            s => s with { MaxAttemptsPrep = 1 },
            new FakeBooks
            {
                OnPrepare = (_, _) =>
                    isBroken
                        ? throw new Processing.Errors.ComicException("worker_crashed", "says the test", isTransient: true)
                        : Task.CompletedTask,
            }
        );
        app.Drop("a.cbz", pages: 1);
        app.Drop("b.cbz", pages: 2);
        app.Drop("c.cbz", "<html>"u8.ToArray());
        foreach (var file in new[] { "a.cbz", "b.cbz" })
        {
            var job = await app.JobAsync(file, "ERROR_PREP");
            await app.UntilAsync("its archive is in error/", () => app.Files.Exists("error", job.JobKey, file));
        }

        isBroken = false;
        string[] url = ["--url", app.Http.BaseAddress!.ToString()];
        var all = await Programs.Comic2PdfAsync(app.Data, ["retry", "--failed", .. url]);
        Assert.Equal(
            (0, string.Empty, 2),
            (all.ExitCode, all.Errors, all.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length)
        );
        await app.UntilMetricAsync("done", 2);
        Assert.Equal(2, (await Programs.Comic2PdfAsync(app.Data, ["retry", .. url])).ExitCode);

        var refused = await Programs.Comic2PdfAsync(app.Data, ["rejections", .. url]);
        Assert.Contains("not_an_archive\tc.cbz", refused.Output, StringComparison.Ordinal);
        Assert.Equal(
            0,
            (await Programs.Comic2PdfAsync(app.Data, ["rejections", "--retry", refused.Output.Split('\t')[0], .. url])).ExitCode
        );
    }

    [Fact]
    public async Task Command_NoServer_SaysSo()
    {
        var result = await Programs.Comic2PdfAsync(".", "jobs", "--url", "http://127.0.0.1:9");
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("no comic2pdf server answers at http://127.0.0.1:9/", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("localhost:18083")]
    [InlineData("/jobs")]
    [InlineData("nonsense")]
    public async Task Command_UrlOfNoServer_IsAUsageError(string url)
    {
        var result = await Programs.Comic2PdfAsync(".", "jobs", "--url", url);
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"--url: '{url}'", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UploadHistoryPdfMetrics_AgainstARunningServer_Work()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var url = app.Http.BaseAddress!.ToString();
        var comic = SimpleComic.Write(app.At("made", "Été.cbz"));
        await File.WriteAllTextAsync(app.At("made", "no.cbz"), "<html>");

        var sent = await RunAsync("upload", comic, app.At("made", "no.cbz"), app.At("made", "gone.cbz"), "--series", "S");
        Assert.Equal(1, sent.ExitCode);
        Assert.Contains("not a comic archive", sent.Errors, StringComparison.Ordinal);
        Assert.Contains("gone.cbz", sent.Errors, StringComparison.Ordinal);
        var job = await app.JobAsync("Été.cbz", "DONE");
        Assert.Equal($"{comic}\taccepted\t{job.JobKey}\n", sent.Output);

        var history = await RunAsync("history", job.JobKey[..12]);
        Assert.Equal("DISCOVERED", history.Output.Split('\n')[0].Split('\t')[1]);
        Assert.Contains("\tDONE\t1\t", history.Output, StringComparison.Ordinal);
        Assert.Matches("(?m)^done +1$", (await RunAsync("metrics")).Output);

        Assert.Equal(0, (await RunAsync("pdf", job.JobKey[..12], "-o", "x.pdf")).ExitCode);
        Assert.Equal(app.PdfOf(job), await File.ReadAllBytesAsync(app.At("x.pdf")));
        var again = await RunAsync("pdf", job.JobKey[..12], "-o", "x.pdf");
        Assert.Equal((2, true), (again.ExitCode, again.Errors.Contains("--force", StringComparison.Ordinal)));
        Assert.Equal(0, (await RunAsync("pdf", job.JobKey[..12], "-o", "x.pdf", "--force")).ExitCode);
        Assert.Equal(0, (await RunAsync("pdf", job.JobKey[..12], "-o", "books")).ExitCode);
        Assert.Equal([Path.GetFileName(job.FinalPdf)!], Directory.GetFiles(app.At("books")).Select(f => Path.GetFileName(f)));

        Task<ProgramResult> RunAsync(params string[] arguments) => Programs.Comic2PdfAsync(app.Data, [.. arguments, "--url", url]);
    }

    [Fact]
    public async Task Jobs_LimitAndWatch_ShowTheNewestAndEachChange()
    {
        var open = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(books: new FakeBooks { OnRead = (_, token) => open.Task.WaitAsync(token) });
        app.Drop("a.cbz");
        await app.JobAsync("a.cbz", "OCR_RUNNING");
        app.Drop("b.cbz", pages: 2);
        await app.JobAsync("b.cbz", "OCR_SUBMITTED");
        var url = app.Http.BaseAddress!.ToString();
        var limited = await Programs.Comic2PdfAsync(app.Data, "jobs", "--limit", "1", "--url", url);
        Assert.Single(limited.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(1, (await Programs.Comic2PdfAsync(app.Data, "jobs", "--limit", "0", "--url", url)).ExitCode);
        var filtered = await Programs.Comic2PdfAsync(app.Data, "jobs", "--limit", "9", "--state", "OCR_RUNNING", "--url", url);
        Assert.EndsWith("a.cbz\n", filtered.Output, StringComparison.Ordinal);

        using var watch = Programs.StartComic2Pdf(app.Data, "jobs", "--watch", "--find", "a.cbz", "--url", url);
        Assert.Contains("OCR_RUNNING", await watch.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
        open.SetResult();
        string? line;
        do
        {
            line = await watch.StandardOutput.ReadLineAsync();
        } while (line?.Contains("DONE", StringComparison.Ordinal) == false);

        Assert.EndsWith("a.cbz", line, StringComparison.Ordinal);
        watch.Kill();
        await watch.WaitForExitAsync();
    }

    [Fact]
    public async Task ConfigAndDecide_WrongWords_ChangeNothing()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var url = app.Http.BaseAddress!.ToString();
        var unknown = await Programs.Comic2PdfAsync(app.Data, "config", "ocr_concurrency=3", "ocr_conc=2", "--url", url);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("'ocr_conc'", unknown.Errors, StringComparison.Ordinal);
        Assert.Matches("(?m)^ocr_concurrency +1$", (await Programs.Comic2PdfAsync(app.Data, "config", "--url", url)).Output);
        var action = await Programs.Comic2PdfAsync(app.Data, "decide", "abc", "KEEP", "--url", url);
        Assert.Equal(2, action.ExitCode);
        Assert.Contains("DISCARD", action.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_Program_CallsItselfComic2Pdf()
    {
        foreach (var arguments in new[] { new[] { "--help" }, ["jobs", "--help"] })
        {
            var help = await Programs.Comic2PdfAsync(".", arguments);
            Assert.Equal(0, help.ExitCode);
            Assert.Contains("  comic2pdf ", help.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("Comic2Pdf.Cli", help.Output, StringComparison.Ordinal);
        }
    }
}
