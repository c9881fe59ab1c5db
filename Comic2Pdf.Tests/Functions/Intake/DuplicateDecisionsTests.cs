using System.Net.Http.Json;
using System.Text.Json;

namespace Comic2Pdf.Tests.Functions.Intake;

/// <summary>Files whose job exists already: held, reported, decided upon.</summary>
public sealed class DuplicateDecisionsTests
{
    public static TheoryData<string, bool> Ways =>
        new()
        {
            { "USE_EXISTING_RESULT", true },
            { "USE_EXISTING_RESULT", false },
            { "DISCARD", true },
            { "DISCARD", false },
            { "FORCE_REPROCESS", true },
            { "FORCE_REPROCESS", false },
        };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Decide_EachActionEitherWay_IsCarriedOutOnce(string action, bool byFile)
    {
        var books = new FakeBooks();
        await using var app = await TestApp.StartAsync(books: books);
        var (job, source) = await DoneAsync(app);
        await HoldAsync(app, "second.cbz", source);
        var prepared = books.Prepared;
        if (byFile)
        {
            app.Files.Write(Hold(job, "decision.json"), $"{{\"action\": \"{action}\"}}");
        }
        else
        {
            var (status, body) = await app.PostAsync($"/duplicates/{job.JobKey}", $"{{\"action\":\"{action}\"}}");
            Assert.Equal((200, "ok", action), (status, body.GetProperty("status").GetString(), body.GetProperty("action").GetString()));
        }

        await app.UntilAsync(
            "it is decided",
            async () => await app.HeldAsync() == 0 && !app.Files.Exists(Hold(job, "decision.json")) ? "yes" : null
        );
        Assert.Equal(
            ("DUPLICATE_RESOLVED", action),
            (
                Text(app.Json("hold", "duplicates", job.JobKey, "status.json"), "state"),
                Text(app.Json("hold", "duplicates", job.JobKey, "status.json"), "action")
            )
        );
        Assert.DoesNotContain(app.Files.Names(Hold(job)), n => n.EndsWith(".cbz", StringComparison.Ordinal));
        var copy = $"out/second__job-{job.JobKey}.pdf";
        switch (action)
        {
            case "USE_EXISTING_RESULT":
                Assert.Equal(app.PdfOf(job), app.Files.Bytes(copy));
                Assert.Equal(["first.cbz", "second.cbz"], Names(app, "archive"));
                Assert.Equal((prepared, 1), (books.Prepared, (await app.JobsAsync()).Count));
                break;
            case "DISCARD":
                Assert.Equal(["first.cbz"], Names(app, "archive"));
                Assert.Single(app.Files.Names("out"));
                Assert.Equal((prepared, 1), (books.Prepared, (await app.JobsAsync()).Count));
                break;
            default:
                var second = await app.JobAsync("second.cbz", "DONE");
                Assert.NotEqual(job.ProfileHash, second.ProfileHash);
                Assert.Equal(job.FileHash, second.FileHash);
                Assert.Equal((prepared + 1, 2), (books.Prepared, (await app.JobsAsync()).Count));
                Assert.Equal(["first.cbz", "second.cbz"], Names(app, "archive"));
                break;
        }

        // Nothing is left to be decided.
        Assert.Equal(404, (await app.PostAsync($"/duplicates/{job.JobKey}", $"{{\"action\":\"{action}\"}}")).Status);
    }

