using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Functions;

/// <summary>Reading is a fast fake in this test alone.</summary>
public sealed class ManyJobsTests
{
    [Fact]
    public async Task Drop_HundredsAtOnce_AllEndInOutOnce()
    {
        const int Comics = 300;
        await using var app = await TestApp.StartAsync(s => s with { MaxJobsInFlight = 16, PrepConcurrency = 8, OcrConcurrency = 8 }, new FakeBooks());
        for (var i = 0; i < Comics; i++)
        {
            SmallComic(app.At("in", $"{i}.cbz"), i);
        }

        await app.UntilAsync("all are done", async () => await app.MetricAsync("done") == Comics ? "yes" : null);
        Assert.Equal(Enumerable.Range(0, Comics).Select(i => $"{i}").Order(StringComparer.Ordinal), Directory.GetFiles(app.At("out")).Select(f => Path.GetFileName(f).Split("__")[0]).Order(StringComparer.Ordinal));
        Assert.Equal(Comics, Directory.GetFiles(app.At("archive")).Length);
        Assert.Empty(Directory.GetFiles(app.At("in")));
        Assert.Equal(0, await app.MetricAsync("error"));
    }

    private static void SmallComic(string path, int number)
    {
        var part = path + ".part";
        using (var zip = System.IO.Compression.ZipFile.Open(part, System.IO.Compression.ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry($"page{number}.jpg", System.IO.Compression.CompressionLevel.NoCompression).Open();
            entry.Write(SimpleComic.Page(number % 10, 60, 80));
        }

        File.Move(part, path);
    }
}
