using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Comic2Pdf.Tests.Functions.Intake;

/// <summary>What can never succeed: said at once, with its reason, in files and counters that survive a restart.</summary>
public sealed class RejectionsTests
{
    private static readonly Dictionary<string, byte[]> Hopeless = new(StringComparer.Ordinal)
    {
        ["archive_encrypted"] = new ZipBuilder().Stored("1.jpg", Page(1)).Add(new ZipItem("2.jpg", Page(2)) { Flags = 1 }).Build(),
        ["archive_multi_volume"] = new Rar5Builder { ArchiveFlags = 1, EndFlags = 1 }
            .Stored("1.jpg", Page(3))
            .Build(),
        ["archive_truncated"] = new ZipBuilder().Stored("1.jpg", Page(4)).Stored("2.jpg", Page(5)).Build()[..^200],
        ["archive_damaged"] = new ZipBuilder().Add(new ZipItem("1.jpg", Page(6)) { Crc = 1 }).Build(),
        ["archive_unsupported"] = new ZipBuilder().Add(new ZipItem("1.jpg", Page(7)) { Method = 77 }).Build(),
        ["no_images"] = new ZipBuilder().Stored("readme.txt", "nothing to see"u8.ToArray()).Build(),
        ["archive_over_limit"] = Enumerable.Range(0, 10_001).Aggregate(new ZipBuilder(), (zip, i) => zip.Stored($"{i}.txt", [])).Build(),
        ["archive_over_limit "] = new ZipBuilder().Add(ZipItem.Zeros("1.jpg", megabytes: 200, Page(8))).Build(),
    };

    [Fact]
    public async Task Drop_ArchivesThatCanNeverSucceed_FailAtOnceEachWithItsReason()
    {
        var app = await TestApp.StartAsync(s => s with { MaxJobsInFlight = 4 }, new FakeBooks());
        foreach (var (reason, content) in Hopeless)
        {
            app.Drop($"{reason}.cbz", content);
        }

        await app.UntilMetricAsync("error", Hopeless.Count);
        foreach (var reason in Hopeless.Keys)
        {
            var job = await app.JobAsync($"{reason}.cbz", "ERROR_PREP");
            Assert.Equal(["DISCOVERED", "PREP_SUBMITTED", "PREP_RUNNING", "PREP_ERROR", "ERROR_PREP"], await app.HistoryAsync(job.JobKey));
            Assert.Equal(reason.Trim(), job.Error?.GetProperty("code").GetString());
            Assert.Equal(1, job.AttemptPrep);
            await app.UntilAsync(
                $"{reason} is in error/",
                () =>
                    app.Files.Exists("error", job.JobKey, job.InputFile)
                    && app.Json("error", job.JobKey, "state.json")?.GetProperty("error").GetProperty("code").GetString() == reason.Trim()
            );
        }

        var before = await CountersAsync(app);
        await app.StopAsync();
        await using var again = await TestApp.StartAsync(books: new FakeBooks(), data: app.Data);
        Assert.Equal(before, await CountersAsync(again));
        Assert.Equal(Hopeless.Count, (await again.JobsAsync("?state=ERROR_PREP")).Count);
    }

