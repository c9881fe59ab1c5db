using System.Text.Json;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Processing.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Comic2Pdf.Tests.Functions.Stages;

public sealed class OcrStageTests
{
    [Fact]
    public async Task ReadChunk_LanguageIsAuto_IsFoundAndSaid()
    {
        var tools = new ToolVersions(
            new Dictionary<string, string>(StringComparer.Ordinal),
            new Dictionary<string, string>(StringComparer.Ordinal),
            ["eng", "fra", "osd"]
        );
        await using var app = await TestApp.StartAsync(
            s => s with { OcrLang = "auto" },
            new FakeBooks { TextIn = (_, language) => Page(language == "fra" ? 97 : 88) },
            configure: services => services.AddSingleton(tools)
        );
        app.Drop("phare.cbz");

        var job = await app.JobAsync("phare.cbz", "DONE");

        Assert.Equal("auto", job.Profile.GetProperty("ocr").GetProperty("lang").GetString());
        Assert.Equal("eng+fra", job.Profile.GetProperty("ocr").GetProperty("tools").GetProperty("languages").GetString());
        using var state = JsonDocument.Parse(await app.Http.GetStringAsync($"/jobs/{job.JobKey}"));
        Assert.Equal("fra", state.RootElement.GetProperty("language").GetString());
    }

    private static PageText Page(double confidence) =>
        new(
            300,
            400,
            [
                new TextBlock([
                    new TextLine(
                        new Baseline(0, 20, 300, 20),
                        10,
                        2,
                        [.. Enumerable.Range(0, 40).Select(i => new TextWord("phare", new Box(7 * i, 10, 6, 10), confidence))]
                    ),
                ]),
            ]
        );
}
