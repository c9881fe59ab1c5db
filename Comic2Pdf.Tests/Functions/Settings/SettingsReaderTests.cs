using System.Net.Http.Json;
using System.Text.Json;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Tests.Fixtures;
using Microsoft.Extensions.Configuration;

namespace Comic2Pdf.Tests.Functions;

public sealed class ConfigTests
{
    [Theory]
    [InlineData("{\"prep_concurrency\":0}")]
    [InlineData("{\"ocr_concurrency\":\"2\"}")]
    [InlineData("{\"ocr_concurrency\":2,\"job_timeout_s\":1.5}")]
    [InlineData("{\"default_ocr_lang\":\"eng;fra\"}")]
    [InlineData("[]")]
    [InlineData("nonsense")]
    [Trait("Storage", "files")]
    public void Parse_WhatMakesNoSense_IsAFault(string body) => Assert.NotNull(ConfigChange.Parse(body).Fault);

    [Theory]
    [InlineData("PREP_CONCURRENCY", "many")]
    [InlineData("OCR_CONCURRENCY", "0")]
    [InlineData("JOB_TIMEOUT_SECONDS", "-1")]
    [InlineData("MAX_INPUT_SIZE_MB", "0")]
    [InlineData("OCR_LANG", "fra;eng")]
    [InlineData("LOG_JSON", "maybe")]
    [InlineData("HTTP_BIND", "everywhere")]
    [InlineData("HTTP_PORT", "99999")]
    [InlineData("ALLOWED_HOSTS", "http://comics.example")]
    [InlineData("ALLOWED_HOSTS", "localhost, comics.example:80")]
    [InlineData("ALLOWED_HOSTS", "a b")]
    [InlineData("STORAGE", "tape")]
    [InlineData("DISK_FREE_FACTOR", "NaN")]
    [InlineData("POLL_INTERVAL_MS", "1")]
    [InlineData("MIN_PDF_SIZE_BYTES", "-5")]
    [Trait("Storage", "files")]
    public void Read_WrongValue_NamesTheSetting(string name, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>(name, value)]).Build();
        Assert.StartsWith(name + ":", Assert.Throws<SettingsException>(() => SettingsReader.Read(configuration)).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Storage", "files")]
    public async Task Serve_WrongSetting_NamesItAndStops()
    {
        var folder = Directory.CreateTempSubdirectory("comic2pdf-serve");
        var result = await Programs.Comic2PdfAsync(folder.FullName, "serve", "--port", "abc");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("HTTP_PORT", result.Errors, StringComparison.Ordinal);
        Assert.Empty(folder.GetFileSystemInfos());
        folder.Delete();
    }

    [Fact]
    public async Task Post_Config_TakesEffectAtOnceAndSurvivesARestart()
    {
        var open = new TaskCompletionSource();
        var books = new FakeBooks { OnRead = (_, token) => open.Task.WaitAsync(token) };
        var app = await TestApp.StartAsync(books: books);
        app.Drop("a.cbz", pages: 1);
        app.Drop("b.cbz", pages: 2);
        await app.UntilAsync("one reads", async () => (await app.JobsAsync()).Select(j => j.State).Order(StringComparer.Ordinal).SequenceEqual(["OCR_RUNNING", "OCR_SUBMITTED"]) ? "yes" : null);
        Assert.Equal(1, await app.MetricAsync("running"));
        Assert.Equal(400, (await app.PostAsync("/config", "{\"ocr_concurrency\":2,\"default_ocr_lang\":7}")).Status);
        Assert.Equal(1, (await app.Http.GetFromJsonAsync<JsonElement>("/config")).GetProperty("ocr_concurrency").GetInt32());
        var (status, body) = await app.PostAsync("/config", "{\"ocr_concurrency\":2,\"default_ocr_lang\":\"fra+eng\",\"job_timeout_s\":77,\"colour\":1}");
        Assert.Equal((200, "ok", 77, "colour"), (status, body.GetProperty("status").GetString(), body.GetProperty("applied").GetProperty("job_timeout_s").GetInt32(), body.GetProperty("ignored")[0].GetString()));
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
        Assert.Equal((2, 2, 77, "fra+eng"), (config.GetProperty("prep_concurrency").GetInt32(), config.GetProperty("ocr_concurrency").GetInt32(), config.GetProperty("job_timeout_s").GetInt32(), config.GetProperty("default_ocr_lang").GetString()));
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
    public async Task Get_Metrics_IsPrometheusTextWhenAsked()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add("Accept", "text/plain");
        using var response = await app.Http.SendAsync(request);
        Assert.Contains("\ncomic2pdf_jobs_done_total 0\n", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_JobsByPage_GivesEachJobOnce()
    {
        await using var app = await TestApp.StartAsync(s => s with { MaxJobsInFlight = 8, OcrConcurrency = 4 }, new FakeBooks());
        for (var i = 1; i <= 5; i++)
        {
            app.Drop($"{i}.cbz", pages: i);
        }

        await app.UntilAsync("done", async () => await app.MetricAsync("done") == 5 ? "yes" : null);
        var names = new List<string>();
        for (string? next = string.Empty; next is not null;)
        {
            var page = await app.Http.GetFromJsonAsync<JsonElement>($"/jobs?limit=2&continuation={next}");
            names.AddRange(page.GetProperty("jobs").EnumerateArray().Select(j => j.GetProperty("inputFile").GetString()!));
            next = page.GetProperty("continuation").GetString();
        }

        Assert.Equal(["1.cbz", "2.cbz", "3.cbz", "4.cbz", "5.cbz"], names.Order(StringComparer.Ordinal));
        Assert.Single((await app.Http.GetFromJsonAsync<JsonElement>("/jobs?state=DONE&q=3.cb")).EnumerateArray());
        using var wrong = await app.Http.GetAsync("/jobs?limit=none");
        Assert.Equal(400, (int)wrong.StatusCode);
    }
}
