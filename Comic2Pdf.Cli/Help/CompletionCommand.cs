using System.CommandLine;
using System.Reflection;

namespace Comic2Pdf.Cli.Help;

/// <summary>comic2pdf completion SHELL, and the hidden comic2pdf man.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, Func<IReadOnlyList<CommandShape>, string>> Shells = new(StringComparer.Ordinal)
    {
        ["bash"] = BashCompletion.Write,
        ["zsh"] = ZshCompletion.Write,
        ["fish"] = FishCompletion.Write,
        ["pwsh"] = PowerShellCompletion.Write,
    };

    /// <summary>Both commands.</summary>
    /// <param name="root">What they tell of.</param>
    public static IEnumerable<Command> Create(Command root)
    {
        var shell = new Argument<string>("SHELL") { Description = "The shell." };
        shell.AcceptOnlyFromAmong([.. Shells.Keys]);
        var completion = new Command(
            "completion",
            "Prints a script that completes commands and options: source <(comic2pdf completion bash)."
        )
        {
            shell,
        };
        completion.SetAction(parsed => Console.Out.Write(Shells[parsed.GetValue(shell)!](CommandShape.AllOf(root))));
        yield return completion;

        var man = new Command("man", "Prints the manual page.") { Hidden = true };
        man.SetAction(_ => Console.Out.Write(ManPage.Write(root.Description!, CommandShape.AllOf(root), Version())));
        yield return man;
    }

    private static string Version() =>
        typeof(CompletionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
