using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Functions;

/// <summary>Reading is a fast fake in this test alone.</summary>
public sealed class ManyJobsTests
{
    [Fact]
    public async Task Drop_HundredsAtOnce_AllEndInOutOnce()
    {
        // A blob job is some forty requests to the one Azurite.
        var comics = StoreView.IsBlobs ? 100 : 300;
        await using var app = await TestApp.StartAsync(
            s => s with { MaxJobsInFlight = 16, PrepConcurrency = 8, OcrConcurrency = 8 },
            new FakeBooks()
        );
        for (var i = 0; i < comics; i++)
        {
            app.Files.Write($"in/{i}.cbz", new ZipBuilder().Stored($"page{i}.jpg", SimpleComic.Page(i % 10, 60, 80)).Build());
        }

        await app.UntilAsync("all are done", async () => await app.MetricAsync("done") == comics ? "yes" : null);
        Assert.Equal(
            Enumerable.Range(0, comics).Select(i => $"{i}").Order(StringComparer.Ordinal),
            app.Files.Names("out").Select(f => Path.GetFileName(f).Split("__")[0]).Order(StringComparer.Ordinal)
        );
        Assert.Equal(comics, app.Files.Names("archive").Length);
        Assert.Empty(app.Files.Names("in"));
        Assert.Equal(0, await app.MetricAsync("error"));
    }
}
