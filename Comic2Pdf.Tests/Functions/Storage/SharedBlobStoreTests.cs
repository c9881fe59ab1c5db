using System.Diagnostics;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Functions.Storage;

/// <summary>Two servers, each with a history of its own, on one storage account.</summary>
[Trait("Storage", "files")]
public sealed class SharedBlobStoreTests
{
    private const int Pairs = 20;
    private const int Singles = 20;
    private const int Contents = Pairs + Singles;

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Serve_TwoOnOneAccount_PublishEachContentOnceAndHoldTheOther()
    {
        var (one, two) = (TestApp.NewFolder(), TestApp.NewFolder());
        var store = StoreView.Share(one, two);
        using var watcher = new OutWatcher(store);
        await using var first = await ServeAsync(one);
        await using var second = await ServeAsync(two);
        Drop(store);
        await AllAsync(store);
        await AssertEachOnceAsync(store, watcher, first, second);
        Assert.All(
            new[] { first, second },
            app => Assert.DoesNotContain(app.Output, line => line.Contains("fail:", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Serve_TwoOnOneAccountAndOneIsKilled_PublishEachContentOnceAndHoldTheOther()
    {
        var random = new Random(20260722);
        var (one, two) = (TestApp.NewFolder(), TestApp.NewFolder());
        var store = StoreView.Share(one, two);
        using var watcher = new OutWatcher(store);
        var first = await ServeAsync(one);
        await using var second = await ServeAsync(two);
        Drop(store);
        for (var kill = 1; kill <= 3; kill++)
        {
            await UntilAsync("some more are published", () => store.Names("out").Length >= kill * 8);

            // Another moment each time: while files are moved and claims are made.
            await Task.Delay(random.Next(0, 60));
            await first.KillAsync();
            first = await ServeAsync(one);
        }

        await AllAsync(store);
        await AssertEachOnceAsync(store, watcher, first, second);
        await first.DisposeAsync();
    }

    [Fact]
    public async Task Serve_TwoRefuseTheSameFilesAtOnce_EachIsInErrorAndCountedOnce()
    {
        const int Files = 15;
        var (one, two) = (TestApp.NewFolder(), TestApp.NewFolder());
        var store = StoreView.Share(one, two);
        await using var first = await ServeAsync(one);
        await using var second = await ServeAsync(two);
        for (var i = 0; i < Files; i++)
        {
            store.Write($"in/{i}.cbz", $"<html>{i}");
        }

        await UntilAsync("all are refused", () => store.IsEmpty("in"));
        await first.UntilMetricAsync("input_rejected_signature", Files);
        await second.UntilMetricAsync("input_rejected_signature", Files);
        Assert.Equal(
            Enumerable
                .Range(0, Files)
                .SelectMany(i => new[] { $"error/{i}.cbz", $"error/{i}.cbz.reason.json" })
                .Order(StringComparer.Ordinal),
            store.Names("error")
        );
    }

    [Fact]
    public async Task Drop_AgainAfterItFailed_IsTakenUpByOneOfTwo()
    {
        var failed = 0;
        var books = new FakeBooks
        {
            OnPrepare = (_, _) =>
                Interlocked.Increment(ref failed) == 1
                    ? throw new Processing.Errors.ArchiveException("archive_damaged", "says the test")
                    : Task.CompletedTask,
        };
        var (one, two) = (TestApp.NewFolder(), TestApp.NewFolder());
        var store = StoreView.Share(one, two);
        using var watcher = new OutWatcher(store);
        await using var first = await TestApp.StartAsync(books: books, data: one);
        var source = first.Drop("a.cbz");
        var job = await first.JobAsync("a.cbz", "ERROR_PREP");
        await using var second = await TestApp.StartAsync(books: books, data: two);
        await UntilAsync(
            "it is in error/",
            () => store.Exists("error", job.JobKey, "state.json") && store.Exists("error", job.JobKey, "a.cbz")
        );
        for (var i = 0; i < 5; i++)
        {
            first.Drop($"{i}.cbz", source);
        }

        await UntilAsync(
            "one is done and four are held",
            () => store.Names("out").Length == 1 && store.Names("hold").Count(n => n.EndsWith(".cbz", StringComparison.Ordinal)) == 4
        );
        await UntilAsync("the archive is put away", () => store.Names("archive").Length == 1 && store.IsEmpty("in"));
        Assert.Equal(2, books.Prepared);
        Assert.All(watcher.Seen, s => Assert.Equal(1, s.Value));
    }

    private static Task<TestApp> ServeAsync(string data) =>
        TestApp.ServeFakeAsync(
            data,
            (FakeServe.Steps, Path.Combine(data, "steps")),
            ("MAX_JOBS_IN_FLIGHT", "6"),
            ("OCR_CONCURRENCY", "3"),
            ("PREP_CONCURRENCY", "3")
        );

    /// <summary>All at once, and the two of a pair right after each other.</summary>
    private static void Drop(StoreView store)
    {
        for (var i = 0; i < Contents; i++)
        {
            var content = new ZipBuilder().Stored("1.jpg", TinyImages.Jpeg(i, padding: 1000)).Build();
            store.Write($"in/{i}.cbz", content);
            if (i < Pairs)
            {
                store.Write($"in/{i} again.cbz", content);
            }
        }
    }

    private static Task AllAsync(StoreView store) =>
        UntilAsync(
            "all are published or held, and moved to their end: a move is a copy and a deletion",
            () =>
                store.Names("archive").Length >= Contents
                && store.IsEmpty("in")
                && store.Names("hold").Count(IsArchive) >= Pairs
                && !store.Names("work").Any(IsArchive)
        );

    private static bool IsArchive(string name) => name.EndsWith(".cbz", StringComparison.Ordinal);

    private static async Task AssertEachOnceAsync(StoreView store, OutWatcher watcher, TestApp first, TestApp second)
    {
        var places = DirectoryAudit.Places(store);
        Assert.Equal(Contents, places.Count);
        Assert.Equal(Pairs, places.Count(p => p.Value.Order(StringComparer.Ordinal).SequenceEqual(["archive", "hold"])));
        Assert.Equal(Singles, places.Count(p => p.Value is ["archive"]));
        Assert.Equal(Contents, store.Names("out").Length);
        await UntilAsync("the watcher has seen all", () => watcher.Seen.Count == Contents);
        Assert.All(watcher.Seen, s => Assert.True(s.Value == 1, $"{s.Key} appeared {s.Value} times"));
        Assert.Empty(watcher.Broken);

        // Each job is in one history, and both have had some.
        await UntilMetricAsync(first, second, Contents);
        var jobs = (await first.JobsAsync()).Concat(await second.JobsAsync()).ToList();
        Assert.Equal(Contents, jobs.Select(j => j.JobKey).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Contents, jobs.Count);
        Assert.All(jobs, j => Assert.Equal("DONE", j.State));
        Assert.Equal((Pairs, Pairs), (await first.HeldAsync(), await second.HeldAsync()));
    }

    private static async Task UntilMetricAsync(TestApp first, TestApp second, int done)
    {
        var begin = Stopwatch.GetTimestamp();
        while (await first.MetricAsync("done") + await second.MetricAsync("done") < done)
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < Timeout, "the jobs have not all ended");
            await Task.Delay(100);
        }
    }

    private static async Task UntilAsync(string what, Func<bool> look)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!look())
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < Timeout, $"did not happen: {what}");
            await Task.Delay(100);
        }
    }
}
