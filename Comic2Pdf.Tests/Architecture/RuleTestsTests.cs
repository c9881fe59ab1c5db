using System.Reflection;
using System.Text.RegularExpressions;
using Comic2Pdf.Functions;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Architecture;

/// <summary>Rules are pure, and every one of them is named by a test.</summary>
public sealed class RuleTestsTests
{
    // Folders that hold rules and what these are about, and nothing that does I/O for others.
    private static readonly string[] Folders = ["Jobs", "Contracts", "Settings", "Orchestrations"];

    private static readonly Type[] All =
    [
        .. typeof(AppServices).Assembly.GetTypes().Where(t => t is { IsNested: false, Namespace: not null } && !IsGenerated(t)),
    ];

    private static readonly Type[] Rules = [.. All.Where(t => t.Name.EndsWith("Rule", StringComparison.Ordinal))];

    [Fact]
    public void Rules_AreStaticAndUseNeitherStoreNorClock()
    {
        Assert.True(Rules.Length >= 4, string.Join(' ', Rules.Select(t => t.Name)));
        Assert.All(Rules, t => Assert.True(t is { IsAbstract: true, IsSealed: true }, t.Name));
        var given = Rules
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType));
        Assert.DoesNotContain(
            given,
            t =>
                t.IsInterface && t.Namespace!.StartsWith("Comic2Pdf", StringComparison.Ordinal)
                || t == typeof(TimeProvider)
                || typeof(Task).IsAssignableFrom(t)
        );
    }

    [Fact]
    public void Rules_AndPublicTypesOfTheirFolders_AreEachNamedByATest()
    {
        var tests = string.Join(
            '\n',
            Directory
                .GetFiles(Path.Combine(Repository.Root, "Comic2Pdf.Tests", "Functions"), "*.cs", SearchOption.AllDirectories)
                .Select(File.ReadAllText)
        );
        var types = Rules.Concat(All.Where(t => t.IsPublic && Folders.Contains(t.Namespace!.Split('.')[^1]))).Distinct();
        var unnamed = types
            .Select(t => t.Name.Split('`')[0])
            .Where(name => !Regex.IsMatch(tests, $@"\b{name}\b", RegexOptions.None, TimeSpan.FromSeconds(5)))
            .Order(StringComparer.Ordinal);
        Assert.Empty(unnamed);
    }

    private static bool IsGenerated(Type type) =>
        type.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), inherit: false)
        || type.Name.Contains('<', StringComparison.Ordinal);
}
