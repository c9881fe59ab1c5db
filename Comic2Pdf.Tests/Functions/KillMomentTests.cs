using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Functions;

/// <summary>Servers with a fake reader, killed with SIGKILL at chosen and at drawn moments, and started again.</summary>
public sealed class KillMomentTests
{
    [Theory]
    [InlineData("prepare 1", "PREP_RUNNING")]
    [InlineData("read 1", "OCR_RUNNING")]
    [InlineData("read 6", "OCR_RUNNING")]
    [InlineData("finish 1", "OCR_RUNNING")]
    [InlineData("finished 1", "OCR_RUNNING")]
    public async Task Serve_KilledInAStep_GoesOnAndEndsOnce(string moment, string state)
    {
        var data = TestApp.NewFolder();
        using var watcher = new OutWatcher(StoreView.Of(data));
        var first = await TestApp.ServeFakeAsync(data, (FakeServe.Steps, Path.Combine(data, "steps")), (FakeServe.HangAt, moment));
        first.Drop("a.cbz", pages: 12);
        var parts = moment.Split(' ');
        await first.UntilAsync(
            $"it is at {moment}",
            () => Steps(data).Count(s => s.StartsWith(parts[0] + " ", StringComparison.Ordinal)) >= parts[1][0] - '0'
        );
        Assert.Equal(state, (await first.JobAsync("a.cbz", state)).State);
        var before = PageFiles(data);
        await first.KillAsync();
        Assert.Empty(watcher.Seen);

        await using var second = await TestApp.ServeFakeAsync(data, (FakeServe.Steps, Path.Combine(data, "steps")));
        var job = await second.JobAsync("a.cbz", "DONE");
        Assert.Equal(
            ["DISCOVERED", "PREP_SUBMITTED", "PREP_RUNNING", "PREP_DONE", "OCR_SUBMITTED", "OCR_RUNNING", "DONE"],
            await second.HistoryAsync(job.JobKey)
        );
        await AssertWholeAsync(second, watcher, comics: 1);

        // What was read and written before is not read again.
        var reads = Steps(data)
            .Where(s => s.StartsWith("read ", StringComparison.Ordinal))
            .Select(s => int.Parse(s.Split(' ')[2]))
            .GroupBy(p => p)
            .ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(12, reads.Count);
        Assert.All(before, page => Assert.Equal(1, reads[page]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Serve_KilledAroundPublishing_PublishesEachBookOnce(int seed)
    {
        const int Comics = 12;
        var random = new Random(seed);
        var data = TestApp.NewFolder();
        using var watcher = new OutWatcher(StoreView.Of(data));
        (string, string)[] settings =
        [
            (FakeServe.Steps, Path.Combine(data, "steps")),
            ("MAX_JOBS_IN_FLIGHT", "4"),
            ("OCR_CONCURRENCY", "4"),
            ("PREP_CONCURRENCY", "4"),
        ];
        var app = await TestApp.ServeFakeAsync(data, settings);
        for (var i = 0; i < Comics; i++)
        {
            app.Drop($"{i}.cbz", pages: i + 1);
        }

        for (var kill = 1; kill <= 3; kill++)
        {
            await app.UntilAsync(
                "some more are finished",
                () => Steps(data).Count(s => s.StartsWith("finished ", StringComparison.Ordinal)) >= kill * 2
            );

            // Not to wait for something, but to strike at another moment each time: while files are moved and statuses are written.
            await Task.Delay(random.Next(0, 25));
            await app.KillAsync();
            app = await TestApp.ServeFakeAsync(data, settings);
        }

        await app.UntilMetricAsync("done", Comics);
        await AssertWholeAsync(app, watcher, Comics);
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Serve_KilledWhileADuplicateIsHeld_HoldsItAndDecidesAfterwards()
    {
        var data = TestApp.NewFolder();
        var first = await TestApp.ServeFakeAsync(data, (FakeServe.Steps, Path.Combine(data, "steps")), (FakeServe.HangAt, "read 1"));
        var source = first.Drop("a.cbz");
        var job = await first.JobAsync("a.cbz", "OCR_RUNNING");
        first.Drop("b.cbz", source);
        await first.UntilAsync("held", async () => await first.HeldAsync() == 1 ? "yes" : null);
        first.Files.Write($"hold/duplicates/{job.JobKey}/decision.json", "{\"action\":\"FORCE_REPROCESS\"}");
        await first.KillAsync();

        await using var second = await TestApp.ServeFakeAsync(data, (FakeServe.Steps, Path.Combine(data, "steps")));
        await second.UntilMetricAsync("done", 2);
        await second.UntilAsync("decided", async () => await second.HeldAsync() == 0 ? "yes" : null);
        Assert.Equal(2, (await second.JobsAsync()).Count);
        Assert.Equal(["archive", "archive"], DirectoryAudit.Places(second.Files).Single().Value);
        Assert.Equal(["a", "b"], second.Files.Names("out").Select(f => Path.GetFileName(f).Split("__")[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Storage", "files")]
    public async Task Serve_ThousandComicsAndFiveKills_AllEndInOutOnce()
    {
        const int Comics = 1000;
        var random = new Random(20260721);
        var data = TestApp.NewFolder();
        using var watcher = new OutWatcher(StoreView.Of(data));
        (string, string)[] settings =
        [
            (FakeServe.Steps, Path.Combine(data, "steps")),
            ("MAX_JOBS_IN_FLIGHT", "24"),
            ("OCR_CONCURRENCY", "12"),
            ("PREP_CONCURRENCY", "12"),
            ("POLL_INTERVAL_MS", "500"),
        ];
        for (var i = 0; i < Comics; i++)
        {
            StoreView.Of(data).Write($"in/{i}.cbz", new ZipBuilder().Stored("1.jpg", TinyImages.Jpeg(i, padding: 1000)).Build());
        }

        var app = await TestApp.ServeFakeAsync(data, settings);
        foreach (var share in new[] { 0, 150, 400, 650, 850 })
        {
            var due = share + random.Next(1, 100);
            await app.UntilAsync($"{due} are in out/", () => app.Files.Names("out").Length >= due);
            await app.KillAsync();
            app = await TestApp.ServeFakeAsync(data, settings);
        }

        await app.UntilMetricAsync("done", Comics);
        await AssertWholeAsync(app, watcher, Comics);
        Assert.Equal(Comics, app.Files.Names("out").Select(f => Path.GetFileName(f).Split("__")[0]).Distinct().Count());
        Assert.Equal(Comics, (await app.JobsAsync()).Count);
        await app.DisposeAsync();
    }

    private static async Task AssertWholeAsync(TestApp app, OutWatcher watcher, int comics)
    {
        Assert.Equal(
            (0, 0, 0, 0),
            (await app.MetricAsync("error"), await app.MetricAsync("running"), await app.MetricAsync("queued"), await app.HeldAsync())
        );
        var places = DirectoryAudit.Places(app.Files);
        Assert.Equal(comics, places.Count);
        Assert.All(places, p => Assert.Equal(["archive"], p.Value));
        Assert.Empty(watcher.Broken);
        Assert.Equal(comics, app.Files.Names("out").Length);
        await app.UntilAsync("the watcher has seen all", () => watcher.Seen.Count == comics);
        Assert.All(watcher.Seen, s => Assert.Equal(1, s.Value));
    }

    private static string[] Steps(string data) =>
        File.Exists(Path.Combine(data, "steps"))
            ? TestApp.TextOf(Path.Combine(data, "steps")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : [];

    private static int[] PageFiles(string data) =>
        [
            .. StoreView
                .Of(data)
                .Names("work")
                .Where(f => f.EndsWith(".json", StringComparison.Ordinal))
                .Where(f => Path.GetFileName(Path.GetDirectoryName(f)) == "ocr" && !Path.GetFileName(f).StartsWith('.'))
                .Select(f => int.Parse(Path.GetFileNameWithoutExtension(f))),
        ];
}
