using System.Net.Http.Json;
using System.Text.Json;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Comic2Pdf.Tests.Functions.Intake;

public sealed class IntakeFunctionsTests
{
    [Fact]
    public async Task Drop_WhatIsRefused_IsInErrorWithItsReasonAndCounted()
    {
        var app = await TestApp.StartAsync(s => s with { MaxInputSizeMb = 1 }, new FakeBooks());
        app.Drop("page.cbz", "<!DOCTYPE html>"u8.ToArray());
        app.Drop("big.cbz", new byte[(1 << 20) + 1]);
        app.Drop("nothing.cbz", Array.Empty<byte>());
        foreach (
            var (file, code) in new[]
            {
                ("page.cbz", "not_an_archive"),
                ("big.cbz", "input_rejected_size"),
                ("nothing.cbz", "input_rejected_size"),
            }
        )
        {
            await app.UntilAsync($"{file} is refused", () => app.Files.Exists("error", file));
            var reason = JsonDocument.Parse(app.Files.Text("error", $"{file}.reason.json")).RootElement;
            Assert.Equal(code, reason.GetProperty("code").GetString());
        }

        await app.UntilMetricAsync("input_rejected_size", 2);
        await app.UntilMetricAsync("input_rejected_signature", 1);
        await app.StopAsync();
        await using var again = await TestApp.StartAsync(books: new FakeBooks(), data: app.Data);
        Assert.Equal((2, 1), (await again.MetricAsync("input_rejected_size"), await again.MetricAsync("input_rejected_signature")));
    }

    [Fact]
    public async Task Drop_InASubfolder_KeepsTheFolderThroughRequeueAndDuplicate()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var source = app.Drop("first.cbz");
        await app.JobAsync("first.cbz", "DONE");
        var other = SimpleComic.Write(app.At("made", "deep.cbz"), pages: 2);
        app.Files.Write("in/Série/Tome 1/.deep.cbz", await File.ReadAllBytesAsync(other));
        app.Files.Move("in/Série/Tome 1/.deep.cbz", "in/Série/Tome 1/deep.cbz");
        var job = await app.JobAsync("deep.cbz", "DONE");
        Assert.Equal("Série/Tome 1", job.InputFolder);
        var pdf = $"out/Série/Tome 1/deep__job-{job.JobKey}.pdf";
        await app.UntilAsync("it is archived", () => app.Files.Exists("archive/Série/Tome 1/deep.cbz"));
        Assert.True(app.Files.Exists(pdf));
        using var download = await app.Http.GetAsync($"/jobs/{job.JobKey}/pdf");
        Assert.Equal(app.Files.Bytes(pdf), await download.Content.ReadAsByteArrayAsync());

        Assert.Equal(202, (await app.PostAsync($"/jobs/{job.JobKey}/requeue", "")).Status);
        await app.UntilAsync(
            "it is done again",
            async () => await app.MetricAsync("done") == 2 && app.Files.Exists("archive/Série/Tome 1/deep.cbz") ? "yes" : null
        );

