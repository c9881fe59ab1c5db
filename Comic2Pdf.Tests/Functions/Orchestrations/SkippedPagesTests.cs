using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Tests.Functions.Orchestrations;

/// <summary>Pages that stay pictures do not fail a job; they are named.</summary>
public sealed class SkippedPagesTests
{
    [Fact]
    public async Task Ocr_PagesThatCrashOrTimeOut_StayImagesAndAreNamed()
    {
        var books = new FakeBooks
        {
            OnRead = (page, _) =>
                page switch
                {
                    1 => throw new PageException(ErrorCode.WorkerCrashed, "the worker ended, says the test", isTransient: true),
                    2 => throw new PageException(ErrorCode.OcrTimeout, "two minutes are over, says the test"),
                    _ => Task.CompletedTask,
                },
        };
        await using var app = await TestApp.StartAsync(books: books);
        app.Drop("a.cbz", pages: 5);
        var job = await app.JobAsync("a.cbz", "DONE");
        Assert.Equal(1, job.AttemptOcr);
        Assert.Equal([2, 3], job.SkippedPages);
        Assert.Contains("2 of 5 pages", job.Message, StringComparison.Ordinal);
        var log = app.Files.Text("work", job.JobKey, "ocr.log");
        Assert.Contains("worker_crashed", log, StringComparison.Ordinal);
        Assert.Contains("ocr_timeout", log, StringComparison.Ordinal);
        await app.UntilAsync(
            "state.json is written",
            () => app.Json("work", job.JobKey, "state.json")?.GetProperty("state").GetString() == "DONE"
        );
        Assert.Equal(
            [2, 3],
            app.Json("work", job.JobKey, "state.json")!.Value.GetProperty("skippedPages").EnumerateArray().Select(p => p.GetInt32())
        );
    }

    [Fact]
    public async Task Prep_EntryThatIsNoPicture_IsNamedTogetherWithPagesThatWereNotRead()
    {
        var books = new FakeBooks
        {
            OnRead = (page, _) =>
                page == 0 ? throw new PageException(ErrorCode.OcrFailed, "unreadable, says the test") : Task.CompletedTask,
        };
        await using var app = await TestApp.StartAsync(books: books);
        app.Drop(
            "a.cbz",
            new Fixtures.ZipBuilder()
                .Stored("1.jpg", Fixtures.SimpleComic.Page(1))
                .Stored("2.jpg", "<html>no picture</html>"u8.ToArray())
                .Stored("3.jpg", Fixtures.SimpleComic.Page(3))
                .Build()
        );
        var job = await app.JobAsync("a.cbz", "DONE");
        Assert.Equal([1, 2], job.SkippedPages);
        Assert.Equal(3, job.Pages.GetProperty("total").GetInt32());
        Assert.Contains("page_unreadable", app.Files.Text("work", job.JobKey, "prep.log"), StringComparison.Ordinal);
    }
}
