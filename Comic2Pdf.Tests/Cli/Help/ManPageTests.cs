using Comic2Pdf.Cli;
using Comic2Pdf.Cli.Help;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Cli.Help;

public sealed class ManPageTests
{
    private static readonly string Page = Path.Combine(Repository.Root, "eng/package/comic2pdf.1");

    [Fact]
    public async Task File_OfTheRelease_IsWhatTheHelpSays()
    {
        var result = await Programs.Comic2PdfAsync(".", "man");

        Assert.True(
            result.Output == await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken),
            "the command line has changed: dotnet Comic2Pdf.Cli/bin/Release/net10.0/Comic2Pdf.Cli.dll man >eng/package/comic2pdf.1"
        );
        Assert.Contains($"\"comic2pdf {Versions.Of("Directory.Build.props")}\"", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_EachCommandAndOption_IsThere()
    {
        var commands = CommandShape.AllOf(CommandLine.Create());
        var page = ManPage.Write("What it is.", commands, "1.2.3");

        Assert.All(
            commands,
            c => Assert.Contains($".SS {c.Name.Replace("-", "\\-", StringComparison.Ordinal)}", page, StringComparison.Ordinal)
        );
        Assert.All(
            commands.SelectMany(c => c.Options).SelectMany(o => o.Names),
            n => Assert.Contains($"\\fB{n.Replace("-", "\\-", StringComparison.Ordinal)}\\fR", page, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task File_ReaderOfManPages_HasNothingToSay() =>
        // The dates are left out on purpose: they would change with each release.
        Assert.Empty(
            (
                await Programs.RunAsync(
                    "sh",
                    ".",
                    "-c",
                    $"command -v mandoc >/dev/null || exit 0; mandoc -T lint -W warning '{Page}' | grep -v 'date'"
                )
            ).Output
        );

    [Theory]
    [InlineData(".hidden", "\\&.hidden")]
    [InlineData("'quoted'", "\\&'quoted'")]
    [InlineData("a-b\\c", "a\\-b\\ec")]
    public void Write_WordsThatWouldBeCommands_AreText(string description, string written) =>
        Assert.Contains($"\n{written}\n", ManPage.Write("What it is.", [new("name", description, [], [])], "1"), StringComparison.Ordinal);
}
