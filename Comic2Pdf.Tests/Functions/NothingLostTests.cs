using System.Net;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Functions;

/// <summary>What operators do by hand, and what may not cost a comic.</summary>
public sealed class NothingLostTests
{
    [Fact]
    public async Task Restart_AfterTheRunbooksArchiveAndRestart_PendingComicsAreConverted()
    {
        var app = await TestApp.StartAsync(
            s => s with { MaxJobsInFlight = 1 },
            new FakeBooks { OnPrepare = (_, _) => Task.Delay(Timeout.Infinite) }
        );
        for (var i = 0; i < 3; i++)
        {
            app.Drop($"{i}.cbz", pages: i + 1);
        }

        await app.UntilAsync("three jobs", async () => (await app.JobsAsync()).Count == 3 ? "yes" : null);
        await app.StopAsync();
        foreach (var name in new[] { "work", "error", "archive", "index" }.SelectMany(f => app.Files.Names(f)).ToList())
        {
            app.Files.Delete(name);
        }

        await using var again = await TestApp.StartAsync(books: new FakeBooks(), data: app.Data);
        await again.UntilMetricAsync("done", 3);
        Assert.Equal(["archive/0.cbz", "archive/1.cbz", "archive/2.cbz"], again.Files.Names("archive"));
    }

    [Fact]
    public async Task Work_FolderOfARunningJobIsRemoved_TheComicIsThereStill()
    {
        var open = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(books: new FakeBooks { OnRead = (_, token) => open.Task.WaitAsync(token) });
        app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "OCR_RUNNING");
        foreach (var name in app.Files.Names("work", job.JobKey))
        {
            app.Files.Delete(name);
        }

        open.SetResult();
        job = await app.JobAsync("a.cbz", "DONE", "ERROR_OCR");
        await app.UntilAsync(
            "its archive is where it belongs",
            () => app.Files.Exists("archive", "a.cbz") || app.Files.Exists(DataLayout.ErrorOf(job.JobKey, "a.cbz"))
        );
    }

    [Fact]
    public async Task Retry_ArchiveInErrorWasReplaced_IsAJobOfItsOwn()
    {
        var isBroken = true;
        await using var app = await TestApp.StartAsync(
            books: new FakeBooks
            {
                OnPrepare = (_, _) => isBroken ? throw new ComicException(ErrorCode.NoImages, "says the test") : Task.CompletedTask,
            }
        );
        app.Drop("a.cbz", pages: 1);
        var failed = await app.JobAsync("a.cbz", "ERROR_PREP");
        await app.UntilAsync("its archive is in error/", () => app.Files.Exists("error", failed.JobKey, "a.cbz"));
        isBroken = false;
        app.Files.Write(
            $"error/{failed.JobKey}/a.cbz",
            await File.ReadAllBytesAsync(SimpleComic.Write(app.At("made", "other.cbz"), pages: 2))
        );

        Assert.Equal(202, (await app.PostAsync($"/jobs/{failed.JobKey}/retry", string.Empty)).Status);

        var done = await app.JobAsync("a.cbz", "DONE");
        Assert.NotEqual(failed.JobKey, done.JobKey);
        var first = (await app.JobsAsync()).Single(j => j.JobKey == failed.JobKey);
        Assert.Equal(("ERROR_PREP", "input_changed"), (first.State, first.Error?.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Fail_TruncatedArchiveThatGrowsAfterwards_IsTakenAgain()
    {
        if (StoreView.IsBlobs)
        {
            return;
        }

        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var whole = await File.ReadAllBytesAsync(SimpleComic.Write(app.At("made", "whole.cbz"), pages: 2));
        app.Drop("a.cbz", whole[..(whole.Length / 2)]);
        var failed = await app.JobAsync("a.cbz", "ERROR_PREP");
        await app.UntilAsync("its archive is in error/", () => app.Files.Exists("error", failed.JobKey, "a.cbz"));

        // Later, and not within the second that the job ended in.
        var path = app.At("error", failed.JobKey, "a.cbz");
        await File.AppendAllBytesAsync(path, whole[(whole.Length / 2)..]);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(5));

        var done = await app.JobAsync("a.cbz", "DONE");
        Assert.NotEqual(failed.JobKey, done.JobKey);
    }

    [Fact]
    public async Task Delete_CancelledJob_LeavesTheOnlyArchive()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks { OnPrepare = (_, _) => Task.Delay(Timeout.Infinite) });
        app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "PREP_RUNNING");
        Assert.Equal(202, (await app.PostAsync($"/jobs/{job.JobKey}/cancel", string.Empty)).Status);
        await app.JobAsync("a.cbz", "ERROR_PREP");
        using var deleted = await app.Http.DeleteAsync($"/jobs/{job.JobKey}");
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Equal(["error/a.cbz", "error/a.cbz.reason.json"], app.Files.Names("error"));
        Assert.Empty(await app.JobsAsync());
    }
}
