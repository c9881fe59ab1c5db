using System.Net.Http.Json;
using System.Text.Json;

namespace Comic2Pdf.Tests.Functions.Http;

/// <summary>POST /config while jobs are under way.</summary>
public sealed class ConfigFunctionsTests
{
    [Fact]
    public async Task Post_LowerTimeout_GivesUpAnAttemptThatAlreadyRuns()
    {
        var books = new FakeBooks { OnPrepare = (n, _) => n == 1 ? new TaskCompletionSource().Task : Task.CompletedTask };
        await using var app = await TestApp.StartAsync(s => s with { JobTimeoutSeconds = 600, StallSeconds = 1 }, books);
        app.Drop("a.cbz");
        await app.JobAsync("a.cbz", "PREP_RUNNING");
        Assert.Equal(200, (await app.PostAsync("/config", "{\"job_timeout_s\": 2}")).Status);
        var job = await app.JobAsync("a.cbz", "DONE");
        Assert.Equal("PREP_TIMEOUT", (await app.HistoryAsync(job.JobKey))[3]);
    }

    [Fact]
    public async Task Post_HigherTimeout_SparesAnAttemptThatAlreadyRuns()
    {
        var open = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(
            s => s with { JobTimeoutSeconds = 4, StallSeconds = 1 },
            new FakeBooks { OnPrepare = (_, _) => open.Task }
        );
        app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "PREP_RUNNING");
        Assert.Equal(200, (await app.PostAsync("/config", "{\"job_timeout_s\": 600}")).Status);

