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
        var images = Image().Matches(Text).Select(m => m.Groups["value"].Value).ToHashSet();

        Assert.Equal(
            [
                $"mcr.microsoft.com/azure-functions/dotnet-isolated:4-dotnet-isolated{framework}",
                $"mcr.microsoft.com/dotnet/sdk:{framework}",
            ],
            images.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Context_HoldsAllThatTheAppIsBuiltFrom()
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, "Comic2Pdf.Functions/Comic2Pdf.Functions.csproj"));
        var references = project
            .Descendants("ProjectReference")
            .Concat(project.Descendants("None").Where(n => n.Attribute("Condition") is null))
            .Select(e => e.Attribute("Include")!.Value);
        var needed = references
            .Select(r => r.Split('/')[1])
            .Concat([
                "Comic2Pdf.Functions",
                "Directory.Build.props",
                "Directory.Packages.props",
                "global.json",
                ".editorconfig",
                "eng",
                "Dockerfile",
                .. project
                    .Descendants("EmbeddedResource")
                    .Select(e => e.Attribute("Include")!.Value)
                    .Where(i => i.StartsWith("../", StringComparison.Ordinal))
                    .Select(i => i[3..]),
                "tools/Comic2Pdf.FoldModel",
            ]);
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
    public void User_OfTheImage_IsNotRoot() =>
        Assert.StartsWith(
            "USER ${APP_UID",
            Text.Split('\n').Last(l => l.StartsWith("USER ", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );

    [GeneratedRegex(@"^FROM (?<value>\S+)", RegexOptions.Multiline)]
    private static partial Regex Image();

    [GeneratedRegex("^ARG OCR_LANGUAGES=\"(?<value>.*)\"$", RegexOptions.Multiline)]
    private static partial Regex Languages();

    [GeneratedRegex("^param ocrLanguages string = '(?<value>.*)'$", RegexOptions.Multiline)]
    private static partial Regex DefaultLanguages();
}
