using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Functions.Http;

/// <summary>Retry, cancel, delete and download, in every state.</summary>
public sealed class JobCommandFunctionsTests
{
    [Fact]
    public async Task Cancel_WaitingForPrep_EndsWithoutHavingBegun()
    {
        var open = new TaskCompletionSource();
        var books = new FakeBooks { OnPrepare = (_, _) => open.Task };
        await using var app = await TestApp.StartAsync(s => s with { PrepConcurrency = 1 }, books);
        app.Drop("first.cbz", pages: 1);
        await app.JobAsync("first.cbz", "PREP_RUNNING");
        app.Drop("second.cbz", pages: 2);
        var job = await CancelAsync(app, "second.cbz", "PREP_SUBMITTED", "ERROR_PREP");
        Assert.Equal(["DISCOVERED", "PREP_SUBMITTED", "ERROR_PREP"], await app.HistoryAsync(job.JobKey));
        open.SetResult();
        await app.JobAsync("first.cbz", "DONE");
        Assert.Equal(1, books.Prepared);
        await RetryAsync(app, job);
        await app.JobAsync("second.cbz", "DONE");
    }

    [Fact]
    public async Task Cancel_InPrepThatCannotBeStopped_EndsAtOnceAndFreesItsSlot()
    {
        var books = new FakeBooks { OnPrepare = (n, _) => n == 1 ? new TaskCompletionSource().Task : Task.CompletedTask };
        await using var app = await TestApp.StartAsync(s => s with { PrepConcurrency = 1, MaxJobsInFlight = 1 }, books);
        app.Drop("a.cbz");
        await app.UntilAsync("its PREP hangs", () => books.Prepared == 1);
        var job = await CancelAsync(app, "a.cbz", "PREP_RUNNING", "ERROR_PREP");
        app.Drop("b.cbz", pages: 5);
        await app.JobAsync("b.cbz", "DONE");
        await RetryAsync(app, job);
        var done = await app.JobAsync("a.cbz", "DONE");
        Assert.Equal((job.JobKey, job.CreatedAt), (done.JobKey, done.CreatedAt));
        Assert.False(!app.Files.IsEmpty("error", job.JobKey));
        Assert.Equal(["a.cbz", "b.cbz"], app.Files.Names("archive").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Cancel_WaitingForOcrAndReading_EndsBoth()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks { OnRead = (_, token) => Task.Delay(Timeout.Infinite, token) });
        app.Drop("first.cbz", pages: 1);
        await app.JobAsync("first.cbz", "OCR_RUNNING");
        app.Drop("second.cbz", pages: 2);
        await CancelAsync(app, "second.cbz", "OCR_SUBMITTED", "ERROR_OCR");
        await CancelAsync(app, "first.cbz", "OCR_RUNNING", "ERROR_OCR");
        Assert.Equal((2, 0, 0), (await app.MetricAsync("error"), await app.MetricAsync("running"), await app.MetricAsync("queued")));
    }

    [Fact]
    public async Task Cancel_WaitingForTheNextAttempt_DoesNotWaitForIt()
    {
        var books = new FakeBooks
        {
            OnPrepare = (_, _) => throw new ComicException(ErrorCode.WorkerCrashed, "crashed, says the test", isTransient: true),
        };
        await using var app = await TestApp.StartAsync(s => s with { RetryDelaySeconds = 3600 }, books);
        app.Drop("a.cbz");
        await CancelAsync(app, "a.cbz", "PREP_RETRY", "ERROR_PREP");
        Assert.Equal(1, books.Prepared);
    }

    [Fact]
    public async Task Commands_InStatesThatDoNotAllowThem_AreRefused()
    {
        var open = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(books: new FakeBooks { OnRead = (_, token) => open.Task.WaitAsync(token) });
        app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "OCR_RUNNING");
        Assert.Equal(409, (await app.PostAsync($"/jobs/{job.JobKey}/retry", string.Empty)).Status);
        using (var delete = await app.Http.DeleteAsync($"/jobs/{job.JobKey}"))
        {
            Assert.Equal(HttpStatusCode.Conflict, delete.StatusCode);
        }