        // The last beat is older than the old limit when the work goes on.
        string[] heartbeat = ["work", job.JobKey, "prep.heartbeat"];
        await app.UntilAsync(
            "it was silent for six seconds",
            () => app.Files.Exists(heartbeat) && TimeProvider.System.GetUtcNow() - app.Files.ModifiedAt(heartbeat) > TimeSpan.FromSeconds(6)
        );
        open.SetResult();
        job = await app.JobAsync("a.cbz", "DONE");
        Assert.Equal(1, job.AttemptPrep);
    }

    [Fact]
    public async Task Post_Concurrency_RaisedAndLoweredCountsForThoseWhoWait()
    {
        var gate = new SemaphoreSlim(0);
        var inside = 0;
        var most = 0;
        var books = new FakeBooks
        {
            OnPrepare = async (_, _) =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref inside));
                await gate.WaitAsync();
                Interlocked.Decrement(ref inside);
            },
        };
        var app = await TestApp.StartAsync(s => s with { MaxJobsInFlight = 20, PrepConcurrency = 1, OcrConcurrency = 4 }, books);
        for (var i = 1; i <= 9; i++)
        {
            app.Drop($"{i}.cbz", pages: i);
        }

        await StatesAsync(app, running: 1, waiting: 8);
        Assert.Equal(200, (await app.PostAsync("/config", "{\"prep_concurrency\": 4}")).Status);
        await StatesAsync(app, running: 4, waiting: 5);
        await app.UntilAsync("four are at it", () => Volatile.Read(ref inside) == 4);
        Assert.Equal(200, (await app.PostAsync("/config", "{\"prep_concurrency\": 2}")).Status);

        // Those who have a slot keep it; no job gets one until they are fewer than two.
        gate.Release(2);
        await StatesAsync(app, running: 2, waiting: 5);
        Assert.Equal(4, most);
        gate.Release(1);
        await StatesAsync(app, running: 2, waiting: 4);
        await app.UntilAsync("both are at it", () => Volatile.Read(ref inside) == 2);
        gate.Release(100);
        await app.UntilMetricAsync("done", 9);
        Assert.Equal(4, most);
        await app.StopAsync();

        await using var again = await TestApp.StartAsync(s => s with { PrepConcurrency = 7 }, new FakeBooks(), app.Data);
        Assert.Equal(2, (await again.Http.GetFromJsonAsync<JsonElement>("/config")).GetProperty("prep_concurrency").GetInt32());
    }

    [Fact]
    public async Task Start_AfterARestart_KeepsTheLimitsThatWerePosted()
    {
        var app = await TestApp.StartAsync(s => s with { OcrConcurrency = 1 }, new FakeBooks());
        Assert.Equal(200, (await app.PostAsync("/config", "{\"ocr_concurrency\": 3}")).Status);
        await app.StopAsync();
        var open = new TaskCompletionSource();
        await using var again = await TestApp.StartAsync(
            s => s with { OcrConcurrency = 1, MaxJobsInFlight = 9 },
            new FakeBooks { OnRead = (_, token) => open.Task.WaitAsync(token) },
            app.Data
        );
        for (var i = 1; i <= 5; i++)
        {
            again.Drop($"{i}.cbz", pages: i);
        }

        await again.UntilAsync(
            "three are read at a time",
            async () =>
                (await again.JobsAsync("?state=OCR_RUNNING")).Count == 3 && (await again.JobsAsync("?state=OCR_SUBMITTED")).Count == 2
                    ? "yes"
                    : null
        );
        open.SetResult();
        await again.UntilMetricAsync("done", 5);
    }

    [Fact]
    public async Task Post_DefaultLanguage_ChangesTheProfileOfNewJobsOnly()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var source = app.Drop("english.cbz");
        var english = await app.JobAsync("english.cbz", "DONE");
        Assert.Equal(200, (await app.PostAsync("/config", "{\"default_ocr_lang\": \"fra+eng+fra\"}")).Status);

        // The same bytes with another profile are another job, not a duplicate.
        app.Drop("french.cbz", source);
        var french = await app.JobAsync("french.cbz", "DONE");
        Assert.Equal(("eng", "eng+fra"), (Language(english), Language(french)));
        Assert.Equal(english.FileHash, french.FileHash);
        Assert.NotEqual(english.ProfileHash, french.ProfileHash);
        Assert.Equal("eng", Language(await app.JobAsync("english.cbz", "DONE")));
        Assert.Equal(0, await app.HeldAsync());

        // Another order of the same languages is the same profile.
        Assert.Equal(200, (await app.PostAsync("/config", "{\"default_ocr_lang\": \"eng+fra\"}")).Status);
        app.Drop("again.cbz", source);
        await app.UntilAsync("it is a duplicate", async () => await app.HeldAsync() == 1 ? "yes" : null);
    }

    [Theory]
    [InlineData("{\"prep_concurrency\": 3, \"ocr_concurrency\": 0}")]
    [InlineData("{\"prep_concurrency\": 3, \"ocr_concurrency\": 65}")]
    [InlineData("{\"prep_concurrency\": 3, \"job_timeout_s\": \"600\"}")]
    [InlineData("{\"prep_concurrency\": 3, \"job_timeout_s\": 0}")]
    [InlineData("{\"prep_concurrency\": 3, \"job_timeout_s\": 99999999999}")]
    [InlineData("{\"prep_concurrency\": 3, \"default_ocr_lang\": null}")]
    [InlineData("{\"prep_concurrency\": 3, \"default_ocr_lang\": \"\"}")]
    [InlineData("{\"prep_concurrency\": true}")]
    [InlineData("{\"prep_concurrency\": 3")]
    [InlineData("")]
    public async Task Post_WrongTypeOrRange_AppliesNothing(string body)
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var before = await app.Http.GetStringAsync("/config");
        var (status, answer) = await app.PostAsync("/config", body);
        Assert.Equal((400, 400), (status, answer.GetProperty("status").GetInt32()));
        Assert.NotEmpty(answer.GetProperty("error").GetString()!);
        Assert.Equal(before, await app.Http.GetStringAsync("/config"));
        Assert.False(app.Files.Exists("index", "config.json"));
    }

    [Fact]
    public async Task Post_UnknownKeys_AreNamedAndTheOthersApplied()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var (status, body) = await app.PostAsync("/config", "{\"colour\": [1], \"job_timeout_s\": 700, \"PREP_CONCURRENCY\": 3}");
        Assert.Equal((200, "ok"), (status, body.GetProperty("status").GetString()));
        Assert.Equal(["colour", "PREP_CONCURRENCY"], body.GetProperty("ignored").EnumerateArray().Select(k => k.GetString()));
        Assert.Equal("{\"job_timeout_s\":700}", JsonSerializer.Serialize(body.GetProperty("applied")));
        Assert.Equal(700, app.Json("index", "config.json")?.GetProperty("job_timeout_s").GetInt32());
    }

    private static string? Language(JobView job) => job.Profile.GetProperty("ocr").GetProperty("lang").GetString();

    private static Task<string> StatesAsync(TestApp app, int running, int waiting) =>
        app.UntilAsync(
            $"{running} run and {waiting} wait",
            async () =>
                (await app.JobsAsync("?state=PREP_RUNNING")).Count == running
                && (await app.JobsAsync("?state=PREP_SUBMITTED")).Count == waiting
                    ? "yes"
                    : null
        );

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }

    [Fact]
    public async Task Post_Config_TakesEffectAtOnceAndSurvivesARestart()
    {
        var open = new TaskCompletionSource();
        var books = new FakeBooks { OnRead = (_, token) => open.Task.WaitAsync(token) };
        var app = await TestApp.StartAsync(books: books);
        app.Drop("a.cbz", pages: 1);
        app.Drop("b.cbz", pages: 2);
        await app.UntilAsync(
            "one reads",
            async () =>
                (await app.JobsAsync()).Select(j => j.State).Order(StringComparer.Ordinal).SequenceEqual(["OCR_RUNNING", "OCR_SUBMITTED"])
                    ? "yes"
                    : null
        );
        Assert.Equal(1, await app.MetricAsync("running"));
        Assert.Equal(400, (await app.PostAsync("/config", "{\"ocr_concurrency\":2,\"default_ocr_lang\":7}")).Status);
        Assert.Equal(1, (await app.Http.GetFromJsonAsync<JsonElement>("/config")).GetProperty("ocr_concurrency").GetInt32());
        var (status, body) = await app.PostAsync(
            "/config",
            "{\"ocr_concurrency\":2,\"default_ocr_lang\":\"fra+eng\",\"job_timeout_s\":77,\"colour\":1}"
        );
        Assert.Equal(
            (200, "ok", 77, "colour"),
            (
                status,
                body.GetProperty("status").GetString(),
                body.GetProperty("applied").GetProperty("job_timeout_s").GetInt32(),
                body.GetProperty("ignored")[0].GetString()
            )
        );
        await app.UntilAsync("two read", async () => (await app.JobsAsync("?state=OCR_RUNNING")).Count == 2 ? "yes" : null);
        Assert.Equal(2, await app.MetricAsync("running"));
        open.SetResult();
        await app.UntilAsync("done", async () => await app.MetricAsync("done") == 2 ? "yes" : null);
        app.Drop("c.cbz", pages: 3);
        var job = await app.JobAsync("c.cbz", "DONE");
        Assert.Equal("eng+fra", job.Profile.GetProperty("ocr").GetProperty("lang").GetString());
        await app.StopAsync();
        await using var again = await TestApp.StartAsync(books: new FakeBooks(), data: app.Data);
        var config = await again.Http.GetFromJsonAsync<JsonElement>("/config");
        Assert.Equal(
            (2, 2, 77, "fra+eng"),
            (
                config.GetProperty("prep_concurrency").GetInt32(),
                config.GetProperty("ocr_concurrency").GetInt32(),
                config.GetProperty("job_timeout_s").GetInt32(),
                config.GetProperty("default_ocr_lang").GetString()
            )
        );
    }

    [Fact]
    public async Task Post_WithApiKeyOrFromAnotherSite_IsGuarded()
    {
        await using var app = await TestApp.StartAsync(s => s with { ApiKey = "secret" }, new FakeBooks());
        Assert.Equal(401, (await app.PostAsync("/config", "{}")).Status);
        app.Http.DefaultRequestHeaders.Add("x-api-key", "secret");
        Assert.Equal(200, (await app.PostAsync("/config", "{}")).Status);
        app.Http.DefaultRequestHeaders.Add("Origin", "https://example.com");
        Assert.Equal(403, (await app.PostAsync("/config", "{}")).Status);
    }

    [Fact]
    public async Task Post_LanguageThatIsNotInstalled_IsRefused()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var (status, body) = await app.PostAsync("/config", "{\"default_ocr_lang\": \"eng+tlh\", \"ocr_concurrency\": 3}");
        Assert.Equal(400, status);
        Assert.Contains("tesseract-ocr-tlh", body.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, (await app.Http.GetFromJsonAsync<JsonElement>("/config")).GetProperty("ocr_concurrency").GetInt32());
    }
}
