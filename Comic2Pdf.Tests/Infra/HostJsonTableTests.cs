using System.Text.Json;
using System.Text.RegularExpressions;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Infra;

/// <summary>Each value of host.json stands in the table of docs/azure.md with its reason, and the table says nothing else.</summary>
public sealed partial class HostJsonTableTests
{
    [Fact]
    public void Table_InTheDocument_IsHostJson()
    {
        using var host = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "host.json")));
        var values = Flatten(string.Empty, host.RootElement).Where(v => v.Path != "version").Order().ToList();

        Assert.NotEmpty(values);
        Assert.Equal(values, Rows().Select(r => (r.Path, r.Value)).Order());
    }

    [Fact]
    public void Table_EachRow_HasAReason() => Assert.All(Rows(), r => Assert.True(r.Reason.Length > 20, r.Path));

    private static IEnumerable<(string Path, string Value)> Flatten(string path, JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject().SelectMany(p => Flatten(path.Length == 0 ? p.Name : $"{path}.{p.Name}", p.Value))
            : [(path, element.GetRawText())];

    private static IEnumerable<(string Path, string Value, string Reason)> Rows() =>
        Row()
            .Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs/azure.md")))
            .Select(m => (m.Groups["path"].Value, m.Groups["value"].Value, m.Groups["reason"].Value));

    [GeneratedRegex(
        @"^\| `(?<path>(functionTimeout|logging\.|extensions\.)[^`]*)` \| `(?<value>[^`]*)` \| (?<reason>.*) \|$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Row();
}
