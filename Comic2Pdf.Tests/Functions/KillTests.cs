using UglyToad.PdfPig;

namespace Comic2Pdf.Tests.Functions;

/// <summary>The real program as a child, killed in the middle of reading.</summary>
[Trait("Storage", "files")]
public sealed class KillTests
{
    [Fact]
    public async Task Serve_KilledWhileReading_GoesOnFromThePagesAlreadyRead()
    {
        const int Pages = 40;
        var first = await TestApp.ServeAsync();
        first.Drop("a.cbz", Pages);
        await first.UntilAsync("some pages are read", () => Read(first.Data).Count >= 8);
        await first.KillAsync();
        var before = Read(first.Data);
        Assert.InRange(before.Count, 8, Pages - 1);

        // Its end by SIGTERM is checked when it is disposed of.
        await using var second = await TestApp.ServeAsync(first.Data);
        await second.UntilMetricAsync("done", 1);
        var after = Read(second.Data);
        Assert.Equal(Pages, after.Count);
        Assert.All(before, page => Assert.Equal(page.Value, after[page.Key]));
        using var pdf = PdfDocument.Open(Directory.GetFiles(second.At("out"), "a__job-*.pdf").Single());
        Assert.Equal(Pages, pdf.NumberOfPages);
    }

    private static Dictionary<string, DateTime> Read(string data) =>
        Directory
            .GetFiles(Path.Combine(data, "work"), "*.json", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(Path.GetDirectoryName(f)) == "ocr" && !Path.GetFileName(f).StartsWith('.'))
            .ToDictionary(f => f, File.GetLastWriteTimeUtc, StringComparer.Ordinal);
}