        open.SetResult();
        await app.JobAsync("a.cbz", "DONE");
        Assert.Equal(409, (await app.PostAsync($"/jobs/{job.JobKey}/retry", string.Empty)).Status);
        Assert.Equal(409, (await app.PostAsync($"/jobs/{job.JobKey}/cancel", string.Empty)).Status);
        foreach (var key in new[] { $"{new string('0', 64)}__{new string('0', 64)}", "nonsense", "Admission" })
        {
            Assert.Equal(404, (await app.PostAsync($"/jobs/{key}/retry", string.Empty)).Status);
            Assert.Equal(404, (await app.PostAsync($"/jobs/{key}/cancel", string.Empty)).Status);
            using var delete = await app.Http.DeleteAsync($"/jobs/{key}");
            Assert.Equal(HttpStatusCode.NotFound, delete.StatusCode);
            using var get = await app.Http.GetAsync($"/jobs/{key}");
            var body = await get.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal(("job not found", 404), (body.GetProperty("error").GetString(), body.GetProperty("status").GetInt32()));
        }
    }

    [Fact]
    public async Task Delete_FinishedJob_ForgetsItAndItsArchiveMayComeAgain()
    {
        var app = await TestApp.StartAsync(books: new FakeBooks());
        var source = app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "DONE");
        using (var delete = await app.Http.DeleteAsync($"/jobs/{job.JobKey}"))
        {
            Assert.Equal(HttpStatusCode.OK, delete.StatusCode);
        }

        Assert.False(!app.Files.IsEmpty("work", job.JobKey));
        Assert.True(app.Files.Exists(app.Files.NameOf(job.FinalPdf)));
        Assert.True(app.Files.Exists("archive", "a.cbz"));
        Assert.Equal(0, await app.MetricAsync("done"));
        await app.StopAsync();
        await using var again = await TestApp.StartAsync(books: new FakeBooks(), data: app.Data);
        Assert.Empty(await again.JobsAsync());
        again.Drop("b.cbz", source);
        Assert.Equal(job.JobKey, (await again.JobAsync("b.cbz", "DONE")).JobKey);
        Assert.Equal(0, await again.HeldAsync());
    }

    [Fact]
    public async Task Get_Pdf_HasRangesNameAndReasonsWhyNot()
    {
        var open = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(books: new FakeBooks { OnRead = (_, token) => open.Task.WaitAsync(token) });
        app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "OCR_RUNNING");
        var url = $"/jobs/{job.JobKey}/pdf";
        using (var early = await app.Http.GetAsync(url))
        {
            Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        }

        open.SetResult();
        job = await app.JobAsync("a.cbz", "DONE");
        var content = app.PdfOf(job);
        Assert.Equal(content[..5], await RangeAsync(0, 4, 206));
        Assert.Equal(content[^7..], await RangeAsync(null, 7, 206));
        Assert.Equal(content[10..], await RangeAsync(10, null, 206));
        await RangeAsync(content.Length, null, 416);
        using (var whole = await app.Http.GetAsync(url))
        {
            Assert.Equal("application/pdf", whole.Content.Headers.ContentType?.MediaType);
            Assert.Equal(Path.GetFileName(job.FinalPdf), whole.Content.Headers.ContentDisposition?.FileName);
            Assert.Equal(content, await whole.Content.ReadAsByteArrayAsync());
        }

        app.Files.Delete(app.Files.NameOf(job.FinalPdf));
        using var gone = await app.Http.GetAsync(url);
        Assert.Equal(
            (HttpStatusCode.NotFound, true),
            (gone.StatusCode, (await gone.Content.ReadAsStringAsync()).Contains("no longer", StringComparison.Ordinal))
        );

        async Task<byte[]> RangeAsync(long? from, long? to, int status)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Range = new RangeHeaderValue(from, to) } };
            using var response = await app.Http.SendAsync(request);
            Assert.Equal(status, (int)response.StatusCode);
            return await response.Content.ReadAsByteArrayAsync();
        }
    }

    [Fact]
    public async Task Upload_ThenAskAtOnce_KnowsTheJob()
    {
        await using var app = await TestApp.StartAsync(s => s with { MaxJobsInFlight = 1 }, new FakeBooks());
        for (var i = 0; i < 20; i++)
        {
            using var content = new ByteArrayContent(new ZipBuilder().Stored("1.jpg", TinyImages.Jpeg(i, padding: 1000)).Build());
            using var accepted = await app.Http.PostAsync($"/jobs?name={i}.cbz", content);
            Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
            var key = (await accepted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobKey").GetString();
            var job = await app.Http.GetFromJsonAsync<JsonElement>($"/jobs/{key}");
            Assert.Equal($"{i}.cbz", job.GetProperty("inputFile").GetString());
        }

        await app.UntilMetricAsync("done", 20);
    }

    [Fact]
    public async Task Upload_WithDetails_ThePdfSaysThem()
    {
        await using var app = await TestApp.StartAsync();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("La pluie"), "title" },
            { new StringContent("true"), "rtl" },
            { new ByteArrayContent(new ZipBuilder().Stored("1.jpg", TinyImages.Jpeg(1, padding: 1000)).Build()), "file", "a.cbz" },
        };
        using var accepted = await app.Http.PostAsync("/jobs?author=Ève", form);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);

        var job = await app.JobAsync("a.cbz", "DONE");

        var pdf = app.At("a.pdf");
        await File.WriteAllBytesAsync(pdf, app.PdfOf(job));
        var info = ImagesTool.Run("pdfinfo", pdf);
        Assert.Matches("Title: +La pluie", info);
        Assert.Matches("Author: +Ève", info);
        Assert.Contains(
            "/Direction /R2L",
            ImagesTool.Run("mutool", "show", pdf, "trailer/Root/ViewerPreferences"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("rtl=perhaps", "rtl is neither true nor false")]
    [InlineData("title=a%07b", "title has control characters")]
    public async Task Upload_WrongDetails_AreRefusedBeforeTheFileIsTaken(string query, string reason)
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        using var content = new ByteArrayContent(new ZipBuilder().Stored("1.jpg", TinyImages.Jpeg(1, padding: 1000)).Build());
        using var refused = await app.Http.PostAsync($"/jobs?name=a.cbz&{query}", content);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(reason, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(app.Files.Names("in"));
        Assert.Empty(await app.JobsAsync());
    }

    [Fact]
    public async Task Upload_ManyOfOneNameDoneAtTheSameInstant_AreAllKept()
    {
        const int Comics = 12;
        var open = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(
            s => s with { MaxJobsInFlight = 50, PrepConcurrency = 12, OcrConcurrency = 12 },
            new FakeBooks { OnRead = (_, token) => open.Task.WaitAsync(token) }
        );
        for (var i = 0; i < Comics; i++)
        {
            using var content = new ByteArrayContent(new ZipBuilder().Stored("1.jpg", TinyImages.Jpeg(i, padding: 1000)).Build());
            using var accepted = await app.Http.PostAsync("/jobs?name=same.cbz", content);
            Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        }

        await app.UntilAsync("all read", async () => (await app.JobsAsync("?state=OCR_RUNNING")).Count == Comics ? "yes" : null);
        open.SetResult();
        await app.UntilMetricAsync("done", Comics);
        Assert.Equal(Comics, DirectoryAudit.Places(app.Files).Count(p => p.Value is ["archive"]));
        Assert.All(await app.JobsAsync(), j => Assert.Equal(1, j.AttemptOcr));
    }

    private static async Task<JobView> CancelAsync(TestApp app, string file, string when, string end)
    {
        var job = await app.JobAsync(file, when);
        var (status, body) = await app.PostAsync($"/jobs/{job.JobKey}/cancel", string.Empty);
        Assert.Equal((202, job.JobKey), (status, body.GetProperty("jobKey").GetString()));
        job = await app.JobAsync(file, end);
        Assert.Equal("cancelled", job.Error?.GetProperty("code").GetString());
        await app.UntilAsync("its archive is in error/", () => app.Files.Exists("error", job.JobKey, file));
        return job;
    }

    private static async Task RetryAsync(TestApp app, JobView job) =>
        Assert.Equal(202, (await app.PostAsync($"/jobs/{job.JobKey}/retry", string.Empty)).Status);
}
