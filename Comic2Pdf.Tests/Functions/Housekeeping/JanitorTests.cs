using Comic2Pdf.Functions.Books;
using Comic2Pdf.Functions.Housekeeping;
using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Stages;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Tests.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Comic2Pdf.Tests.Functions.Housekeeping;

public sealed class JanitorTests
{
    [Fact]
    public async Task KeepWorkDirDays_Zero_WorkGoesAtOnceAfterDoneAndADayAfterAnError()
    {
        var books = new FakeBooks
        {
            OnPrepare = (n, _) =>
                n == 1 ? throw new Processing.Errors.ArchiveException("archive_damaged", "says the test") : Task.CompletedTask,
        };
        var app = await TestApp.StartAsync(s => s with { KeepWorkDirDays = 0 }, books);
        app.Drop("bad.cbz", pages: 1);
        var bad = await app.JobAsync("bad.cbz", "ERROR_PREP");
        app.Drop("good.cbz", pages: 2);
        var good = await app.JobAsync("good.cbz", "DONE");
        await app.UntilAsync("the work folder of the one that is done is gone", () => app.Files.IsEmpty("work", good.JobKey));
        Assert.True(!app.Files.IsEmpty("work", bad.JobKey));
        Assert.True(app.Files.Exists(app.Files.NameOf(good.FinalPdf)));
        await app.StopAsync();

        await using var later = await TestApp.StartAsync(
            s => s with { KeepWorkDirDays = 0 },
            books,
            app.Data,
            s => s.AddSingleton<TimeProvider>(ShiftedTime.BeforeTheHour(days: 1))
        );
        await later.UntilAsync("a day later that of the failed one goes too", () => later.Files.IsEmpty("work", bad.JobKey));
        Assert.True(later.Files.Exists("error", bad.JobKey, "bad.cbz"));
        Assert.Equal((1, 1), (await later.MetricAsync("done"), await later.MetricAsync("error")));
    }

    [Fact]
    [Trait("Storage", "files")]
    public async Task Clean_WorkFolders_GoWhenTheirJobEndedLongAgo()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 20, 0, 0, 0, TimeSpan.Zero));
        using var store = new MemoryStore(time);
        var index = new JobIndex();
        var jobs = new[] { ("DONE", 6), ("DONE", 7), ("ERROR_OCR", 8), ("OCR_RUNNING", 30) }
            .Select((j, i) => JobStatuses.In(j.Item1, time.GetUtcNow() - TimeSpan.FromDays(j.Item2), JobStatuses.KeyOf(i)))
            .ToList();
        foreach (var job in jobs)
        {
            index.Put(job);
            await WriteAsync(store, $"work/{job.Job.JobKey}/state.json");
        }

        await WriteAsync(store, $"work/{JobStatuses.KeyOf(99)}/claim");
        await WriteAsync(store, $"work/.{Guid.NewGuid():N}/half removed");
        await JanitorOf(store, index, time).CleanAsync(CancellationToken.None);
        string[] kept =
        [
            $"work/{jobs[0].Job.JobKey}/state.json",
            $"work/{jobs[3].Job.JobKey}/state.json",
            $"work/{JobStatuses.KeyOf(99)}/claim",
        ];
        Assert.Equal(kept.Order(StringComparer.Ordinal), store.Names);
    }

    [Fact]
    [Trait("Storage", "files")]
    public async Task Clean_WorkFoldersOfALostHistory_GoByTheirOwnState()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 20, 0, 0, 0, TimeSpan.Zero));
        using var store = new MemoryStore(time);
        var index = new JobIndex();
        var files = new JsonFiles(store, NullLogger<JsonFiles>.Instance);
        foreach (var (state, days) in new[] { ("DONE", 6), ("DONE", 8), ("OCR_RUNNING", 30) })
        {
            var job = JobStatuses.In(state, time.GetUtcNow() - TimeSpan.FromDays(days), JobStatuses.KeyOf(days)).Job;
            await files.WriteAsync(DataLayout.StateOf(job.JobKey), job, CancellationToken.None);
        }

        await JanitorOf(store, index, time).CleanAsync(CancellationToken.None);
        Assert.Equal(3, store.Names.Length);
        index.MarkLoaded();
        await JanitorOf(store, index, time).CleanAsync(CancellationToken.None);
        Assert.Equal([DataLayout.StateOf(JobStatuses.KeyOf(6)), DataLayout.StateOf(JobStatuses.KeyOf(30))], store.Names);
    }

    [Fact]
    [Trait("Storage", "files")]
    public async Task Clean_TemporaryFiles_GoAfterADayAndMarksAfterAMonth()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var store = new MemoryStore(time);
        var ours = $".{Guid.NewGuid():N}";
        foreach (
            var name in new[]
            {
                $"in/{ours}.part",
                $"out/{ours}.tmp",
                $"index/{ours}.tmp",
                "in/mine.tmp",
                "in/.hidden.part",
                "in/a.cbz",
                "index/blobs/1",
            }
        )
        {
            await WriteAsync(store, name);
        }

        var janitor = JanitorOf(store, new JobIndex(), time);
        time.Advance(RetentionRule.TemporaryAge);
        await janitor.CleanAsync(CancellationToken.None);
        Assert.Equal(7, store.Names.Length);
        time.Advance(TimeSpan.FromSeconds(1));
        await janitor.CleanAsync(CancellationToken.None);
        Assert.Equal(["in/.hidden.part", "in/a.cbz", "in/mine.tmp", "index/blobs/1"], store.Names);
        time.Advance(RetentionRule.DeliveryMarkAge);
        await janitor.CleanAsync(CancellationToken.None);
        Assert.Equal(["in/.hidden.part", "in/a.cbz", "in/mine.tmp"], store.Names);
    }

    [Fact]
    [Trait("Storage", "files")]
    public async Task Clean_OneFolderCannotBeRemoved_TheOthersGo()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 20, 0, 0, 0, TimeSpan.Zero));
        using var store = new MemoryStore(time);
        var index = new JobIndex();
        for (var i = 0; i < 3; i++)
        {
            index.Put(JobStatuses.In("DONE", DateTimeOffset.UnixEpoch, JobStatuses.KeyOf(i)));
            await WriteAsync(store, $"work/{JobStatuses.KeyOf(i)}/state.json");
        }

        var hooked = HookedStore.Of(
            store,
            (method, given) =>
            {
                if (
                    method == nameof(IStore.DeleteFolderAsync)
                    && given[0] is string name
                    && name.EndsWith(JobStatuses.KeyOf(1), StringComparison.Ordinal)
                )
                {
                    throw new UnauthorizedAccessException("says the test");
                }
            }
        );
        await JanitorOf(hooked, index, time).CleanAsync(CancellationToken.None);
        Assert.Equal([$"work/{JobStatuses.KeyOf(1)}/state.json"], store.Names);
    }

    private static Janitor JanitorOf(IStore store, JobIndex index, TimeProvider time) =>
        new(
            store,
            new JsonFiles(store, NullLogger<JsonFiles>.Instance),
            new AppSettings(),
            index,
            new Publisher(
                store,
                new JsonFiles(store, NullLogger<JsonFiles>.Instance),
                new BookShelf(store, NullLogger<BookShelf>.Instance),
                new SidecarFiles(store, new AppSettings()),
                NullLogger<Publisher>.Instance
            ),
            time,
            NullLogger<Janitor>.Instance
        );

    private static Task WriteAsync(MemoryStore store, string name) => store.WriteAsync(name, "x"u8.ToArray(), CancellationToken.None);
}
