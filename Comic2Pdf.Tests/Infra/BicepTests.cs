using System.Text.Json;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Infra;

/// <summary>The Bicep files compile, and the linter with all its rules has nothing to say.</summary>
public sealed class BicepTests
{
    private static readonly string[] Files =
    [
        "main.bicep",
        "modules/alerts.bicep",
        "modules/app.bicep",
        "modules/event-subscription.bicep",
        "modules/events.bicep",
        "modules/identity.bicep",
        "modules/monitoring.bicep",
        "modules/network.bicep",
        "modules/registry.bicep",
        "modules/scheduler.bicep",
        "modules/storage.bicep",
    ];

    [Fact]
    public async Task Build_AllFiles_NotAWord()
    {
        using var folder = new TestFolder();
        var result = await Bicep.RunAsync("build", "--pattern", "infra/**/*.bicep", "--outdir", folder.Out);

        Assert.Equal((0, string.Empty), (result.ExitCode, (result.Errors + result.Output).Trim()));
        var built = Directory
            .EnumerateFiles(folder.Out, "*.json", SearchOption.AllDirectories)
            .Select(f => Path.ChangeExtension(Path.GetRelativePath(folder.Out, f), ".bicep"));
        Assert.Equal(Files, built.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Lint_AllFiles_NotAWord()
    {
        var result = await Bicep.RunAsync("lint", "--pattern", "infra/**/*.bicep");

        Assert.Equal((0, string.Empty), (result.ExitCode, (result.Errors + result.Output).Trim()));
    }

    [Fact]
    public async Task Lint_FileWithAnUnusedParameter_IsAnErrorByOurRules()
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Out, "bad.bicep");
        await File.WriteAllTextAsync(file, "param unused string\n");
        File.Copy(Path.Combine(Bicep.Folder, "bicepconfig.json"), Path.Combine(folder.Out, "bicepconfig.json"));

        var result = await Bicep.RunAsync("lint", file);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("Error no-unused-params", result.Errors + result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Configuration_EveryRule_IsAnErrorOrOffWithAReason()
    {
        var lines = File.ReadAllLines(Path.Combine(Bicep.Folder, "bicepconfig.json"));
        using var json = JsonDocument.Parse(
            string.Join('\n', lines),
            new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }
        );
        var rules = json.RootElement.GetProperty("analyzers").GetProperty("core").GetProperty("rules").EnumerateObject().ToList();

        Assert.True(rules.Count > 30);
        foreach (var rule in rules.Where(r => r.Value.GetProperty("level").GetString() != "error"))
        {
            Assert.Equal("off", rule.Value.GetProperty("level").GetString());
            var line = Array.FindIndex(lines, l => l.Contains($"\"{rule.Name}\"", StringComparison.Ordinal));
            Assert.Contains("// Off: ", lines[line - 1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Parameters_OfTheParameterFile_AreThoseOfMain()
    {
        using var folder = new TestFolder();
        var result = await Bicep.RunAsync("build", "infra/main.bicep", "--outfile", Path.Combine(folder.Out, "main.json"));
        Assert.Equal(0, result.ExitCode);
        using var main = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Out, "main.json")));
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Bicep.Folder, "main.parameters.json")));
        var declared = main
            .RootElement.GetProperty("parameters")
            .EnumerateObject()
            .ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
        var given = file.RootElement.GetProperty("parameters").EnumerateObject().Select(p => p.Name).ToList();

        Assert.Empty(given.Except(declared.Keys));
        Assert.Empty(declared.Where(p => !p.Value.TryGetProperty("defaultValue", out _)).Select(p => p.Key).Except(given));
    }
}
