using Comic2Pdf.Processing.Sidecars;
using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Functions;
using Comic2Pdf.Tests.Functions.Search;

namespace Comic2Pdf.Tests.Sidecars;

/// <summary>TEXT_SIDECAR on a server, and `convert --sidecar`: the files are where the PDF is, whole or not at all.</summary>
public sealed class SidecarPublishingTests
{
    private static readonly string[] Endings = [".alto.xml", ".hocr", ".json", ".mokuro", ".pdf"];

    [Fact]
    public async Task Serve_AllFormats_AreBesideThePdfAndItsCopies()
    {
        var books = new FakeBooks { Text = i => PageTexts.Of($"page {i + 1}") };
        await using var app = await TestApp.StartAsync(s => s with { TextSidecar = Sidecar.All }, books);
        var source = app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "DONE");
        Assert.Equal(Endings.Select(e => $"out/a__job-{job.JobKey}{e}"), Names());
        Assert.Contains("page 3", app.Files.Text("out", $"a__job-{job.JobKey}.json"), StringComparison.Ordinal);

        app.Drop("b.cbz", source);
        await app.UntilAsync("held", async () => await app.HeldAsync() == 1 ? "held" : null);
        Assert.Equal(200, (await app.PostAsync($"/duplicates/{job.JobKey}", "{\"action\": \"USE_EXISTING_RESULT\"}")).Status);
        Assert.Equal(
            [.. Endings.Select(e => $"out/a__job-{job.JobKey}{e}"), .. Endings.Select(e => $"out/b__job-{job.JobKey}{e}")],
            Names()
        );

        string[] Names() => [.. app.Files.Names("out").Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Convert_SidecarOption_WritesThemAndReplacesItsOwnOnly()
    {
        using var folder = new TestFolder();
        var comic = Path.Combine(folder.In, "robot.cbz");
        File.Copy(Path.Combine(Repository.Root, "samples", "le-robot-et-la-pluie.cbz"), comic);
        string[] arguments = ["convert", comic, "-o", folder.Out, "--sidecar", "json,alto", "--sidecar", "mokuro", "--json"];
        for (var i = 0; i < 2; i++)
        {
            var done = await Programs.Comic2PdfAsync(folder.Root, arguments);
            Assert.True(done.ExitCode == 0, done.Output + done.Errors);
            Assert.Contains("robot.alto.xml", done.Output, StringComparison.Ordinal);
        }

        Assert.Equal(
            ["robot.alto.xml", "robot.json", "robot.mokuro", "robot.pdf"],
            Directory.GetFiles(folder.Out).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.Contains("ROBOT", await File.ReadAllTextAsync(Path.Combine(folder.Out, "robot.mokuro")), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder.Out, "robot.json"), "{\"mine\": true}");
        var refused = await Programs.Comic2PdfAsync(folder.Root, arguments);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("output_exists", refused.Output, StringComparison.Ordinal);
        Assert.Equal("{\"mine\": true}", await File.ReadAllTextAsync(Path.Combine(folder.Out, "robot.json")));
        Assert.Equal(2, (await Programs.Comic2PdfAsync(folder.Root, "convert", comic, "--sidecar", "json", "--no-ocr")).ExitCode);
        Assert.NotEqual(0, (await Programs.Comic2PdfAsync(folder.Root, "convert", comic, "--sidecar", "pdf")).ExitCode);
    }
}
