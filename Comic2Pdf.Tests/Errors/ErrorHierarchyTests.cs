using System.Reflection;
using System.Text.RegularExpressions;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Errors;

public sealed partial class ErrorHierarchyTests
{
    public static TheoryData<string> Codes => [.. Constants().Select(f => (string)f.GetRawConstantValue()!)];

    [Fact]
    public void Exceptions_AllOfTheLibrary_DeriveFromTheOneRoot()
    {
        var exceptions = typeof(ComicException).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(Exception))).ToArray();
        Assert.Contains(typeof(ArchiveException), exceptions);
        Assert.All(exceptions, t => Assert.True(t.IsAssignableTo(typeof(ComicException)), t.FullName));
        Assert.All(exceptions, t => Assert.True(t.IsPublic, t.FullName));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Code_Each_IsDocumented(string code) =>
        Assert.Contains($"`{code}`", File.ReadAllText(Path.Combine(Repository.Root, "docs", "errors.md")), StringComparison.Ordinal);

    [Fact]
    public void Documentation_NamesNoCodeThatDoesNotExist()
    {
        var documented = CodeOfRow()
            .Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "errors.md")))
            .Select(m => m.Groups["code"].Value);
        Assert.Equal(
            Constants().Select(f => (string)f.GetRawConstantValue()!).Order(StringComparer.Ordinal),
            documented.Distinct().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Codes_All_AreUniqueSnakeCase()
    {
        var codes = Constants().Select(f => (string)f.GetRawConstantValue()!).ToArray();
        Assert.Equal(codes.Length, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(codes, c => Assert.Matches("^[a-z]+(_[a-z]+)*$", c));
    }

    [Fact]
    public void ArchiveException_Any_IsPermanent() => Assert.False(new ArchiveException(ErrorCode.ArchiveDamaged, "x").IsTransient);

    [Fact]
    public void OutputException_Any_IsTransient() => Assert.True(new OutputException(ErrorCode.OutputNotWritable, "x").IsTransient);

    /// <summary>The codes of the library, and those that only the app has.</summary>
    private static IEnumerable<FieldInfo> Constants() =>
        new[] { typeof(ErrorCode), typeof(RejectionCode), typeof(JobError) }
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(f => f.IsLiteral);

    [GeneratedRegex("^\\| `(?<code>[a-z_]+)` \\|", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeOfRow();
}
