using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Model;

/// <summary>Whoever changes a mirrored type, or a version, must see which package it stands for.</summary>
public sealed partial class MirrorNoteTests
{
    private static readonly string Root = RootOf();

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, "Comic2Pdf.LocalRuntime", "Model"), "*.cs", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Root, f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void File_OfTheModel_NamesItsPackageAndAVersionThatIsReferenced(string file)
    {
        var first = File.ReadLines(Path.Combine(Root, file)).First();

        var note = Note().Match(first);
        Assert.True(note.Success, $"'{first}' is no note of what is mirrored");
        Assert.Contains((note.Groups["package"].Value, note.Groups["version"].Value), Known());
    }

    [Fact]
    public void Files_OfTheModel_AreFound() => Assert.InRange(Files.Count, 40, 200);

    // What the app references, and what comes with that, as the documentation has it.
    private static HashSet<(string Package, string Version)> Known()
    {
        var referenced = XDocument.Load(Path.Combine(Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Select(p => ((string)p.Attribute("Include")!, (string)p.Attribute("Version")!));
        var documented = Transitive().Matches(File.ReadAllText(Path.Combine(Root, "docs", "local-runtime.md")))
            .Select(m => (m.Groups["package"].Value, m.Groups["version"].Value));
        return [.. referenced, .. documented];
    }

    private static string RootOf([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(path, "..", "..", ".."));

    [GeneratedRegex(@"^// Mirrors (?<package>[A-Za-z.]+) (?<version>\d+\.\d+\.\d+) \(see docs/local-runtime\.md, ""The mirrored model""\)\.$", RegexOptions.ExplicitCapture)]
    private static partial Regex Note();

    [GeneratedRegex(@"^\| `(?<package>Microsoft\.[A-Za-z.]+)` \| (?<version>\d+\.\d+\.\d+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Transitive();
}
