using System.CommandLine;
using System.CommandLine.Completions;

namespace Comic2Pdf.Cli.Help;

/// <summary>What completion and the manual page say of a command, taken from the command line's own description.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Options">Its options.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record CommandShape(string Name, string Description, IReadOnlyList<ValueShape> Options, IReadOnlyList<ValueShape> Arguments)
{
    // Their defaults are this machine's, or come from the environment.
    private static readonly string[] DefaultsOfTheMachine = ["--url", "--api-key", "--workers", "--data"];

    /// <summary>The visible commands of a root, in its order.</summary>
    public static IReadOnlyList<CommandShape> AllOf(Command root) => [.. root.Subcommands.Where(c => !c.Hidden).Select(Of)];

    private static CommandShape Of(Command command) =>
        new(
            command.Name,
            command.Description ?? string.Empty,
            [.. command.Options.Where(o => !o.Hidden).Select(Of)],
            [.. command.Arguments.Where(a => !a.Hidden).Select(Of)]
        );

    private static ValueShape Of(Option option) =>
        new(
            [.. new[] { option.Name }.Concat(option.Aliases).Distinct(StringComparer.Ordinal).OrderBy(n => n.Length)],
            option.Description ?? string.Empty,
            option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool)
                ? null
                : option.HelpName ?? option.Name.TrimStart('-').ToUpperInvariant(),
            ChoicesOf(option),
            option.HasDefaultValue && option.ValueType != typeof(bool) && !DefaultsOfTheMachine.Contains(option.Name)
                ? $"{option.GetDefaultValue()}"
                : string.Empty,
            IsMany: false
        );

    private static ValueShape Of(Argument argument) =>
        new(
            [],
            argument.Description ?? string.Empty,
            argument.HelpName ?? argument.Name,
            ChoicesOf(argument),
            string.Empty,
            argument.Arity.MaximumNumberOfValues > 1
        );

    private static string[] ChoicesOf(Symbol symbol) =>
        symbol is Option { ValueType: var type } && type == typeof(bool)
            ? []
            : [.. symbol.GetCompletions(CompletionContext.Empty).Select(c => c.Label).Where(l => !l.StartsWith('-'))];
}