        app.Files.Write("in/Autre/.x.cbz", await File.ReadAllBytesAsync(source));
        app.Files.Move("in/Autre/.x.cbz", "in/Autre/x.cbz");
        await app.UntilAsync("it is held", async () => await app.HeldAsync() == 1 ? "yes" : null);
        var first = (await app.JobsAsync()).Single(j => j.InputFile == "first.cbz");
        Assert.Equal(200, (await app.PostAsync($"/duplicates/{first.JobKey}", """{"action":"USE_EXISTING_RESULT"}""")).Status);
        Assert.True(app.Files.Exists($"out/Autre/x__job-{first.JobKey}.pdf"));
        Assert.True(app.Files.Exists("archive/Autre/x.cbz"));
    }

    [Fact]
    public async Task Drop_InASubfolderWithFlatLayout_StandsBesideTheOthers()
    {
        await using var app = await TestApp.StartAsync(s => s with { OutLayout = OutLayout.Flat }, new FakeBooks());
        app.Files.Write("in/s/.a.cbz", await File.ReadAllBytesAsync(SimpleComic.Write(app.At("made", "a.cbz"))));
        app.Files.Move("in/s/.a.cbz", "in/s/a.cbz");
        var job = await app.JobAsync("a.cbz", "DONE");
        Assert.True(app.Files.Exists($"out/a__job-{job.JobKey}.pdf"));
        Assert.Null(job.InputFolder);
    }

    [Fact]
    public async Task Drop_TooLittleDisk_IsRefused()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks(), configure: s => s.AddSingleton<IDiskSpace>(new FullDisk()));
        app.Drop("a.cbz");
        await app.UntilAsync("it is refused", () => app.Files.Exists("error", "a.cbz"));
        await app.UntilMetricAsync("disk_error", 1);
        Assert.Contains("disk_error", app.Files.Text("error", "a.cbz.reason.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drop_PartFile_IsLeftAloneUntilRenamed()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        app.Files.Write("in/a.cbz.part", await File.ReadAllBytesAsync(SimpleComic.Write(app.At("made", "x.cbz"))));
        app.Drop("b.cbz", pages: 2);
        await app.JobAsync("b.cbz", "DONE");
        Assert.True(app.Files.Exists("in", "a.cbz.part"));
        app.Files.Move("in/a.cbz.part", "in/a.cbz");
        await app.JobAsync("a.cbz", "DONE");
    }

    [Fact]
    public async Task Drop_SameContentTwiceAtOnce_IsOneJobAndOneDuplicate()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var source = app.Drop("a.cbz");
        app.Drop("b.cbz", source);
        await app.UntilAsync("done", async () => await app.MetricAsync("done") == 1 ? "yes" : null);
        await app.UntilAsync(
            "held",
            async () => (await app.Http.GetFromJsonAsync<JsonElement>("/duplicates")).GetArrayLength() == 1 ? "yes" : null
        );
        Assert.Single(await app.JobsAsync());
    }

    [Fact]
    public async Task Drop_ContentOfAFailedJob_IsTriedAgain()
    {
        var books = new FakeBooks
        {
            OnPrepare = (n, _) =>
                n == 1 ? throw new Processing.Errors.ArchiveException("archive_damaged", "says the test") : Task.CompletedTask,
        };
        await using var app = await TestApp.StartAsync(books: books);
        var source = app.Drop("a.cbz");
        var failed = await app.JobAsync("a.cbz", "ERROR_PREP");
        await app.UntilAsync("it is in error/", () => app.Files.Exists("error", failed.JobKey, "state.json"));
        app.Drop("a.cbz", source);
        Assert.Equal(failed.JobKey, (await app.JobAsync("a.cbz", "DONE")).JobKey);
    }

    [Fact]
    public async Task Upload_ContentOfAJobThatHasJustFailed_IsTriedAgainEachTime()
    {
        var failed = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var books = new FakeBooks
        {
            OnPrepare = (_, raw) =>
                failed.TryAdd(FakeBooks.KeyOf(raw), true)
                    ? throw new Processing.Errors.ArchiveException("archive_damaged", "says the test")
                    : Task.CompletedTask,
        };
        await using var app = await TestApp.StartAsync(books: books);
        for (var i = 0; i < 10; i++)
        {
            var content = new ZipBuilder().Stored("1.jpg", TinyImages.Jpeg(i, padding: 1000)).Build();
            using var first = await app.Http.PostAsync($"/jobs?name={i}.cbz", new ByteArrayContent(content));
            var key = (await first.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobKey").GetString();
            while ((await app.Http.GetFromJsonAsync<JsonElement>($"/jobs/{key}")).GetProperty("state").GetString() != "ERROR_PREP")
            {
                // At once when it has failed, and not a moment later.
            }

            using var second = await app.Http.PostAsync($"/jobs?name={i}.cbz", new ByteArrayContent(content));
            Assert.Equal(202, (int)second.StatusCode);
        }

        await app.UntilMetricAsync("done", 10);
        Assert.Equal((0, 0), (await app.HeldAsync(), await app.MetricAsync("error")));
    }

    [Fact]
    public async Task Upload_FileAndRubbish_AreAnsweredAtOnce()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var source = SimpleComic.Write(app.At("made", "x.cbz"));
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(await File.ReadAllBytesAsync(source)), "file", "../../up.cbz" },
        };
        using var accepted = await app.Http.PostAsync("/jobs", form);
        Assert.Equal(202, (int)accepted.StatusCode);
        await app.JobAsync("up.cbz", "DONE");
        using var twice = await app.Http.PostAsync("/jobs?name=again.cbz", new ByteArrayContent(await File.ReadAllBytesAsync(source)));
        Assert.Equal(409, (int)twice.StatusCode);
        var (status, body) = await app.PostAsync("/jobs?name=no.cbz", "<html>");
        Assert.Equal((400, "not_an_archive"), (status, body.GetProperty("code").GetString()));
        Assert.Equal(400, (await app.PostAsync("/jobs", "nameless")).Status);
    }

    [Fact]
    [Trait("Storage", "files")]
    public async Task Blob_Arrives_GoesTheSameWay()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        SimpleComic.Write(app.At("runtime", "blobs", "comics", "in", "blob.cbz"));
        await app.JobAsync("blob.cbz", "DONE");
    }

    [Fact]
    [Trait("Storage", "files")]
    public async Task Blob_DeliveredTwice_IsOneJobAndNoDuplicate()
    {
        var app = await TestApp.StartAsync(books: new FakeBooks());
        SimpleComic.Write(app.At("runtime", "blobs", "comics", "in", "blob.cbz"));
        await app.JobAsync("blob.cbz", "DONE");
        await app.StopAsync();

        // As a crash leaves it between the end of the function and the receipt.
        await using (
            var history = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={app.At("runtime", "triggers.db")};Pooling=False")
        )
        {
            await history.OpenAsync();
            await using var forget = history.CreateCommand();
            forget.CommandText = "DELETE FROM blob_receipts";
            Assert.Equal(1, await forget.ExecuteNonQueryAsync());
        }

        await using var again = await TestApp.StartAsync(books: new FakeBooks(), data: app.Data);
        SimpleComic.Write(again.At("runtime", "blobs", "comics", "in", "next.cbz"), pages: 5);
        await again.JobAsync("next.cbz", "DONE");
        Assert.Equal((2, 0, 0), ((await again.JobsAsync()).Count, await again.HeldAsync(), again.Files.Names("in").Length));
        Assert.Equal(["blob.cbz", "next.cbz"], again.Files.Names("archive").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));

        // The same bytes stored anew are another delivery: a duplicate.
        File.SetLastWriteTimeUtc(again.At("runtime", "blobs", "comics", "in", "blob.cbz"), DateTime.UnixEpoch.AddYears(50));
        await again.UntilAsync("it is held", async () => await again.HeldAsync() == 1 ? "yes" : null);
    }

    [Fact]
    [Trait("Storage", "files")]
    public async Task Drop_FilesThatCannotBeReadNow_DoNotHoldUpOthers()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        File.CreateSymbolicLink(app.At("in", "a link to nowhere.cbz"), app.At("nowhere"));
        Directory.CreateDirectory(app.At("in", "a folder.cbz"));
        var locked = app.At("in", "a locked one.cbz");

        // Locked before it is there: it could be taken between the two.
        var source = SimpleComic.Write(app.At("made", "x.cbz"), pages: 2);
        await using (new FileStream(source, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            File.Move(source, locked);
            app.Drop("sound.cbz");
            await app.JobAsync("sound.cbz", "DONE");
            Assert.True(File.Exists(locked));
        }

        await app.JobAsync("a locked one.cbz", "DONE");
        Assert.Equal((2, 0), ((await app.JobsAsync()).Count, await app.MetricAsync("error")));
    }

    private sealed class FullDisk : IDiskSpace
    {
        public long FreeBytes(string path) => 100;
    }
}
