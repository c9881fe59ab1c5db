using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Tests.Functions.Orchestrations;

/// <summary>Attempts that fail, time out, or both, until one succeeds or none is left.</summary>
public sealed class AttemptWatchTests
{
    private static readonly string[] Prepared = ["DISCOVERED", "PREP_SUBMITTED", "PREP_RUNNING", "PREP_DONE"];

    [Fact]
    public async Task Prep_FailsTransientlyEachTime_EndsInErrorAndStaysThereAfterARestart()
    {
        var app = await TestApp.StartAsync(books: new FakeBooks { OnPrepare = (_, _) => throw Crash() });
        app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "ERROR_PREP");
        Assert.Equal(
            [
                "DISCOVERED",
                "PREP_SUBMITTED",
                "PREP_RUNNING",
                "PREP_ERROR",
                "PREP_RETRY",
                "PREP_SUBMITTED",
                "PREP_RUNNING",
                "PREP_ERROR",
                "PREP_RETRY",
                "PREP_SUBMITTED",
                "PREP_RUNNING",
                "PREP_ERROR",
                "ERROR_PREP",
            ],
            await app.HistoryAsync(job.JobKey)
        );
        Assert.Equal(
            (3, 3, 0, "worker_crashed"),
            (job.Attempt, job.AttemptPrep, job.AttemptOcr, job.Error?.GetProperty("code").GetString())
        );
        await AssertInErrorAsync(app, job, "ERROR_PREP");
        await app.StopAsync();
        await using var again = await TestApp.StartAsync(books: new FakeBooks(), data: app.Data);
        await AssertInErrorAsync(again, job, "ERROR_PREP");
    }

    [Fact]
    public async Task Ocr_FailsTransientlyEachTime_EndsInError()
    {
        await using var app = await TestApp.StartAsync(
            s => s with { MaxAttemptsOcr = 2 },
            new FakeBooks { OnRead = (_, _) => throw Crash() }
        );
        app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "ERROR_OCR");
        Assert.Equal(
            (string[])
                [
                    .. Prepared,
                    "OCR_SUBMITTED",
                    "OCR_RUNNING",
                    "OCR_ERROR",
                    "OCR_RETRY",
                    "OCR_SUBMITTED",
                    "OCR_RUNNING",
                    "OCR_ERROR",
                    "ERROR_OCR",
                ],
            await app.HistoryAsync(job.JobKey)
        );
        Assert.Equal((1, 2, "worker_crashed"), (job.AttemptPrep, job.AttemptOcr, job.Error?.GetProperty("code").GetString()));
        await AssertInErrorAsync(app, job, "ERROR_OCR");
    }

    [Fact]
    public async Task Ocr_PageHangs_IsGivenUpAndRetriedAndTheLatePageIsNeverUsed()
    {
        var late = new TaskCompletionSource();
        var hung = 0;
        var books = new FakeBooks
        {
            OnRead = (page, _) => page == 1 && Interlocked.Increment(ref hung) == 1 ? late.Task : Task.CompletedTask,
        };
        await using var app = await TestApp.StartAsync(Impatient, books);
        app.Drop("a.cbz", pages: 3);
        await app.UntilGivenUpAsync("a.cbz", "OCR_TIMEOUT");
        var job = await app.JobAsync("a.cbz", "DONE");
        Assert.Equal(
            (string[])[.. Prepared, "OCR_SUBMITTED", "OCR_RUNNING", "OCR_TIMEOUT", "OCR_RETRY", "OCR_SUBMITTED", "OCR_RUNNING", "DONE"],
            await app.HistoryAsync(job.JobKey)
        );
        Assert.Equal((2, 3), (job.AttemptOcr, job.Pages.GetProperty("done").GetInt32()));
        string[] page = ["work", job.JobKey, "ocr", "2.json"];
        var (read, published, pages) = (app.Files.Version(page), app.Files.Version(app.Files.NameOf(job.FinalPdf)), books.PagesRead);
        late.SetResult();
        await app.UntilAsync("the late page is read", () => books.PagesRead == pages + 1);
        app.Drop("b.cbz", pages: 4);
        await app.JobAsync("b.cbz", "DONE");
        Assert.Equal((read, published), (app.Files.Version(page), app.Files.Version(app.Files.NameOf(job.FinalPdf))));
        Assert.Equal(2, app.Files.Names("out").Length);
    }

    [Fact]
    public async Task Ocr_HangsEachTime_EndsInErrorWithThatReason()
    {
        await using var app = await TestApp.StartAsync(
            s => Impatient(s) with { MaxAttemptsOcr = 2 },
            new FakeBooks { OnRead = (_, token) => Task.Delay(Timeout.Infinite, token) }
        );
        app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "ERROR_OCR");
        Assert.Equal(
            (string[])
                [
                    .. Prepared,
                    "OCR_SUBMITTED",
                    "OCR_RUNNING",
                    "OCR_TIMEOUT",
                    "OCR_RETRY",
                    "OCR_SUBMITTED",
                    "OCR_RUNNING",
                    "OCR_TIMEOUT",
                    "ERROR_OCR",
                ],
            await app.HistoryAsync(job.JobKey)
        );
        Assert.Equal("heartbeat_timeout", job.Error?.GetProperty("code").GetString());
        await AssertInErrorAsync(app, job, "ERROR_OCR");
    }

    [Fact]
    public async Task Attempts_FailAndHangByTurns_AreCountedByStage()
    {
        var prep = 0;
        var ocr = 0;
        var books = new FakeBooks
        {
            OnPrepare = (_, _) =>
                ++prep switch
                {
                    1 => throw Crash(),
                    2 => new TaskCompletionSource().Task,
                    _ => Task.CompletedTask,
                },
            OnRead = (_, token) =>
                Interlocked.Increment(ref ocr) switch
                {
                    1 => Task.Delay(Timeout.Infinite, token),
                    2 => throw Crash(),
                    _ => Task.CompletedTask,
                },
        };
        await using var app = await TestApp.StartAsync(Impatient, books);
        app.Drop("a.cbz", pages: 1);
        await app.UntilGivenUpAsync("a.cbz", "OCR_TIMEOUT");
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
                "PREP_TIMEOUT",
                "PREP_RETRY",
                "PREP_SUBMITTED",
                "PREP_RUNNING",
                "PREP_DONE",
                "OCR_SUBMITTED",
                "OCR_RUNNING",
                "OCR_TIMEOUT",
                "OCR_RETRY",
                "OCR_SUBMITTED",
                "OCR_RUNNING",
                "OCR_ERROR",
                "OCR_RETRY",
                "OCR_SUBMITTED",
                "OCR_RUNNING",
                "DONE",
            ],
            await app.HistoryAsync(job.JobKey)
        );
        Assert.Equal((3, 3, null), (job.AttemptPrep, job.AttemptOcr, job.Error?.GetRawText()));
    }

    [Fact]
    public async Task Prep_SlowerThanTheTimeoutButAlive_IsNotGivenUp()
    {
        // It makes no progress that could be told, but it has been silent for less than STALL_SECONDS.
        // The time-out is long enough for beats to be late on a busy machine.
        var books = new FakeBooks { OnPrepare = (_, _) => Task.Delay(TimeSpan.FromSeconds(9)) };
        await using var app = await TestApp.StartAsync(s => s with { JobTimeoutSeconds = 6, StallSeconds = 60 }, books);
        app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "DONE", "ERROR_PREP");
        Assert.Equal(("DONE", 1), (job.State, job.AttemptPrep));
    }

    [Fact]
    public async Task Status_LongNamesPathsAndReasons_StaysSmallEnough()
    {
        var root = TestApp.NewFolder();
        var data = Directory.CreateDirectory(Path.Combine([root, .. Enumerable.Repeat(new string('絵', 40), 3)])).FullName;
        var reason = new ComicException(ErrorCode.WorkerCrashed, new string('漫', 400), isTransient: true);
        var books = new FakeBooks
        {
            OnPrepare = (n, _) => n < 9 ? throw reason : Task.CompletedTask,
            OnFinish = n => _ = n < 3 ? throw reason : 0,
        };
        await using (var app = await TestApp.StartAsync(s => s with { MaxAttemptsPrep = 9 }, books, data))
        {
            var name = $"{new string('画', 83)}.cbz";
            app.Drop(name);
            var job = await app.JobAsync(name, "DONE", "ERROR_PREP", "ERROR_OCR");
            Assert.Equal(("DONE", 9, 3), (job.State, job.AttemptPrep, job.AttemptOcr));
            Assert.Equal("DONE", (await app.HistoryAsync(job.JobKey))[^1]);
            Assert.True(app.Files.Exists(app.Files.NameOf(job.FinalPdf)));
        }

        Directory.Delete(root, recursive: true);
    }

    private static Comic2Pdf.Functions.Settings.AppSettings Impatient(Comic2Pdf.Functions.Settings.AppSettings settings) =>
        settings with
        {
            JobTimeoutSeconds = 2,
            StallSeconds = 2,
        };

    private static ComicException Crash() => new(ErrorCode.WorkerCrashed, "crashed, says the test", isTransient: true);

    private static async Task AssertInErrorAsync(TestApp app, JobView job, string state)
    {
        await app.UntilAsync(
            "the archive is in error/ and nowhere else",
            () =>
                Everywhere(app).Where(n => Path.GetFileName(n) == job.InputFile).ToList() is [var only]
                && only == $"error/{job.JobKey}/{job.InputFile}"
        );
        var reason = await app.UntilAsync(
            "state.json is beside it",
            () => Task.FromResult(app.Json("error", job.JobKey, "state.json")?.ToString())
        );
        var saved = System.Text.Json.JsonDocument.Parse(reason).RootElement;
        Assert.Equal(
            (state, job.Error?.GetProperty("code").GetString()),
            (saved.GetProperty("state").GetString(), saved.GetProperty("error").GetProperty("code").GetString())
        );
        Assert.Equal((1, 0, 0), (await app.MetricAsync("error"), await app.MetricAsync("running"), await app.MetricAsync("queued")));
        Assert.Empty(app.Files.Names("out"));
    }

    private static IEnumerable<string> Everywhere(TestApp app) =>
        Comic2Pdf.Functions.Storage.DataLayout.Folders.SelectMany(f => app.Files.Names(f)).Distinct(StringComparer.Ordinal);
}
