using System.Text;

namespace Comic2Pdf.Cli.Help;

/// <summary>Completion for fish.</summary>
internal static class FishCompletion
{
    /// <summary>The script.</summary>
    public static string Write(IReadOnlyList<CommandShape> commands)
    {
        var script = new StringBuilder("# fish completion for comic2pdf: comic2pdf completion fish | source\ncomplete -c comic2pdf -f\n");
        script.Append("complete -c comic2pdf -n __fish_use_subcommand -l version -d 'Show version'\n");
        script.Append("complete -c comic2pdf -l help -d 'Show help'\n");
        foreach (var command in commands)
        {
            script.Append($"complete -c comic2pdf -n __fish_use_subcommand -a {command.Name} -d {Quote(command.Description)}\n");
            var seen = $"complete -c comic2pdf -n '__fish_seen_subcommand_from {command.Name}'";
            foreach (var option in command.Options)
            {
                script.Append(seen);
                foreach (var name in option.Names)
                {
                    script.Append(name.StartsWith("--", StringComparison.Ordinal) ? $" -l {name[2..]}" : $" -s {name[1..]}");
                }

                script.Append(option.Value is null ? string.Empty : " -r");
                script.Append(Values(option)).Append($" -d {Quote(option.Description)}\n");
            }

            foreach (var argument in command.Arguments.Where(a => a.IsFile || a.Choices.Count > 0))
            {
                script.Append(seen).Append(Values(argument)).Append('\n');
            }
        }

        return script.ToString();
    }

    private static string Values(ValueShape value) =>
        value switch
        {
            { Choices.Count: > 0 } => $" -a {Quote(string.Join(' ', value.Choices))}",
            { IsFolder: true } => " -a '(__fish_complete_directories)'",
            { IsFile: true } => " -F",
            _ => string.Empty,
        };

    private static string Quote(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
