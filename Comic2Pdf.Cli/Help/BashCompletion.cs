using System.Text;

namespace Comic2Pdf.Cli.Help;

/// <summary>Completion for bash, all of it in the script: a key press starts no program.</summary>
internal static class BashCompletion
{
    /// <summary>The script.</summary>
    public static string Write(IReadOnlyList<CommandShape> commands)
    {
        var script = new StringBuilder(
            """
            # bash completion for comic2pdf: source <(comic2pdf completion bash)
            _comic2pdf() {
              local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= options= words= files= i
              for ((i = 1; i < COMP_CWORD; i++)); do
                case ${COMP_WORDS[i]} in -*) ;; *) command=${COMP_WORDS[i]}; break ;; esac
              done
              COMPREPLY=()
              case "$command $prev" in

            """
        );
        foreach (var command in commands)
        {
            foreach (var option in command.Options.Where(o => o.Value is not null))
            {
                var patterns = string.Join('|', option.Names.Select(n => $"'{command.Name} {n}'"));
                script.Append($"    {patterns}) {Values(option)}; return ;;\n");
            }
        }

        script.Append("  esac\n  case $command in\n");
        script.Append($"    '') words='{string.Join(' ', commands.Select(c => c.Name))}' options='--help --version' ;;\n");
        foreach (var command in commands)
        {
            var options = string.Join(' ', command.Options.SelectMany(o => o.Names).Append("--help"));
            var words = string.Join(' ', command.Arguments.SelectMany(a => a.Choices));
            var files = command.Arguments.Any(a => a.IsFile) ? " files=1" : string.Empty;
            script.Append($"    {command.Name}) options='{options}' words='{words}'{files} ;;\n");
        }

        script.Append(
            """
              esac
              if [[ $cur == -* ]]; then
                mapfile -t COMPREPLY < <(compgen -W "$options" -- "$cur")
              elif [[ $files ]]; then
                mapfile -t COMPREPLY < <(compgen -f -- "$cur")
              else
                mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
              fi
            }
            complete -o filenames -F _comic2pdf comic2pdf

            """
        );
        return script.ToString();
    }

    private static string Values(ValueShape option) =>
        option switch
        {
            { Choices.Count: > 0 } => $"mapfile -t COMPREPLY < <(compgen -W '{string.Join(' ', option.Choices)}' -- \"$cur\")",
            { IsFolder: true } => "mapfile -t COMPREPLY < <(compgen -d -- \"$cur\")",
            { IsFile: true } => "mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")",
            _ => ":",
        };
}
