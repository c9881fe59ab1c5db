using System.Text.RegularExpressions;
using Comic2Pdf.Tests.Fixtures;
using UglyToad.PdfPig;

namespace Comic2Pdf.Tests.Docs;

/// <summary>The README's commands are run as they stand there, on a copy of what git would clone.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("comic2pdf-readme");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task MainCommand_AsWritten_MakesASearchablePdf()
    {
        var command = Commands().First();
        Assert.Equal("./comic2pdf convert samples/le-robot-et-la-pluie.cbz -o out/", command);
        await RunInCloneAsync(command);
        using var pdf = PdfDocument.Open(Path.Combine(_folder.FullName, "out", "le-robot-et-la-pluie.pdf"));
        Assert.Equal(6, pdf.NumberOfPages);
        Assert.Contains("UMBRELLA", pdf.GetPage(2).Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void TestCommand_AsWritten_IsTheOneThatCiRuns()
    {
        var command = Commands().ElementAt(1);
        Assert.Equal("./test.sh", command);
        Assert.Contains(command, File.ReadAllText(Path.Combine(Repository.Root, ".ci/run")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UseCommands_AsWritten_AllSucceed()
    {
        SimpleComic.Write(Path.Combine(_folder.FullName, "comics", "below", "a.cbz"));
        SimpleComic.Write(Path.Combine(_folder.FullName, "more", "b.cbr"));
        SimpleComic.Write(Path.Combine(_folder.FullName, "book.cbz"));
        var use = Commands().Skip(2).Where(c => c.StartsWith("./comic2pdf", StringComparison.Ordinal)).ToList();
        Assert.True(use.Count >= 6);
        foreach (var command in use)
        {
            await RunInCloneAsync(command);
        }

        Assert.True(File.Exists(Path.Combine(_folder.FullName, "out", "below", "a.pdf")));
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "out", "b.pdf")));
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "name.pdf")));
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "book.pdf")));
    }

    [Fact]
    public void Links_ToFiles_LeadSomewhere()
    {
        foreach (
            var document in Directory
                .EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md")
                .Append(Path.Combine(Repository.Root, "README.md"))
        )
        {
            foreach (Match link in Link().Matches(File.ReadAllText(document)))
            {
                var target = link.Groups[1].Value.Split('#')[0];
                Assert.True(
                    target.StartsWith("http", StringComparison.Ordinal)
                        || target.Length == 0
                        || Path.Exists(Path.Combine(Path.GetDirectoryName(document)!, target)),
                    $"{Path.GetFileName(document)} links to {target}"
                );
            }
        }
    }

    [Theory]
    [InlineData("--max-entries", "10000")]
    [InlineData("--max-entry-mb", "256")]
    [InlineData("--max-total-mb", "8192")]
    [InlineData("--max-ratio", "100")]
    [InlineData("--max-page-megapixels", "200")]
    public async Task Limits_InTheTable_AreThoseOfTheProgram(string option, string value)
    {
        Assert.Contains($"| `{option}` | {value} |", Readme(), StringComparison.Ordinal);
        var help = await Programs.Comic2PdfAsync(_folder.FullName, "convert", "--help");
        var line = help.Output.Split('\n').First(l => l.Contains(option, StringComparison.Ordinal));
        Assert.Contains($"[default: {value}]", line, StringComparison.Ordinal);
    }

    private static string Readme() => File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    /// <summary>All commands of the README's shell blocks, in order, without the remarks behind them.</summary>
    private static IEnumerable<string> Commands() =>
        ShellBlock()
            .Matches(Readme())
            .SelectMany(b => b.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Select(l => Remark().Replace(l, string.Empty).Trim());

    /// <summary>Runs a command in a folder that has the launcher and the samples, as a clone has, and the build of this one.</summary>
    private async Task RunInCloneAsync(string command)
    {
        foreach (var name in new[] { "comic2pdf", "samples" })
        {
            var link = Path.Combine(_folder.FullName, name);
            if (!Path.Exists(link))
            {
                File.CreateSymbolicLink(link, Path.Combine(Repository.Root, name));
            }
        }

        var result = await Programs.RunAsync("/bin/sh", _folder.FullName, "-c", command);
        Assert.True(result.ExitCode == 0, $"{command} ended with {result.ExitCode}: {result.Errors}");
    }

    [GeneratedRegex(@"```sh\n((?:.|\n)*?)```")]
    private static partial Regex ShellBlock();

    [GeneratedRegex(@"\s{2,}#.*$")]
    private static partial Regex Remark();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
