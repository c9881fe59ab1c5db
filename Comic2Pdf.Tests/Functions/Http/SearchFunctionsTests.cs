using System.Net.Http.Json;
using System.Text.Json;
using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Functions.Search;

namespace Comic2Pdf.Tests.Functions.Http;

/// <summary>GET /search, and `comic2pdf search`.</summary>
public sealed class SearchFunctionsTests
{
    [Fact]
    public async Task Get_WordsOfAFinishedBook_FindsThemUntilTheJobIsDeleted()
    {
        var books = new FakeBooks { Text = i => PageTexts.Of($"C'est la page {i + 1}", "Où est l'été ?") };
        await using var app = await TestApp.StartAsync(s => s with { KeepWorkDirDays = 0 }, books);
        app.Drop("Le Lotus.cbz", pages: 3);
        var job = await app.JobAsync("Le Lotus.cbz", "DONE");
        var answer = await AskAsync(app, "page 2");
        Assert.Equal(("page 2", 1), (answer.GetProperty("query").GetString(), answer.GetProperty("total").GetInt32()));
        var hit = Assert.Single(answer.GetProperty("hits").EnumerateArray());
        Assert.Equal((job.JobKey, "Le Lotus", 2), (Text(hit, "jobKey"), Text(hit, "book"), hit.GetProperty("page").GetInt32()));
        Assert.Equal("C'est la page 2", Text(hit, "text"));
        Assert.Equal([0.1, 0.05, 0.38, 0.02], hit.GetProperty("box").EnumerateArray().Select(v => v.GetDouble()));
        Assert.Equal(3, (await AskAsync(app, "ete")).GetProperty("total").GetInt32());

        var printed = await Programs.Comic2PdfAsync(app.Data, "search", "PAGE", "2", "--url", app.Http.BaseAddress!.ToString());
        Assert.Equal((0, $"{job.JobKey}\tLe Lotus\t2\tC'est la page 2\n"), (printed.ExitCode, printed.Output));

        Assert.Equal(200, (int)(await app.Http.DeleteAsync($"/jobs/{job.JobKey}")).StatusCode);
        Assert.Equal(0, (await AskAsync(app, "ete")).GetProperty("total").GetInt32());
        Assert.Empty(app.Files.Names("index", "texts"));
    }

    [Theory]
    [InlineData("", "q must")]
    [InlineData("?q=%20", "q must")]
    [InlineData("?q=a&limit=0", "limit must")]
    [InlineData("?q=a&limit=201", "limit must")]
    [InlineData("?q=a&key=b", "key must")]
    public async Task Get_SenselessQuery_SaysWhy(string query, string reason)
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        using var response = await app.Http.GetAsync($"/search{query}");
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains(reason, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Storage", "files")]
    public async Task Serve_KilledAndItsIndexLost_FindsWhatWasReadForReal()
    {
        var first = await TestApp.ServeAsync();
        File.Copy(Path.Combine(Repository.Root, "samples", "le-robot-et-la-pluie.cbz"), first.At("in", "robot.cbz"));
        await first.UntilMetricAsync("done", 1);
        var found = (await AskAsync(first, "robot")).ToString();
        await first.KillAsync();
        Directory.Delete(first.At("work"), recursive: true);
        var index = Path.Combine(first.Data, "index", "search.db");
        await File.WriteAllTextAsync(index, string.Concat(Enumerable.Repeat("nonsense", 1000)));
        File.Delete($"{index}-wal");

        await using var second = await TestApp.ServeAsync(first.Data);
        Assert.NotEqual(0, (await AskAsync(second, "robot")).GetProperty("total").GetInt32());
        Assert.Equal(found, (await AskAsync(second, "robot")).ToString());
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static Task<JsonElement> AskAsync(TestApp app, string query) =>
        app.Http.GetFromJsonAsync<JsonElement>($"/search?q={Uri.EscapeDataString(query)}");
}
