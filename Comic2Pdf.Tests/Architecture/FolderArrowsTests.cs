using System.Text.RegularExpressions;
using Comic2Pdf.Functions;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Architecture;

/// <summary>Folders of a project are layers: each uses only those before it in the list. The tables of docs/architecture.md say what is in them.</summary>
public sealed partial class FolderArrowsTests
{
    private static readonly Dictionary<string, string[]> Layers = new(StringComparer.Ordinal)
    {
        ["Comic2Pdf.Functions"] =
        [
            "Jobs",
            "Contracts",
            "Logging",
            "Telemetry",
            "Storage",
            "Settings",
            "Index",
            "Books",
            "Search",
            "Notices",
            "Orchestrations",
            "Stages",
            "Intake",
            "Housekeeping",
            "Http",
        ],
        ["Comic2Pdf.Processing"] = ["Errors", "Text", "Sidecars", "Metadata", "Images", "Archives", "Ocr", "Pdf", "Worker", "Pipeline"],
        ["Comic2Pdf.LocalRuntime"] = ["Functions", "Durable", "Triggers", "Http", "Hosting"],
    };

    // Arrows that go up all the same, each with its reason. The list only gets shorter: one that is gone must be taken out.
    private static readonly Dictionary<(string Project, string From, string To), string> Exceptions = new()
    {
        [("Comic2Pdf.LocalRuntime", "Http", "Hosting")] = "the options of the HTTP endpoint are a part of the host's",
        [("Comic2Pdf.LocalRuntime", "Triggers", "Hosting")] = "the options of blob triggers are a part of the host's",
    };

    public static TheoryData<string> Projects => [.. Layers.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Layers_NameEveryFolder(string project) =>
        Assert.Equal(SourceArrows.Of(project).Folders, Layers[project].Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Arrows_OnlyGoDown(string project)
    {
        var layers = Layers[project];
        var up = SourceArrows.Of(project).All.Where(a => Array.IndexOf(layers, a.Key.To) > Array.IndexOf(layers, a.Key.From)).ToList();
        Assert.All(
            up,
            a =>
                Assert.True(
                    Exceptions.ContainsKey((project, a.Key.From, a.Key.To)),
                    $"{a.Key.From} uses {a.Key.To}: {string.Join(", ", a.Value)}"
                )
        );
        Assert.Equal(Exceptions.Keys.Where(e => e.Project == project).Select(e => (e.From, e.To)).Order(), up.Select(a => a.Key).Order());
    }

    [Fact]
    public void Document_TableOfFunctions_IsTheLayersWithTypesAndTestsThatExist()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));
        var section = text[
            text.IndexOf("## Comic2Pdf.Functions", StringComparison.Ordinal)..text.IndexOf("## Decisions", StringComparison.Ordinal)
        ];
        var rows = Rows().Matches(section).Select(m => m.Value.Split('|')).ToList();
        Assert.Equal(Layers["Comic2Pdf.Functions"], rows.Select(r => r[1].Trim(' ', '`')));
        Assert.All(
            rows,
            r => Assert.True(Directory.Exists(Path.Combine(Repository.Root, "Comic2Pdf.Tests", "Functions", r[1].Trim(' ', '`'))), r[1])
        );
        var types = typeof(AppServices)
            .Assembly.GetTypes()
            .Where(t => !t.IsNested)
            .ToLookup(t => t.Namespace, t => t.Name, StringComparer.Ordinal);
        Assert.All(
            rows,
            r =>
                Assert.All(
                    Names().Matches(r[3]).Select(m => m.Groups["name"].Value),
                    name => Assert.Contains(name, types[$"Comic2Pdf.Functions.{r[1].Trim(' ', '`')}"])
                )
        );
    }

    [Theory]
    [InlineData("Comic2Pdf.Functions", "Http", "Intake")]
    [InlineData("Comic2Pdf.Functions", "Index", "Storage")]
    [InlineData("Comic2Pdf.Processing", "Pipeline", "Worker")]
    [InlineData("Comic2Pdf.LocalRuntime", "Hosting", "Triggers")]
    public void Arrows_ThatAreThere_AreSeen(string project, string from, string to) =>
        Assert.Contains((from, to), SourceArrows.Of(project).All.Keys);

    [GeneratedRegex("^\\| `.*$", RegexOptions.Multiline, 1000)]
    private static partial Regex Rows();

    [GeneratedRegex("`(?<name>[A-Za-z]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();
}
