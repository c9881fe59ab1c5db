using System.Reflection;
using System.Text.RegularExpressions;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Docs;

/// <summary>Every promise of docs/security.md names the tests that hold it, and they are there.</summary>
public sealed partial class SecurityDocTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "security.md"));

    [Fact]
    public void Tests_OfEachPromise_Exist()
    {
        var tests = typeof(SecurityDocTests)
            .Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(IsTest).Select(m => $"{t.Name}.{m.Name}"))
            .ToHashSet(StringComparer.Ordinal);
        var named = Names().Matches(Document).Select(m => m.Groups["test"].Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(named.Count > 40);
        Assert.Equal([], named.Except(tests));
    }

    [Fact]
    public void Promises_All_NameATest()
    {
        // Rows of the tables whose last column is the tests.
        var rows = Document
            .Split("\n| promise |")
            .Skip(1)
            .SelectMany(t => t.Split('\n').Skip(2).TakeWhile(l => l.StartsWith('|')))
            .ToList();
        Assert.True(rows.Count > 25);
        Assert.All(rows, r => Assert.Matches(Names(), r.TrimEnd('|', ' ').Split('|')[^1]));
    }

    private static bool IsTest(MethodInfo method) => method.GetCustomAttributes<FactAttribute>().Any();

    [GeneratedRegex("`(?<test>[A-Z][A-Za-z0-9]+Tests\\.[A-Za-z0-9_]+)`")]
    private static partial Regex Names();
}
