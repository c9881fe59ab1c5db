using System.Text;

namespace Comic2Pdf.Cli.Help;

/// <summary>Completion for zsh: as a file _comic2pdf in a folder of fpath, or sourced.</summary>
internal static class ZshCompletion
{
    /// <summary>The script.</summary>
    public static string Write(IReadOnlyList<CommandShape> commands)
    {
        var script = new StringBuilder(
            """
            #compdef comic2pdf
            # zsh completion for comic2pdf: source <(comic2pdf completion zsh), or a file _comic2pdf in a folder of fpath.
            _comic2pdf() {
              local state line
              local -a commands
              _arguments -C '--help[Show help]' '--version[Show version]' '1: :->command' '*:: :->rest'
              case $state in
                command)
                  commands=(

            """
        );
        foreach (var command in commands)
        {
            script.Append($"        {Quote($"{command.Name}:{command.Description}")}\n");
        }

        script.Append("      )\n      _describe command commands ;;\n    rest)\n      case $line[1] in\n");
        foreach (var command in commands)
        {
            script.Append($"        {command.Name}) _arguments '--help[Show help]'");
            foreach (var option in command.Options)
            {
                foreach (var name in option.Names)
                {
                    var value = option.Value is null ? string.Empty : $":{Plain(option.Value)}:{Action(option)}";
                    script.Append($" {Quote($"{name}[{Plain(option.Description)}]{value}")}");
                }
            }

            foreach (var argument in command.Arguments)
            {
                script.Append($" {Quote($"{(argument.IsMany ? "*" : string.Empty)}:{Plain(argument.Value!)}:{Action(argument)}")}");
            }

            script.Append(" ;;\n");
        }

        script.Append(
            """
                  esac ;;
              esac
            }
            if [[ $funcstack[1] == _comic2pdf ]]; then _comic2pdf "$@"; else compdef _comic2pdf comic2pdf; fi

            """
        );
        return script.ToString();
    }

    private static string Action(ValueShape value) =>
        value switch
        {
            { Choices.Count: > 0 } => $"({string.Join(' ', value.Choices)})",
            { IsFolder: true } => "_files -/",
            { IsFile: true } => "_files",
            _ => " ",
        };

    // What _arguments takes for its own punctuation.
    private static string Plain(string text) =>
        text.Replace('[', '(')
            .Replace(']', ')')
            .Replace("\\", string.Empty, StringComparison.Ordinal)
            .Replace(":", "\\:", StringComparison.Ordinal);

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
