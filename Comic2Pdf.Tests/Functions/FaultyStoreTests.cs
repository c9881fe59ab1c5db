using System.Security.Cryptography;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Comic2Pdf.Tests.Functions;

/// <summary>What the app does, on a store that fails once, at each call in turn: nothing lost, nothing twice, no attempt given up that works.</summary>
[Trait("Storage", "files")]
public sealed class FaultyStoreTests
{
    private readonly string _data = TestApp.NewFolder();
    private readonly FaultyStore _store;

    public FaultyStoreTests() => _store = new FaultyStore(_data);

    [Fact]
    public async Task Convert_EachCallFailsOnce_AllAreDoneOnce()
    {
        const int Archives = 80;
        await using var app = await StartAsync(new FakeBooks());
        for (var i = 1; i <= Archives; i++)
        {
            Drop(app, i, Comic(i));
        }

        await app.UntilMetricAsync("done", Archives);
        var jobs = await app.JobsAsync();
        Assert.Equal((Archives, 0, 0), (jobs.Count, await app.MetricAsync("error"), await app.HeldAsync()));
        foreach (var job in jobs)
        {
            var fault = _store.Faults.GetValueOrDefault(int.Parse(job.InputFile[1..4], null));
            var history = await app.HistoryAsync(job.JobKey);
            Assert.True(
                !history.Any(s => s.EndsWith("_TIMEOUT", StringComparison.Ordinal))
                    && history.Count(s => s.EndsWith("_RETRY", StringComparison.Ordinal)) <= 1,
                $"{fault}: {string.Join(' ', history)}"
            );
            await app.UntilStateFileAsync(job.JobKey, "DONE");
        }

        Assert.True(_store.Faults.Count > 40, $"{_store.Faults.Count} calls failed");
        Assert.Equal(Archives, app.Files.Names("out").Length);
        AssertEachIn(app, "archive", Archives);
    }

    [Fact]
    public async Task Convert_ArchivesThatFailAndAreTriedAgain_AreInErrorOnceAndThenDone()
    {
        const int Archives = 50;
        var isBroken = true;
        var books = new FakeBooks
        {
            OnPrepare = (_, _) =>
                isBroken ? throw new Processing.Errors.ArchiveException("archive_damaged", "says the test") : Task.CompletedTask,
        };
        await using var app = await StartAsync(books);
        for (var i = 1; i <= Archives; i++)
        {
            Drop(app, i, Comic(i));
        }

        await app.UntilMetricAsync("error", Archives);
        await app.UntilAsync(
            "all are in error/",
            () => app.Files.IsEmpty("in") && DirectoryAudit.Places(app.Files).All(p => p.Value is ["error"])
        );
        AssertEachIn(app, "error", Archives);
        isBroken = false;
        foreach (var job in await app.JobsAsync())
        {
            await app.UntilAsync(
                "it is tried again",
                async () => (await app.PostAsync($"/jobs/{job.JobKey}/retry", string.Empty)).Status == 202 ? "yes" : null
            );
        }

        await app.UntilMetricAsync("done", Archives);
        Assert.Equal((Archives, 0), ((await app.JobsAsync()).Count, await app.HeldAsync()));
        AssertEachIn(app, "archive", Archives);
        Assert.Empty(app.Files.Names("error"));
    }

    [Fact]
    public async Task Refuse_EachCallFailsOnce_EachIsInErrorAndCountedOnce()
    {
        const int Files = 15;
        await using var app = await StartAsync(new FakeBooks());
        for (var i = 1; i <= Files; i++)
        {
            Drop(app, i, "no archive"u8.ToArray());
        }

        await app.UntilMetricAsync("input_rejected_signature", Files);
        await app.UntilAsync("in/ is empty", () => app.Files.IsEmpty("in"));
        Assert.Equal(Files * 2, app.Files.Names("error").Length);
        Assert.True(_store.Faults.Count > 4, $"{_store.Faults.Count} calls failed");
    }

    [Theory]
    [InlineData("DISCARD", "nowhere")]
    [InlineData("USE_EXISTING_RESULT", "archive")]
    [InlineData("FORCE_REPROCESS", "archive")]
    public async Task Duplicate_EachCallFailsOnce_IsHeldAndDecidedOnce(string action, string place)
    {
        const int Files = 20;
        await using var app = await StartAsync(new FakeBooks());
        app.Drop("first.cbz", Comic(0));
        var first = await app.JobAsync("first.cbz", "DONE");
        for (var i = 1; i <= Files; i++)
        {
            _store.Watch(i, Name(i), "none");
            app.Drop(Name(i), Comic(0));
        }

        await app.UntilAsync("all are held", async () => await app.HeldAsync() == Files ? "yes" : null);
        Assert.Empty(app.Files.Names("in"));
        await app.UntilAsync(
            "the decision is carried out",
            async () =>
                (await app.PostAsync($"/duplicates/{first.JobKey}", $"{{\"action\": \"{action}\"}}")).Status is 200 or 404 ? "yes" : null
        );
        Assert.Equal(0, await app.HeldAsync());
        await app.UntilMetricAsync("done", action == "FORCE_REPROCESS" ? Files + 1 : 1);
        await app.UntilAsync(
            "all files are where they belong",
            () => DirectoryAudit.Places(app.Files).Single().Value.All(p => p == "archive")
        );
        Assert.Equal(place == "archive" ? Files + 1 : 1, DirectoryAudit.Places(app.Files).Single().Value.Length);
        Assert.Equal(place == "archive" ? Files + 1 : 1, app.Files.Names("out").Length);
        Assert.True(_store.Faults.Count > 4, $"{_store.Faults.Count} calls failed");
    }

    private static string Name(int number) => $"n{number:000}.cbz";

    private static byte[] Comic(int number) => new ZipBuilder().Stored($"{number}.jpg", SimpleComic.Page(1)).Build();

    private void Drop(TestApp app, int number, byte[] content)
    {
        _store.Watch(number, Name(number), Convert.ToHexStringLower(SHA256.HashData(content)));
        app.Drop(Name(number), content);
    }

    private static void AssertEachIn(TestApp app, string place, int count)
    {
        var places = DirectoryAudit.Places(app.Files);
        Assert.Equal(count, places.Count);
        Assert.All(places, p => Assert.Equal([place], p.Value));
    }

    private Task<TestApp> StartAsync(FakeBooks books) =>
        TestApp.StartAsync(
            s => s with { MaxJobsInFlight = 100, PrepConcurrency = 8, OcrConcurrency = 8 },
            books,
            _data,
            services => services.AddSingleton<IStore>(_store.Store)
        );
}
