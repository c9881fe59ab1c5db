using System.Net;
using System.Text.Json;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

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
        File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(5));

        var done = await app.JobAsync("a.cbz", "DONE");
        Assert.NotEqual(failed.JobKey, done.JobKey);
    }

    [Fact]
    public async Task Publish_OutCannotBeWrittenForAWhile_TheJobWaitsAndLosesNoAttempt()
    {
        if (StoreView.IsBlobs)
        {
            return;
        }

        var data = TestApp.NewFolder();
        var faults = 2;
        var store = HookedStore.Of(
            new FileStore(data),
            (method, given) =>
            {
                if (
                    method == nameof(IStore.MoveAsync)
                    && given is [_, string target, ..]
                    && target.StartsWith("out/", StringComparison.Ordinal)
                    && Interlocked.Decrement(ref faults) >= 0
                )
                {
                    throw new UnauthorizedAccessException("out/ is only for reading, says the test");
                }
            }
        );
        await using var app = await TestApp.StartAsync(
            s => s with { MaxAttemptsOcr = 1 },
            new FakeBooks(),
            data,
            services => services.AddSingleton(store)
        );
        app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "DONE", "ERROR_OCR");
        Assert.Equal(("DONE", 1), (job.State, job.AttemptOcr));
    }

    [Fact]
    public async Task Drop_LinkToAnotherFile_IsRefusedAndNotFollowed()
    {
        if (StoreView.IsBlobs)
        {
            return;
        }

        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var secret = app.At("secret");
        await File.WriteAllTextAsync(secret, "root:x:0:0");
        File.CreateSymbolicLink(app.At("in", "a.cbz"), secret);
        File.CreateSymbolicLink(app.At("in", "b.cbz"), "nowhere");

        await app.UntilAsync(
            "both refused",
            () => app.Files.Exists("error", "b.cbz.reason.json") && app.Files.Exists("error", "a.cbz.reason.json")
        );

        var refused = await app.Http.GetStringAsync("/rejections");
        Assert.Equal(
            2,
            JsonDocument.Parse(refused).RootElement.EnumerateArray().Count(r => r.GetProperty("code").GetString() == "input_rejected_link")
        );
        Assert.DoesNotContain("root", refused, StringComparison.Ordinal);
        Assert.Equal("root:x:0:0", await File.ReadAllTextAsync(secret));
    }

    [Fact]
    public async Task In_IsRemoved_IsMadeAgain()
    {
        if (StoreView.IsBlobs)
        {
            return;
        }

        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        Directory.Delete(app.At("in"));
        await app.UntilAsync("in/ is there", () => Directory.Exists(app.At("in")));
        app.Drop("a.cbz");
        await app.JobAsync("a.cbz", "DONE");
    }

    [Fact]
    public async Task Requeue_DoneJob_IsReadAgainAndItsPdfReplaced()
    {
        var books = new FakeBooks();
        await using var app = await TestApp.StartAsync(books: books);
        app.Drop("a.cbz", pages: 3);
        var job = await app.JobAsync("a.cbz", "DONE");
        Assert.Equal(3, books.PagesRead);

        Assert.Equal(202, (await app.PostAsync($"/jobs/{job.JobKey}/requeue", string.Empty)).Status);

        await app.UntilAsync("read again", () => books.PagesRead == 6);
        await app.JobAsync("a.cbz", "DONE");
        await app.UntilAsync("its archive is back", () => app.Files.Exists("archive", "a.cbz"));
        Assert.Single(app.Files.Names("out"));
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
