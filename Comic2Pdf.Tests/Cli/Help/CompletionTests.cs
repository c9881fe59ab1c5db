using Comic2Pdf.Cli;
using Comic2Pdf.Cli.Help;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Cli.Help;

public sealed class CompletionTests
{
    private static readonly IReadOnlyList<CommandShape> Commands = CommandShape.AllOf(CommandLine.Create());

    // In bash itself: the words before the cursor, the one at it, and some of what is offered.
    [Theory]
    [InlineData("comic2pdf|con", "convert config", "serve")]
    [InlineData("comic2pdf|--v", "--version", "convert")]
    [InlineData("comic2pdf|convert|--no", "--no-ocr", "--output")]
    [InlineData("comic2pdf|decide|abc|DIS", "DISCARD", "USE_EXISTING_RESULT")]
    [InlineData("comic2pdf|service|", "install uninstall", "convert")]
    [InlineData("comic2pdf|completion|", "bash zsh fish pwsh", "convert")]
    [InlineData("comic2pdf|convert|my", "my comic.cbz", "--json")]
    [InlineData("comic2pdf|serve|--data|", "folder", "my comic.cbz")]
    public async Task Bash_Words_AreCompleted(string line, string offered, string notOffered)
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(Path.Combine(folder.Out, "folder"));
        await File.WriteAllTextAsync(Path.Combine(folder.Out, "my comic.cbz"), string.Empty, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(folder.Out, ".script"),
            $"{BashCompletion.Write(Commands)}\nIFS='|' read -ra COMP_WORDS <<<\"$1\"\n"
                + "[[ $1 == *'|' ]] && COMP_WORDS+=('')\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_comic2pdf\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n",
            TestContext.Current.CancellationToken
        );
        var result = await Programs.RunAsync("bash", folder.Out, "--norc", ".script", line);

        Assert.Equal((0, string.Empty), (result.ExitCode, result.Errors));
        var words = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Superset(
            (offered.Contains(".cbz", StringComparison.Ordinal) ? [offered] : offered.Split(' ')).ToHashSet(),
            words.ToHashSet()
        );
        Assert.DoesNotContain(notOffered, words);
    }

    [Theory]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task OtherShells_Script_IsOneOfTheShell(string shell)
    {
        using var folder = new TestFolder();
        var script = Path.Combine(folder.Out, "script");
        await File.WriteAllTextAsync(
            script,
            shell == "zsh" ? ZshCompletion.Write(Commands) : FishCompletion.Write(Commands),
            TestContext.Current.CancellationToken
        );

        Assert.Empty(await Programs.OutputOfAsync(shell, "-n", script));
    }

    [Fact]
    public void EveryShell_EachCommandAndOption_IsThere()
    {
        var powerShell = PowerShellCompletion.Write(Commands);
        Assert.Equal(CommandLine.Create().Subcommands.Count(c => !c.Hidden), Commands.Count);
        foreach (var command in Commands)
        {
            foreach (
                var script in new[]
                {
                    BashCompletion.Write(Commands),
                    ZshCompletion.Write(Commands),
                    FishCompletion.Write(Commands),
                    powerShell,
                }
            )
            {
                Assert.Contains(command.Name, script, StringComparison.Ordinal);
                Assert.All(command.Options, o => Assert.Contains(o.Names[^1].TrimStart('-'), script, StringComparison.Ordinal));
            }
        }

        Assert.Contains("'decide' = @('DISCARD', 'FORCE_REPROCESS', 'USE_EXISTING_RESULT'", powerShell, StringComparison.Ordinal);
    }
}
