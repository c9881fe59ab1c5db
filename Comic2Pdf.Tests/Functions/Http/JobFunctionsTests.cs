using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Comic2Pdf.Tests.Functions.Http;

/// <summary>GET /jobs, its history, health and versions.</summary>
public sealed class JobFunctionsTests
{
    [Fact]
    public async Task Get_Jobs_FiltersSortsAndPages()
    {
        var books = new FakeBooks
        {
            OnPrepare = (n, _) =>
                n == 1 ? throw new Processing.Errors.ArchiveException("archive_damaged", "says the test") : Task.CompletedTask,
        };
        var app = await TestApp.StartAsync(s => s with { MaxJobsInFlight = 1 }, books);
        app.Drop("Bad One.cbz", pages: 1);
        await app.JobAsync("Bad One.cbz", "ERROR_PREP");
        for (var i = 2; i <= 7; i++)
        {
            app.Drop($"good {i}.cbz", pages: i);
        }

        await app.UntilMetricAsync("done", 6);
        var all = await app.JobsAsync();
        Assert.Equal(7, all.Count);
        Assert.Equal(all.Select(j => j.CreatedAt).OrderDescending(StringComparer.Ordinal), all.Select(j => j.CreatedAt));
        Assert.Equal(["Bad One.cbz"], Names(await app.JobsAsync("?state=ERROR_PREP,ERROR_OCR")));
        Assert.Equal(7, (await app.JobsAsync("?state=done,error_prep")).Count);
        Assert.Empty(await app.JobsAsync("?state=OCR_RUNNING"));
        Assert.Equal(["good 4.cbz"], Names(await app.JobsAsync("?q=D%204.")));
        Assert.Equal(["good 5.cbz"], Names(await app.JobsAsync($"?q={all.Single(j => j.InputFile == "good 5.cbz").JobKey[..16]}")));
        Assert.Empty(await app.JobsAsync("?q=nothing%20like%20it"));
        Assert.Empty(await app.JobsAsync("?q=good&state=ERROR_PREP"));

        // Pages of any size give the list as a whole, in its order; a job that comes meanwhile shifts nothing.
        for (var limit = 1; limit <= 8; limit++)
        {
            var paged = new List<string>();
            for (string? next = string.Empty; next is not null; )
            {
                var page = await app.Http.GetFromJsonAsync<JsonElement>($"/jobs?limit={limit}&continuation={Uri.EscapeDataString(next)}");
                Assert.InRange(page.GetProperty("jobs").GetArrayLength(), 1, limit);
                paged.AddRange(page.GetProperty("jobs").EnumerateArray().Select(j => j.GetProperty("jobKey").GetString()!));
                next = page.GetProperty("continuation").GetString();
            }

            Assert.Equal(all.Select(j => j.JobKey), paged);
        }

        foreach (var wrong in new[] { "limit=0", "limit=1001", "limit=-1", "limit=ten", "limit=" })
        {
            using var refused = await app.Http.GetAsync($"/jobs?{wrong}");
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        await app.StopAsync();
        await using var again = await TestApp.StartAsync(books: new FakeBooks(), data: app.Data);
        Assert.Equal(
            all.Select(j => (j.JobKey, j.State, j.UpdatedAt)),
            (await again.JobsAsync()).Select(j => (j.JobKey, j.State, j.UpdatedAt))
        );
        await again.UntilAsync("jobs.json says the same", () => again.Json("index", "jobs.json")?.GetArrayLength() == 7);
    }

    [Fact]
    public async Task Get_History_SaysWhenWhichAttemptAndWhy()
    {
        var books = new FakeBooks
        {
            OnFinish = n => _ = n == 1 ? throw new Processing.Errors.OutputException("pdf_invalid", "says the test") : 0,
        };
        var app = await TestApp.StartAsync(books: books);
        app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "DONE");
        var history = await app.Http.GetFromJsonAsync<JsonElement>($"/jobs/{job.JobKey}/history");
        var error = history.EnumerateArray().Single(t => t.GetProperty("state").GetString() == "OCR_ERROR");
        Assert.Equal(("pdf_invalid", 1), (error.GetProperty("code").GetString(), error.GetProperty("attempt").GetInt32()));
        Assert.Equal(2, history.EnumerateArray().Last().GetProperty("attempt").GetInt32());
        var times = history.EnumerateArray().Select(t => t.GetProperty("at").GetString()!).ToList();
        Assert.All(times, t => Assert.Matches("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$", t));
        Assert.Equal(times.Order(StringComparer.Ordinal), times);
        await app.StopAsync();
        await using var again = await TestApp.StartAsync(books: new FakeBooks(), data: app.Data);
        Assert.Equal((1, 1), (await again.MetricAsync("pdf_invalid"), await again.MetricAsync("done")));
        Assert.Equal(
            JsonSerializer.Serialize(history),
            JsonSerializer.Serialize(await again.Http.GetFromJsonAsync<JsonElement>($"/jobs/{job.JobKey}/history"))
        );
    }

