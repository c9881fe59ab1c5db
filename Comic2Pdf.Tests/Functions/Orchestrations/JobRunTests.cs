using System.Net.Http.Json;
using System.Text.Json;
using Comic2Pdf.Processing.Errors;
using UglyToad.PdfPig;

namespace Comic2Pdf.Tests.Functions.Orchestrations;

public sealed class JobRunTests
{
    private static readonly string[] HappyPath =
    [
        "DISCOVERED",
        "PREP_SUBMITTED",
        "PREP_RUNNING",
        "PREP_DONE",
        "OCR_SUBMITTED",
        "OCR_RUNNING",
        "DONE",
    ];

    [Fact]
    public async Task Drop_Comic_PassesAllStatesAndEndsInOut()
    {
        await using var app = await TestApp.StartAsync();
        app.Drop("Ünï côde.cbz");
        var job = await app.JobAsync("Ünï côde.cbz", "DONE");
        Assert.Equal(HappyPath, await app.HistoryAsync(job.JobKey));
        Assert.Equal(app.Files.Show("out", $"Ünï côde__job-{job.JobKey}.pdf"), job.FinalPdf);
        using (var pdf = PdfDocument.Open(app.PdfOf(job)))
        {
            Assert.Equal(3, pdf.NumberOfPages);
        }

        Assert.True(app.Files.Exists("archive", "Ünï côde.cbz"));
        Assert.Empty(app.Files.Names("in"));
        Assert.Equal($"{job.FileHash}__{job.ProfileHash}", job.JobKey);
        Assert.Equal((3, 3), (job.Pages.GetProperty("total").GetInt32(), job.Pages.GetProperty("done").GetInt32()));
        await app.UntilAsync(
            "jobs.json and metrics.json",
            () =>
                app.Json("index", "jobs.json") is { ValueKind: JsonValueKind.Array } jobs
                && jobs.GetArrayLength() == 1
                && jobs[0].GetProperty("state").GetString() == "DONE"
                && app.Json("index", "metrics.json")?.GetProperty("done").GetInt32() == 1
        );
        await app.UntilStateFileAsync(job.JobKey, "DONE");
        var download = await app.Http.GetByteArrayAsync($"/jobs/{job.JobKey}/pdf");
        Assert.Equal(app.PdfOf(job), download);
    }

