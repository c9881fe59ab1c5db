using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Comic2Pdf.Tests.WebPage;
using SkiaSharp;

namespace Comic2Pdf.Tests.Functions.Http;

/// <summary>Pages of books over real HTTP, on every store.</summary>
public sealed class BookFunctionsTests
{
    [Fact]
    public async Task Get_Pages_AreThereWithAndWithoutTheWorkFolder()
    {
        await using var app = await TestApp.StartAsync(s => s with { KeepWorkDirDays = 0 }, ReadBooks.New());
        app.Drop("book.cbz", 3);
        var job = await app.JobAsync("book.cbz", "DONE");
        await app.UntilAsync("the work folder is gone", () => !app.Files.Exists("work", job.JobKey, "manifest.json"));
        var pages = await app.Http.GetFromJsonAsync<JsonElement>($"/jobs/{job.JobKey}/pages");
        Assert.Equal([1, 2, 3], pages.EnumerateArray().Select(p => p.GetProperty("page").GetInt32()));
        Assert.All(
            pages.EnumerateArray(),
            p => Assert.Equal((6, 300), (p.GetProperty("words").GetInt32(), p.GetProperty("width").GetInt32()))
        );

        var page = await app.Http.GetFromJsonAsync<JsonElement>($"/jobs/{job.JobKey}/pages/2");
        var block = page.GetProperty("blocks")[0];
        Assert.Equal("BONJOUR PAGE 2", block.GetProperty("text").GetString());
        Assert.Equal([0.1, 0.1], block.GetProperty("box").EnumerateArray().Take(2).Select(b => b.GetDouble()));
        Assert.Equal(3, block.GetProperty("words").GetArrayLength());

        using var thumbnail = SKBitmap.Decode(await app.Http.GetByteArrayAsync($"/jobs/{job.JobKey}/pages/2/thumbnail?width=150"));
        Assert.Equal((150, 200), (thumbnail.Width, thumbnail.Height));
        Assert.Equal(404, await StatusAsync(app, $"/jobs/{job.JobKey}/pages/4"));
        Assert.Equal(404, await StatusAsync(app, $"/jobs/{job.JobKey}/pages/0/thumbnail"));
        Assert.Equal(400, await StatusAsync(app, $"/jobs/{job.JobKey}/pages/1/thumbnail?width=9999"));
        Assert.Equal(404, await StatusAsync(app, $"/jobs/{JobStatuses.Key}/pages"));

        // The text stays when the PDF goes.
        app.Files.Delete(app.Files.Names("out").Single());
        Assert.Equal(404, await StatusAsync(app, $"/jobs/{job.JobKey}/pages/1/thumbnail"));
        Assert.Equal(200, await StatusAsync(app, $"/jobs/{job.JobKey}/pages/1"));

        using var deleted = await app.Http.DeleteAsync($"/jobs/{job.JobKey}");
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.True(app.Files.IsEmpty("index", "books"));
    }

    [Fact]
    public async Task Get_PagesOfAJobThatIsRead_ShowWhatIsKnownSoFar()
    {
        var gate = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(
            books: new FakeBooks { Text = ReadBooks.Text, OnRead = (i, token) => i == 0 ? Task.CompletedTask : gate.Task.WaitAsync(token) }
        );
        app.Drop("book.cbz", 2);
        var job = await app.JobAsync("book.cbz", "OCR_RUNNING");
        var pages = await app.UntilAsync(
            "the first page is read",
            async () =>
                await app.Http.GetFromJsonAsync<JsonElement[]>($"/jobs/{job.JobKey}/pages") is [var first, _] p
                && first.GetProperty("isRead").GetBoolean()
                    ? p
                    : null
        );
        Assert.False(pages[1].GetProperty("isRead").GetBoolean());
        using var thumbnail = SKBitmap.Decode(await app.Http.GetByteArrayAsync($"/jobs/{job.JobKey}/pages/2/thumbnail"));
        Assert.Equal(200, thumbnail.Width);
        var row = (await app.Http.GetFromJsonAsync<JsonElement[]>("/jobs?brief=true"))!.Single();
        Assert.StartsWith("20", row.GetProperty("runningSince").GetString(), StringComparison.Ordinal);
        gate.SetResult();
        await app.JobAsync("book.cbz", "DONE");
        var log = await app.Http.GetFromJsonAsync<JsonElement>($"/jobs/{job.JobKey}/log");
        Assert.Contains("2 pages", log.GetProperty("prep").GetString(), StringComparison.Ordinal);
        Assert.Contains("12 words", log.GetProperty("ocr").GetString(), StringComparison.Ordinal);
    }

    private static async Task<int> StatusAsync(TestApp app, string path)
    {
        using var answer = await app.Http.GetAsync(path);
        return (int)answer.StatusCode;
    }
}