    [Fact]
    public async Task Get_HealthAndInfo_AnswerWithAndWithoutTheModel()
    {
        var models = Directory.CreateTempSubdirectory("comic2pdf-models").FullName;
        await File.WriteAllTextAsync(Path.Combine(models, "ch_PP-OCRv4_det_infer.onnx"), "a model");
        await using var plain = await TestApp.ServeAsync(null, ("COMIC2PDF_MODELS", string.Empty));
        await using var learned = await TestApp.ServeAsync(null, ("COMIC2PDF_MODELS", models));
        await plain.UntilAsync(
            "it is healthy",
            async () =>
            {
                using var health = await plain.Http.GetAsync("/healthz");
                return health.IsSuccessStatusCode ? "yes" : null;
            }
        );
        var info = await plain.Http.GetFromJsonAsync<JsonElement>("/info");
        Assert.Contains("eng", info.GetProperty("languages").EnumerateArray().Select(l => l.GetString()));
        Assert.StartsWith("5.", Tool(info, "ocr", "tesseract"), StringComparison.Ordinal);
        Assert.NotEmpty(Tool(info, "prep", "sharpcompress")!);
        Assert.Equal("classical", Tool(info, "ocr", "detector"));

        // SHA-256 of "a model" begins so.
        Assert.Equal(
            $"ch_PP-OCRv4_det_infer:{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("a model"u8))[..12]}",
            Tool(await learned.Http.GetFromJsonAsync<JsonElement>("/info"), "ocr", "detector")
        );
        using var content = new ByteArrayContent(
            new Fixtures.ZipBuilder().Stored("1.jpg", Fixtures.TinyImages.Jpeg(1, padding: 1000)).Build()
        );
        var jobs = new List<JsonElement>();
        foreach (var app in new[] { plain, learned })
        {
            using var accepted = await app.Http.PostAsync("/jobs?name=a.cbz", content);
            var key = (await accepted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobKey").GetString();
            jobs.Add(await app.Http.GetFromJsonAsync<JsonElement>($"/jobs/{key}"));
        }

        Assert.Equal(jobs[0].GetProperty("fileHash").GetString(), jobs[1].GetProperty("fileHash").GetString());
        Assert.NotEqual(jobs[0].GetProperty("profileHash").GetString(), jobs[1].GetProperty("profileHash").GetString());
        Assert.Equal(
            "classical",
            jobs[0].GetProperty("profile").GetProperty("ocr").GetProperty("tools").GetProperty("detector").GetString()
        );
        Directory.Delete(models, recursive: true);
    }

    private static string? Tool(JsonElement info, string stage, string tool) =>
        info.GetProperty("tools").GetProperty(stage).GetProperty(tool).GetString();

    private static IEnumerable<string> Names(IEnumerable<JobView> jobs) => jobs.Select(j => j.InputFile).Order(StringComparer.Ordinal);
}
