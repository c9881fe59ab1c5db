using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Comic2Pdf.Cli.Maintenance;

/// <summary>Something that the doctor found.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Text">What it is, and where.</param>
internal sealed partial record Finding(FindingKind Kind, string Text)
{
    private ImmutableDictionary<string, string> _words = ImmutableDictionary<string, string>.Empty;

    /// <summary>Stable; see docs/operations.md.</summary>
    public string Code => Kind.Code;

    /// <summary>How serious.</summary>
    public Severity Severity => Kind.Severity;

    /// <summary>What the operator does.</summary>
    public string Remedy => CapitalWord().Replace(Kind.Remedy, m => _words.GetValueOrDefault(m.Value, m.Value));

    /// <summary>Puts it right, where that is safe and needs no decision; null: --fix does nothing about it.</summary>
    public Action? Fix { get; init; }

    /// <summary>Says what a word in capital letters stands for in the remedy.</summary>
    public Finding With(string word, string value) => this with { _words = _words.SetItem(word, ShellText.Quoted(value)) };

    /// <inheritdoc/>
    public override string ToString() => $"{Severity.ToString().ToUpperInvariant()} {Code}: {Text}. {Remedy}";

    [GeneratedRegex(@"\b[A-Z]+\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CapitalWord();
}
