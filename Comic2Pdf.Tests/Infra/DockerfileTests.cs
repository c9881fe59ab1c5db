using System.Text.RegularExpressions;
using System.Xml.Linq;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Infra;

/// <summary>The image cannot be built everywhere; what can be known without it.</summary>
public sealed partial class DockerfileTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "Dockerfile"));

    [Fact]
    public void Images_AreOfTheTargetFramework()
    {
        var framework = XDocument
            .Load(Path.Combine(Repository.Root, "Directory.Build.props"))
            .Descendants("TargetFramework")
            .Single()
            .Value["net".Length..];
        var images = Image().Matches(Text).Select(m => m.Groups["value"].Value);

        Assert.Equal(
            [
                "debian:12-slim",
                $"mcr.microsoft.com/azure-functions/dotnet-isolated:4-dotnet-isolated{framework}",
                $"mcr.microsoft.com/dotnet/sdk:{framework}",
            ],
            images.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Context_HoldsAllThatTheAppIsBuiltFrom()
    {
        var projects = new[] { "Cli", "Functions", "LocalRuntime" }
            .Select(p => XDocument.Load(Path.Combine(Repository.Root, $"Comic2Pdf.{p}/Comic2Pdf.{p}.csproj")))
            .ToList();
        var references = projects
            .SelectMany(p => p.Descendants("ProjectReference").Concat(p.Descendants("None").Where(n => n.Attribute("Condition") is null)))
            .Select(e => e.Attribute("Include")!.Value)
            .Distinct(StringComparer.Ordinal);
        var needed = references
            .Select(r => r.Split('/')[1])
            .Concat([
                "Comic2Pdf.Cli",
                "Directory.Build.props",
                "Directory.Build.targets",
                "Directory.Packages.props",
                "global.json",
                ".editorconfig",
                "eng",
                "Dockerfile",
                .. projects
                    .SelectMany(p => p.Descendants("EmbeddedResource"))
                    .SelectMany(e => e.Attribute("Include")!.Value.Split(';'))
                    .Where(i => i.StartsWith("../", StringComparison.Ordinal) && !i.StartsWith("../eng/", StringComparison.Ordinal))
                    .Select(i => i[3..]),
                "tools/Comic2Pdf.FoldModel",
            ])
            .Distinct(StringComparer.Ordinal);
        var allowed = File.ReadAllLines(Path.Combine(Repository.Root, ".dockerignore"))
            .Where(l => l.StartsWith('!'))
            .Select(l => l[1..])
            .ToList();

        Assert.Equal(needed.Order(StringComparer.Ordinal), allowed.Order(StringComparer.Ordinal));
        Assert.All(allowed, a => Assert.True(Path.Exists(Path.Combine(Repository.Root, a)), a));
    }

    [Fact]
    public void Languages_OfTheImage_AreEnoughForTheDefault()
    {
        var image = Languages().Match(Text).Groups["value"].Value.Split(' ');
        var asked = DefaultLanguages().Match(File.ReadAllText(Path.Combine(Bicep.Folder, "main.bicep"))).Groups["value"].Value.Split('+');

        Assert.Equal(["eng", "fra"], asked.Order(StringComparer.Ordinal));
        Assert.Superset(asked.ToHashSet(), image.ToHashSet());
    }

    [Fact]
    public void User_OfTheImages_IsNotRoot()
    {
        Assert.StartsWith(
            "USER ${APP_UID",
            Stage("functions").Split('\n').Last(l => l.StartsWith("USER ", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );

        // The other one becomes PUID:PGID before it loads the program: EntrypointTests.
        Assert.Contains("\"/usr/local/bin/entrypoint\"]", Stage("serve"), StringComparison.Ordinal);
    }

    // `azd deploy` and plain `docker build` take what they took before there were two.
    [Fact]
    public void LastStage_IsTheOneOfAzureYaml()
    {
        var last = Text.Split('\n').Last(l => l.StartsWith("FROM ", StringComparison.Ordinal)).Split(" AS ")[1];

        Assert.Equal("functions", last);
        Assert.Contains(
            $"\n      target: {last}\n",
            File.ReadAllText(Path.Combine(Repository.Root, "azure.yaml")),
            StringComparison.Ordinal
        );
    }

    /// <summary>The lines of a stage.</summary>
    internal static string Stage(string name)
    {
        var from = Text.IndexOf($" AS {name}\n", StringComparison.Ordinal);
        var to = Text.IndexOf("\nFROM ", from, StringComparison.Ordinal);
        return to < 0 ? Text[from..] : Text[from..to];
    }

    [GeneratedRegex(@"^ARG \w+_IMAGE=(?<value>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Image();

    [GeneratedRegex("^ARG OCR_LANGUAGES=\"(?<value>.*)\"$", RegexOptions.Multiline)]
    private static partial Regex Languages();

    [GeneratedRegex("^param ocrLanguages string = '(?<value>.*)'$", RegexOptions.Multiline)]
    private static partial Regex DefaultLanguages();
}
