using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Comic2Pdf.Tests.Fixtures;
using UglyToad.PdfPig;

namespace Comic2Pdf.Tests.Functions;

/// <summary>The real program as a child, killed in the middle of reading.</summary>
[Trait("Storage", "files")]
public sealed class KillTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("comic2pdf-kill");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Serve_KilledWhileReading_GoesOnFromThePagesAlreadyRead()
    {
        const int Pages = 40;
        var (first, http) = await ServeAsync();
        SimpleComic.Write(Path.Combine(_folder.FullName, "in", "a.cbz.part"), Pages);
        File.Move(Path.Combine(_folder.FullName, "in", "a.cbz.part"), Path.Combine(_folder.FullName, "in", "a.cbz"));
        await UntilAsync("some pages are read", () => Task.FromResult(Read().Count >= 8));
        first.Kill();
        await first.WaitForExitAsync();
        first.Dispose();
        http.Dispose();
        var before = Read();
        Assert.InRange(before.Count, 8, Pages - 1);

        var (second, again) = await ServeAsync();
        await UntilAsync("the job is done", async () => (await again.GetFromJsonAsync<JsonElement>("/metrics")).GetProperty("done").GetInt32() == 1);
        var after = Read();
        Assert.Equal(Pages, after.Count);
        Assert.All(before, page => Assert.Equal(page.Value, after[page.Key]));
        using (var pdf = PdfDocument.Open(Directory.GetFiles(Path.Combine(_folder.FullName, "out"), "a__job-*.pdf").Single()))
        {
            Assert.Equal(Pages, pdf.NumberOfPages);
        }

        using var term = Process.Start("kill", ["-TERM", $"{second.Id}"]);
        await second.WaitForExitAsync();
        Assert.Equal(0, second.ExitCode);
        second.Dispose();
        again.Dispose();
    }

    private static async Task UntilAsync(string what, Func<Task<bool>> look)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await look())
        {
            Assert.False(patience.IsCancellationRequested, $"did not happen: {what}");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private Dictionary<string, DateTime> Read() => Directory.GetFiles(Path.Combine(_folder.FullName, "work"), "*.json", SearchOption.AllDirectories)
        .Where(f => Path.GetFileName(Path.GetDirectoryName(f)) == "ocr" && !Path.GetFileName(f).StartsWith('.')).ToDictionary(f => f, File.GetLastWriteTimeUtc, StringComparer.Ordinal);

    private async Task<(Process Process, HttpClient Http)> ServeAsync()
    {
        var process = Programs.StartComic2Pdf(_folder.FullName, "serve", "--data", _folder.FullName, "--port", "0");
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("comic2pdf serves ", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                _ = process.StandardError.ReadToEndAsync();
                return (process, new HttpClient { BaseAddress = new Uri(line.Split(' ')[2]) });
            }
        }

        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
    }
}
