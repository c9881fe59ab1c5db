using System.Net.Http.Json;
using System.Text.Json;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Functions.Http;

/// <summary>GET /healthz and /metrics, also while nothing can be written.</summary>
public sealed class HealthFunctionsTests
{
    private static readonly string[] Names =
    [
        "build_info",
        "jobs",
        "jobs_running",
        "jobs_queued",
        "duplicates_waiting",
        "disk_free_bytes",
        "jobs_done_total",
        "jobs_error_total",
        "attempts_failed_total",
        "pdf_invalid_total",
        "input_rejected_total",
        "input_rejected_size_total",
        "input_rejected_signature_total",
        "disk_error_total",
        "pages_total",
        "pages_skipped_total",
        "worker_crashes_total",
        "stage_duration_seconds",
        "job_duration_seconds",
    ];

    [Fact]
    public async Task Get_MetricsAsPrometheus_CountersDoNotFallWhenAJobIsDeleted()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var source = app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "DONE");
        app.Drop("b.cbz", source);
        await app.UntilAsync("held", async () => await app.HeldAsync() == 1 ? "held" : null);
        app.Drop("no.cbz", "<html>"u8.ToArray());
        await app.UntilMetricAsync("input_rejected_signature", 1);
        var text = await PrometheusAsync(app);
        Assert.Equal(
            Names.Select(n => $"comic2pdf_{n}"),
            text.Where(l => l.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(l => l.Split(' ')[2])
        );
        Assert.Contains("comic2pdf_jobs{state=\"DONE\"} 1", text);
        Assert.Contains("comic2pdf_duplicates_waiting 1", text);
        Assert.Contains("comic2pdf_pages_total 3", text);
        Assert.Contains("comic2pdf_input_rejected_total{code=\"not_an_archive\"} 1", text);
        Assert.Contains("comic2pdf_input_rejected_signature_total 1", text);
        Assert.Contains("comic2pdf_job_duration_seconds_count 1", text);

        using var delete = await app.Http.DeleteAsync($"/jobs/{job.JobKey}");
        Assert.Equal(200, (int)delete.StatusCode);
        text = await PrometheusAsync(app);
        Assert.Contains("comic2pdf_jobs_done_total 1", text);
        Assert.DoesNotContain(text, l => l.StartsWith("comic2pdf_jobs{", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Storage", "files")]
    public async Task Serve_DiskIsFull_SaysSoEverywhereAndGoesOnAfterwards()
    {
        var folder = Directory.CreateTempSubdirectory("comic2pdf-full").FullName;
        var mount = await Programs.RunAsync("mount", "/", "-t", "tmpfs", "-o", "size=16m", "tmpfs", folder);
        Assert.SkipUnless(mount.ExitCode == 0, "needs the right to mount a small file system");
        try
        {
            await using var app = await TestApp.ServeFakeAsync(
                Directory.CreateDirectory(Path.Combine(folder, "data")).FullName,
                (FakeServe.Steps, "/dev/null")
            );
            await app.UntilAsync("it is healthy", async () => (await HealthAsync(app)).Status == 200 ? "yes" : null);
            await FillAsync(Path.Combine(folder, "fill"));

            var (status, body) = await app.UntilAsync(
                "both are noticed",
                async () =>
                    await HealthAsync(app) is var h && h.Status == 503 && Error(h.Body).Contains("the history", StringComparison.Ordinal)
                        ? Tuple.Create(h.Status, h.Body)
                        : null
            );
            Assert.Contains("the store cannot be written: No space left on device", Error(body), StringComparison.Ordinal);
            Assert.Equal(503, status);
            using var comic = new ByteArrayContent(
                await File.ReadAllBytesAsync(SimpleComic.Write(Path.Combine(TestApp.NewFolder(), "a.cbz")))
            );
            using (var refused = await app.Http.PostAsync("/jobs?name=a.cbz", comic))
            {
                Assert.Equal(507, (int)refused.StatusCode);
                Assert.Contains("No space left", Error(await refused.Content.ReadFromJsonAsync<JsonElement>()), StringComparison.Ordinal);
            }

            Assert.Equal(503, (await app.PostAsync("/config", "{\"ocr_concurrency\": 2}")).Status);
            Assert.True(await app.MetricAsync("disk_error") > 0);
            Assert.Single(app.Output, l => l.Contains("the app is not healthy", StringComparison.Ordinal));
            Assert.DoesNotContain(app.Output, l => l.Contains("   at ", StringComparison.Ordinal));

            File.Delete(Path.Combine(folder, "fill"));
            await app.UntilAsync("it is healthy again", async () => (await HealthAsync(app)).Status == 200 ? "yes" : null);
            using (var accepted = await app.Http.PostAsync("/jobs?name=a.cbz", comic))
            {
                Assert.Equal(202, (int)accepted.StatusCode);
            }

            await app.UntilMetricAsync("done", 1);
        }
        finally
        {
            await Programs.RunAsync("umount", "/", folder);
            Directory.Delete(folder);
        }
    }

    private static string Error(JsonElement body) => body.GetProperty("error").GetString()!;

    private static async Task<(int Status, JsonElement Body)> HealthAsync(TestApp app)
    {
        using var response = await app.Http.GetAsync("/healthz");
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    private static async Task FillAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                await file.WriteAsync(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static async Task<string[]> PrometheusAsync(TestApp app)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add("Accept", "text/plain");
        using var response = await app.Http.SendAsync(request);
        return (await response.Content.ReadAsStringAsync()).Split('\n');
    }
}