    [Fact]
    public async Task Drop_FilesThatAreRefused_SayWhyAndAreCountedForGood()
    {
        var app = await TestApp.StartAsync(
            s => s with { MaxInputSizeMb = 1 },
            new FakeBooks(),
            configure: s => s.AddSingleton<IDiskSpace>(new FullDisk())
        );
        var refused = new Dictionary<string, (byte[] Content, string Code)>(StringComparer.Ordinal)
        {
            ["large.cbz"] = (new byte[(1 << 20) + 1], "input_rejected_size"),
            ["empty.cbz"] = ([], "input_rejected_size"),
            ["page.cbr"] = ("<!DOCTYPE html>"u8.ToArray(), "not_an_archive"),
            ["sound.cbz"] = (new ZipBuilder().Stored("1.jpg", Page(1)).Build(), "disk_error"),
        };
        foreach (var (name, (content, _)) in refused)
        {
            app.Drop(name, content);
        }

        foreach (var (name, (content, code)) in refused)
        {
            await app.UntilAsync($"{name} is refused", () => app.Files.Exists("error", name));
            Assert.Equal(content, app.Files.Bytes("error", name));
            var reason = app.Json("error", $"{name}.reason.json")!.Value;
            Assert.Equal(
                (name, code, content.Length),
                (
                    reason.GetProperty("fileName").GetString(),
                    reason.GetProperty("code").GetString(),
                    reason.GetProperty("sizeBytes").GetInt32()
                )
            );
            Assert.NotEmpty(reason.GetProperty("detail").GetString()!);
        }

        await app.UntilMetricAsync("input_rejected_size", 2);
        await app.UntilMetricAsync("input_rejected_signature", 1);
        await app.UntilMetricAsync("disk_error", 1);
        Assert.Empty(await app.JobsAsync());
        var before = await CountersAsync(app);
        await app.StopAsync();
        await using var again = await TestApp.StartAsync(books: new FakeBooks(), data: app.Data);
        Assert.Equal(before, await CountersAsync(again));
        await again.UntilAsync(
            "metrics.json says the same",
            () => again.Json("index", "metrics.json")?.GetProperty("disk_error").GetInt32() == 1
        );

        // The operator makes room and puts it back.
        again.Files.Move("error/sound.cbz", "in/sound.cbz");
        await again.JobAsync("sound.cbz", "DONE");
    }

    [Fact]
    public async Task Drop_NamesAsLongAsTheDiskAllows_GoEveryWay()
    {
        await using var app = await TestApp.StartAsync(s => s with { MaxAttemptsPrep = 1 }, new FakeBooks());
        var (done, twice, refused) = (Long("done"), Long("twice"), Long("refused"));
        var source = app.Drop(done);
        var job = await app.JobAsync(done, "DONE");
        Assert.True(app.Files.Exists("archive", done));
        app.Drop(refused, "<html>"u8.ToArray());
        await app.UntilAsync("it is refused", async () => await app.MetricAsync("input_rejected_signature") == 1 ? "yes" : null);
        Assert.Contains(
            refused,
            app.Files.Text(app.Files.Names("error").Single(n => n.EndsWith(".reason.json", StringComparison.Ordinal))),
            StringComparison.Ordinal
        );

        app.Drop(twice, source);
        await app.UntilAsync("it is held", async () => await app.HeldAsync() == 1 ? "yes" : null);
        Assert.Equal(200, (await app.PostAsync($"/duplicates/{job.JobKey}", "{\"action\":\"USE_EXISTING_RESULT\"}")).Status);
        Assert.Equal(2, app.Files.Names("out").Length);

        var hopeless = Long("hopeless");
        app.Drop(hopeless, Hopeless["no_images"]);
        var failed = await app.JobAsync(hopeless, "ERROR_PREP");
        await app.UntilAsync(
            "it is in error/",
            () => app.Files.Exists("error", failed.JobKey, hopeless) && app.Json("error", failed.JobKey, "state.json") is not null
        );

        static string Long(string name) => $"{name}{new string('漫', (251 - name.Length) / 3)}.cbz";
    }

    private static async Task<string> CountersAsync(TestApp app)
    {
        var all = await System.Net.Http.Json.HttpClientJsonExtensions.GetFromJsonAsync<Dictionary<string, object>>(app.Http, "/metrics");
        return string.Join(
            ' ',
            all!.Where(c => c.Key != "updatedAt").OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}")
        );
    }

    private static byte[] Page(int number) => TinyImages.Jpeg(number, padding: 1000);

    private sealed class FullDisk : IDiskSpace
    {
        public long FreeBytes(string path) => 100;
    }
}
