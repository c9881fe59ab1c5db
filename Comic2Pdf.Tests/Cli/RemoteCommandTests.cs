using System.Text.Json;
using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Functions;

namespace Comic2Pdf.Tests.Cli;

public sealed class RemoteCommandTests
{
    [Fact]
    public async Task Commands_AgainstARunningServer_SeeAndChangeIt()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var source = app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "DONE");
        app.Drop("b.cbz", source);
        await app.UntilAsync(
            "held",
            () => app.Files.Names("hold", "duplicates", job.JobKey).Any(n => n.EndsWith("b.cbz", StringComparison.Ordinal))
        );

        Assert.Equal($"{job.JobKey}\tDONE\t1\t3/3\t{job.UpdatedAt}\ta.cbz\n", await RunAsync("jobs"));
        Assert.Equal(
            "DONE",
            JsonDocument.Parse(await RunAsync("job", job.JobKey[..12], "--json")).RootElement.GetProperty("state").GetString()
        );
        Assert.Contains("job_timeout_s     600", await RunAsync("config"), StringComparison.Ordinal);
        Assert.Contains("ocr_concurrency", await RunAsync("config", "ocr_concurrency=3"), StringComparison.Ordinal);
        Assert.Contains("b.cbz", await RunAsync("duplicates"), StringComparison.Ordinal);
        await RunAsync("decide", job.JobKey[..12], "DISCARD");
        Assert.Empty(await RunAsync("duplicates"));
        Assert.Equal(1, (await Programs.Comic2PdfAsync(app.Data, "retry", job.JobKey, "--url", app.Http.BaseAddress!.ToString())).ExitCode);
        await RunAsync("delete", job.JobKey);
        Assert.Empty(await app.JobsAsync());

        async Task<string> RunAsync(params string[] arguments)
        {
            var result = await Programs.Comic2PdfAsync(app.Data, [.. arguments, "--url", app.Http.BaseAddress!.ToString()]);
            Assert.Equal((0, string.Empty), (result.ExitCode, result.Errors));
            return result.Output;
        }
    }

    [Fact]
    public async Task Command_NoServer_SaysSo()
    {
        var result = await Programs.Comic2PdfAsync(".", "jobs", "--url", "http://127.0.0.1:9");
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("no comic2pdf server answers at http://127.0.0.1:9/", result.Errors, StringComparison.Ordinal);
    }
}