    [Fact]
    public async Task Prep_FailsOnceTransiently_IsTriedAgain()
    {
        var books = new FakeBooks
        {
            OnPrepare = (n, _) =>
                n == 1
                    ? throw new ComicException(ErrorCode.WorkerCrashed, "crashed, says the test", isTransient: true)
                    : Task.CompletedTask,
        };
        await using var app = await TestApp.StartAsync(books: books);
        app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "DONE");
        Assert.Equal(
            [
                "DISCOVERED",
                "PREP_SUBMITTED",
                "PREP_RUNNING",
                "PREP_ERROR",
                "PREP_RETRY",
                "PREP_SUBMITTED",
                "PREP_RUNNING",
                "PREP_DONE",
                "OCR_SUBMITTED",
                "OCR_RUNNING",
                "DONE",
            ],
            await app.HistoryAsync(job.JobKey)
        );
        Assert.Equal((2, 1), (job.AttemptPrep, job.AttemptOcr));
    }

    [Fact]
    public async Task Prep_DiskIsFullForAWhile_WaitsAndCostsNoAttempt()
    {
        var books = new FakeBooks
        {
            OnPrepare = (n, _) => n <= 3 ? throw new IOException("No space left on device, says the test") : Task.CompletedTask,
            OnFinish = n => _ = n == 1 ? throw new OutputException(ErrorCode.OutputNotWritable, "disk full, says the test") : 0,
        };
        await using var app = await TestApp.StartAsync(s => s with { MaxAttemptsPrep = 2, MaxAttemptsOcr = 1 }, books);
        app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "DONE", "ERROR_PREP", "ERROR_OCR");
        Assert.Equal(("DONE", 1, 1, 4), (job.State, job.AttemptPrep, job.AttemptOcr, books.Prepared));
        Assert.Equal(4, (await app.HistoryAsync(job.JobKey)).Count(s => s is "PREP_RETRY" or "OCR_RETRY"));
        Assert.Equal(0, await app.MetricAsync("error"));
    }

    [Fact]
    public async Task Config_FewerBooksAtATime_CountsAtTheNextChunk()
    {
        // Each page of the two books waits until the test lets it go.
        using var pages = new SemaphoreSlim(0);
        var books = new FakeBooks { OnRead = (_, token) => pages.WaitAsync(token) };
        await using var app = await TestApp.StartAsync(s => s with { OcrConcurrency = 2 }, books);
        app.Drop("a.cbz", pages: 40);
        app.Drop("b.cbz", pages: 41);
        await app.JobAsync("a.cbz", "OCR_RUNNING");
        await app.JobAsync("b.cbz", "OCR_RUNNING");
        Assert.Equal(200, (await app.PostAsync("/config", """{"ocr_concurrency": 1}""")).Status);
        pages.Release(32);
        await app.UntilAsync(
            "one of them gives way",
            async () =>
                (await app.JobsAsync()).Any(j =>
                    j.State == "OCR_SUBMITTED" && j.Message?.StartsWith("paused", StringComparison.Ordinal) == true
                )
                    ? "yes"
                    : null
        );
        Assert.Single(await app.JobsAsync(), j => j.State == "OCR_RUNNING");
        pages.Release(100);
        Assert.Equal([("DONE", 1), ("DONE", 1)], [Of(await app.JobAsync("a.cbz", "DONE")), Of(await app.JobAsync("b.cbz", "DONE"))]);
        static (string State, int Attempt) Of(JobView job) => (job.State, job.AttemptOcr);
    }

    [Fact]
    public async Task Ocr_PdfInvalidUntilAttemptsAreUsedUp_EndsInErrorAndRetrySucceeds()
    {
        var books = new FakeBooks
        {
            OnFinish = n => _ = n <= 2 ? throw new OutputException(ErrorCode.PdfInvalid, "broken, says the test") : 0,
        };
        await using var app = await TestApp.StartAsync(s => s with { MaxAttemptsOcr = 2 }, books);
        app.Drop("a.cbz", pages: 20);
        var job = await app.JobAsync("a.cbz", "ERROR_OCR");
        Assert.Equal(
            ["OCR_SUBMITTED", "OCR_RUNNING", "OCR_ERROR", "OCR_RETRY", "OCR_SUBMITTED", "OCR_RUNNING", "OCR_ERROR", "ERROR_OCR"],
            (await app.HistoryAsync(job.JobKey))[4..]
        );
        Assert.Equal("pdf_invalid", job.Error?.GetProperty("code").GetString());
        Assert.Equal(20, books.PagesRead);
        Assert.Equal(2, await app.MetricAsync("pdf_invalid"));
        await app.UntilAsync(
            "the archive is in error/",
            () => app.Files.Exists("error", job.JobKey, "a.cbz") && app.Files.Exists("error", job.JobKey, "state.json")
        );
        await app.UntilAsync(
            "retry is accepted",
            async () => (await app.PostAsync($"/jobs/{job.JobKey}/retry", string.Empty)).Status == 202 ? "yes" : null
        );
        await app.JobAsync("a.cbz", "DONE");
        Assert.Equal(20, books.PagesRead);
    }

    [Fact]
    public async Task Prep_ArchiveWithoutImages_FailsAtOnceWithItsReason()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var source = Path.Combine(app.Data, "empty.cbz");
        await using (var zip = await System.IO.Compression.ZipFile.OpenAsync(source, System.IO.Compression.ZipArchiveMode.Create))
        {
            zip.CreateEntry("readme.txt");
        }

        app.Drop("empty.cbz", source);
        var job = await app.JobAsync("empty.cbz", "ERROR_PREP");
        Assert.Equal(["DISCOVERED", "PREP_SUBMITTED", "PREP_RUNNING", "PREP_ERROR", "ERROR_PREP"], await app.HistoryAsync(job.JobKey));
        Assert.Equal("no_images", job.Error?.GetProperty("code").GetString());
        Assert.Equal(1, await app.MetricAsync("error"));
    }

    [Fact]
    public async Task Prep_Hangs_IsGivenUpFencedAndRetriedAndTheLateResultIsNeverUsed()
    {
        var late = new TaskCompletionSource();
        var written = new TaskCompletionSource();
        var lateRaw = string.Empty;
        var books = new FakeBooks
        {
            OnPrepare = async (n, raw) =>
            {
                if (n == 1)
                {
                    lateRaw = raw;
                    await late.Task;
                    await File.WriteAllTextAsync(raw, "the late result");
                    written.SetResult();
                }
            },
        };
        await using var app = await TestApp.StartAsync(s => s with { JobTimeoutSeconds = 1, StallSeconds = 1 }, books);
        app.Drop("a.cbz");
        await app.UntilGivenUpAsync("a.cbz", "PREP_TIMEOUT");
        var job = await app.JobAsync("a.cbz", "DONE");
        var history = await app.HistoryAsync(job.JobKey);
        Assert.Equal(["PREP_RUNNING", "PREP_TIMEOUT", "PREP_RETRY", "PREP_SUBMITTED", "PREP_RUNNING", "PREP_DONE"], history[2..8]);
        var published = app.PdfOf(job);
        var raw = app.Files.Version(app.Files.NameOf(job.RawPdf));
        late.SetResult();
        await written.Task;
        await app.UntilAsync("nothing is left of the late result", () => !File.Exists(lateRaw));
        Assert.Equal(raw, app.Files.Version(app.Files.NameOf(job.RawPdf)));
        Assert.Equal(published, app.PdfOf(job));
        Assert.Single(app.Files.Names("out"));
    }

    [Fact]
    public async Task Cancel_WhileReading_StopsTheJob()
    {
        var books = new FakeBooks { OnRead = (_, token) => Task.Delay(Timeout.Infinite, token) };
        await using var app = await TestApp.StartAsync(books: books);
        app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "OCR_RUNNING");
        Assert.Equal(202, (await app.PostAsync($"/jobs/{job.JobKey}/cancel", string.Empty)).Status);
        job = await app.JobAsync("a.cbz", "ERROR_OCR");
        Assert.Equal("cancelled", job.Error?.GetProperty("code").GetString());
        await app.UntilAsync(
            "the job can be deleted",
            async () =>
            {
                using var deleted = await app.Http.DeleteAsync($"/jobs/{job.JobKey}");
                return deleted.IsSuccessStatusCode ? "deleted" : null;
            }
        );
        using var gone = await app.Http.GetAsync($"/jobs/{job.JobKey}");
        var body = await gone.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("job not found", 404), (body.GetProperty("error").GetString(), body.GetProperty("status").GetInt32()));
    }

    [Fact]
    public async Task State_CorruptOrMissingFiles_AreWrittenAgainFromTheHistory()
    {
        var app = await TestApp.StartAsync(books: new FakeBooks());
        app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "DONE");
        await app.UntilStateFileAsync(job.JobKey, "DONE");
        await app.StopAsync();
        var state = $"work/{job.JobKey}/state.json";
        app.Files.Write(state, "{\"jobKey\": ");
        app.Files.Write("index/jobs.json", "nonsense");
        app.Files.Delete("index", "metrics.json");
        await using var again = await TestApp.StartAsync(books: new FakeBooks(), data: app.Data);
        await again.UntilAsync(
            "the files are repaired",
            () =>
                again.Json(state)?.GetProperty("state").GetString() == "DONE"
                && again.Json("index", "jobs.json")?.GetArrayLength() == 1
                && again.Json("index", "metrics.json")?.GetProperty("done").GetInt32() == 1
        );
        Assert.Equal(1, await again.MetricAsync("done"));
        await again.UntilAsync(
            "json_corrupt is logged",
            () => Directory.GetFiles(again.At("logs")).Any(f => TestApp.TextOf(f).Contains("\"json_corrupt\"", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Admission_LimitsJobsInFlight()
    {
        var open = new TaskCompletionSource();
        var books = new FakeBooks { OnRead = (_, token) => open.Task.WaitAsync(token) };
        await using var app = await TestApp.StartAsync(s => s with { MaxJobsInFlight = 2, OcrConcurrency = 1 }, books);
        for (var i = 0; i < 4; i++)
        {
            app.Drop($"{i}.cbz", pages: i + 1);
        }

        await app.UntilAsync(
            "one reads, one waits to read, two wait to begin",
            async () =>
                (await app.JobsAsync())
                    .Select(j => j.State)
                    .Order(StringComparer.Ordinal)
                    .SequenceEqual(["OCR_RUNNING", "OCR_SUBMITTED", "PREP_SUBMITTED", "PREP_SUBMITTED"])
                    ? "yes"
                    : null
        );
        Assert.Equal((1, 3), (await app.MetricAsync("running"), await app.MetricAsync("queued")));
        open.SetResult();
        await app.UntilAsync("all are done", async () => await app.MetricAsync("done") == 4 ? "yes" : null);
        Assert.Equal(4, app.Files.Names("out").Length);
    }
}
