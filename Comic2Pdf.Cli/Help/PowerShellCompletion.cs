using System.Text;

namespace Comic2Pdf.Cli.Help;

/// <summary>Completion for PowerShell; where it offers nothing, PowerShell itself offers files.</summary>
internal static class PowerShellCompletion
{
    /// <summary>The script.</summary>
    public static string Write(IReadOnlyList<CommandShape> commands)
    {
        var script = new StringBuilder(
            """
            # PowerShell completion for comic2pdf: comic2pdf completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName comic2pdf -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                $commands = [ordered]@{

            """
        );
        foreach (var command in commands)
        {
            script.Append($"        {Quote(command.Name)} = {Quote(command.Description)}\n");
        }

        script.Append("    }\n    $words = @{\n");
        foreach (var command in commands)
        {
            var words = command.Arguments.SelectMany(a => a.Choices).Concat(command.Options.SelectMany(o => o.Names)).Append("--help");
            script.Append($"        {Quote(command.Name)} = @({string.Join(", ", words.Select(Quote))})\n");
        }

        script.Append("    }\n    $choices = @{\n");
        foreach (var command in commands)
        {
            foreach (var option in command.Options.Where(o => o.Choices.Count > 0))
            {
                foreach (var name in option.Names)
                {
                    script.Append($"        {Quote($"{command.Name} {name}")} = @({string.Join(", ", option.Choices.Select(Quote))})\n");
                }
            }
        }

        script.Append(
            """
                }
                $before = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | Select-Object -Skip 1 | ForEach-Object { "$_" })
                $command = $before | Where-Object { $_ -notlike '-*' } | Select-Object -First 1
                $offered = if (-not $command) { @($commands.Keys) + '--help' + '--version' }
                elseif ($choices["$command $($before[-1])"]) { $choices["$command $($before[-1])"] }
                else { $words[$command] }
                $offered | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
                    $tip = if (-not $command -and $commands[$_]) { $commands[$_] } else { $_ }
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $tip)
                }
            }

            """
        );
        return script.ToString();
    }

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