    [Fact]
    public async Task Hold_ReportAndStatus_HaveAllThatTheContractSays()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var (job, source) = await DoneAsync(app);
        await HoldAsync(app, "second.cbz", source);
        var report = app.Json("reports", "duplicates", $"{job.JobKey}.json")!.Value;
        var (incoming, existing) = (report.GetProperty("incoming"), report.GetProperty("existing"));
        Assert.Equal(job.JobKey, Text(report, "jobKey"));
        Assert.Matches("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$", Text(report, "detectedAt"));
        Assert.Equal(
            ("second.cbz", new FileInfo(source).Length),
            (Text(incoming, "fileName"), incoming.GetProperty("sizeBytes").GetInt64())
        );
        Assert.Equal(await File.ReadAllBytesAsync(source), app.Files.Bytes(app.Files.NameOf(Text(incoming, "path"))));
        Assert.Matches($"^{Hold(job)}/\\d{{8}}-\\d{{6}}__second\\.cbz$", app.Files.NameOf(Text(incoming, "path")));
        Assert.Equal(
            ("first.cbz", "DONE", job.FinalPdf, job.CreatedAt),
            (Text(existing, "inputFile"), Text(existing, "state"), Text(existing, "finalPdf"), Text(existing, "createdAt"))
        );
        Assert.Equal(
            job.Profile.GetProperty("ocr").GetProperty("lang").GetString(),
            report.GetProperty("profile").GetProperty("ocr").GetProperty("lang").GetString()
        );
        Assert.Equal(
            ["USE_EXISTING_RESULT", "DISCARD", "FORCE_REPROCESS"],
            report.GetProperty("actions").EnumerateArray().Select(a => a.GetString())
        );
        var status = app.Json("hold", "duplicates", job.JobKey, "status.json");
        Assert.Equal((job.JobKey, "DUPLICATE_PENDING"), (Text(status, "jobKey"), Text(status, "state")));
        Assert.Matches("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$", Text(status, "updatedAt"));
        var listed = (await app.Http.GetFromJsonAsync<JsonElement>("/duplicates"))[0];
        Assert.Equal(
            (job.JobKey, "DUPLICATE_PENDING", "second.cbz"),
            (Text(listed, "jobKey"), Text(listed, "state"), Text(listed.GetProperty("files")[0], "fileName"))
        );
    }

    [Fact]
    public async Task Decide_WhatMakesNoSense_IsPutAsideAndTheFileWaits()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var (job, source) = await DoneAsync(app);
        await HoldAsync(app, "second.cbz", source);
        foreach (var nonsense in new[] { "{\"action\": ", "{\"action\": \"KEEP_BOTH\"}", "[1]" })
        {
            app.Files.Write(Hold(job, "decision.json"), nonsense);
            await app.UntilAsync("it is put aside", () => !app.Files.Exists(Hold(job, "decision.json")));
            Assert.Equal(nonsense, app.Files.Text(Hold(job, "decision.invalid.json")));
            Assert.Equal(1, await app.HeldAsync());
        }

        Assert.Equal(400, (await app.PostAsync($"/duplicates/{job.JobKey}", "{\"action\":\"KEEP_BOTH\"}")).Status);
        Assert.Equal(400, (await app.PostAsync($"/duplicates/{job.JobKey}", "nonsense")).Status);
        Assert.Equal(
            404,
            (await app.PostAsync($"/duplicates/{new string('0', 64)}__{new string('0', 64)}", "{\"action\":\"DISCARD\"}")).Status
        );
        Assert.Equal(404, (await app.PostAsync("/duplicates/nonsense", "{\"action\":\"DISCARD\"}")).Status);
        app.Files.Write(Hold(job, "decision.json"), "{\"action\": \"DISCARD\"}");
        await app.UntilAsync("then it is decided", async () => await app.HeldAsync() == 0 ? "yes" : null);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public async Task Decide_FileWithByteOrderMark_IsRead(string encoding)
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var (job, source) = await DoneAsync(app);
        await HoldAsync(app, "second.cbz", source);
        var form = System.Text.Encoding.GetEncoding(encoding);
        app.Files.Write(Hold(job, "decision.json"), [.. form.GetPreamble(), .. form.GetBytes("{\"action\": \"DISCARD\"}")]);
        await app.UntilAsync("it is decided", async () => await app.HeldAsync() == 0 ? "yes" : null);
    }

    [Fact]
    public async Task Decide_UseExistingWhileTheJobRuns_WaitsForItsEnd()
    {
        var open = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(books: new FakeBooks { OnRead = (_, token) => open.Task.WaitAsync(token) });
        var source = app.Drop("first.cbz");
        var job = await app.JobAsync("first.cbz", "OCR_RUNNING");
        await HoldAsync(app, "second.cbz", source);
        var (status, body) = await app.PostAsync($"/duplicates/{job.JobKey}", "{\"action\":\"USE_EXISTING_RESULT\"}");
        Assert.Equal(409, status);
        Assert.Contains("OCR_RUNNING", Text(body, "error"), StringComparison.Ordinal);
        app.Files.Write(Hold(job, "decision.json"), "{\"action\": \"USE_EXISTING_RESULT\"}");
        await app.UntilAsync(
            "status.json says what it waits for",
            () =>
                app.Json("hold", "duplicates", job.JobKey, "status.json") is { } s
                && Text(s, "action") == "USE_EXISTING_RESULT"
                && Text(s, "message")!.Contains("OCR_RUNNING", StringComparison.Ordinal)
                && Text(s, "state") == "DUPLICATE_PENDING"
        );
        Assert.Equal(1, await app.HeldAsync());
        open.SetResult();
        await app.UntilAsync("it is done", () => app.Files.Exists("out", $"second__job-{job.JobKey}.pdf"));
        await app.UntilAsync("nothing waits", async () => await app.HeldAsync() == 0 ? "yes" : null);
    }

    [Fact]
    public async Task Decide_TwoFilesWait_EachGetsItsResult()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var (job, source) = await DoneAsync(app);
        await HoldAsync(app, "second.cbz", source);
        app.Drop("third.cbz", source);
        await app.UntilAsync("both are held", async () => await app.HeldAsync() == 2 ? "yes" : null);
        Assert.Equal("third.cbz", Text(app.Json("reports", "duplicates", $"{job.JobKey}.json")!.Value.GetProperty("incoming"), "fileName"));
        app.Files.Write(Hold(job, "decision.json"), "{\"action\": \"USE_EXISTING_RESULT\"}");
        await app.UntilAsync("both are decided", async () => await app.HeldAsync() == 0 ? "yes" : null);
        Assert.Equal(["first", "second", "third"], Names(app, "out").Select(n => n.Split("__")[0]));
        Assert.Equal(["first.cbz", "second.cbz", "third.cbz"], Names(app, "archive"));
    }

    [Fact]
    public async Task Decide_ManyAtTheSameInstant_OneIsCarriedOut()
    {
        var books = new FakeBooks();
        await using var app = await TestApp.StartAsync(books: books);
        var (job, source) = await DoneAsync(app);
        await HoldAsync(app, "second.cbz", source);
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async _ =>
                {
                    using var response = await app.Http.PostAsync(
                        $"/duplicates/{job.JobKey}",
                        new StringContent("{\"action\":\"FORCE_REPROCESS\"}")
                    );
                    return (int)response.StatusCode;
                })
        );
        Assert.Contains(200, answers);
        Assert.All(answers, a => Assert.Contains(a, (int[])[200, 404]));
        await app.UntilMetricAsync("done", 2);
        Assert.Equal((2, 0, 2), (books.Prepared, await app.HeldAsync(), (await app.JobsAsync()).Count));
    }

    [Fact]
    public async Task Force_CarriedOutAgainAfterACrash_MakesNoSecondJob()
    {
        var books = new FakeBooks();
        var app = await TestApp.StartAsync(books: books);
        var (job, source) = await DoneAsync(app);
        await HoldAsync(app, "second.cbz", source);
        var held = app.Files.Names(Hold(job)).Single(n => n.EndsWith(".cbz", StringComparison.Ordinal));
        app.Files.Write(Hold(job, "decision.json"), "{\"action\": \"FORCE_REPROCESS\"}");
        await app.UntilMetricAsync("done", 2);
        await app.UntilAsync("the decision is gone", () => !app.Files.Exists(Hold(job, "decision.json")));
        await app.StopAsync();

        // As a crash leaves it between the start of the new job and the removal of the held file.
        app.Files.Write(held, await File.ReadAllBytesAsync(source));
        app.Files.Write(Hold(job, "decision.json"), "{\"action\": \"FORCE_REPROCESS\"}");
        await using var again = await TestApp.StartAsync(books: books, data: app.Data);
        await again.UntilAsync("it is carried out", () => !again.Files.Exists(Hold(job, "decision.json")));
        Assert.Equal((2, 2, 0), (books.Prepared, (await again.JobsAsync()).Count, await again.HeldAsync()));
        Assert.False(again.Files.Exists(held));
        Assert.Equal(2, again.Files.Names("out").Length);
    }

    [Fact]
    public async Task Hold_DecisionThatACrashLeftBehind_IsNotCarriedOutUponTheNextFile()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var (job, source) = await DoneAsync(app);
        await HoldAsync(app, "second.cbz", source);
        Assert.Equal(200, (await app.PostAsync($"/duplicates/{job.JobKey}", "{\"action\":\"DISCARD\"}")).Status);
        app.Files.Write(Hold(job, "decision.json"), "{\"action\": \"DISCARD\"}");
        await HoldAsync(app, "third.cbz", source);
        Assert.False(app.Files.Exists(Hold(job, "decision.json")));
        app.Drop("other.cbz", pages: 5);
        await app.JobAsync("other.cbz", "DONE");
        Assert.Equal(1, await app.HeldAsync());
    }

    private static async Task<(JobView Job, string Source)> DoneAsync(TestApp app)
    {
        var source = app.Drop("first.cbz");
        return (await app.JobAsync("first.cbz", "DONE"), source);
    }

    private static async Task HoldAsync(TestApp app, string name, string source)
    {
        app.Drop(name, source);
        await app.UntilAsync(
            $"{name} is held",
            async () => (await app.Http.GetStringAsync("/duplicates")).Contains($"__{name}", StringComparison.Ordinal) ? "yes" : null
        );
    }

    private static string Hold(JobView job, params string[] names) => string.Join('/', ["hold", "duplicates", job.JobKey, .. names]);

    private static string[] Names(TestApp app, string folder) =>
        [.. app.Files.Names(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private static string? Text(JsonElement? json, string name) =>
        json?.TryGetProperty(name, out var value) == true ? value.GetString() : null;
}
