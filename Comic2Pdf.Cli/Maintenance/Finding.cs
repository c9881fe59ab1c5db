namespace Comic2Pdf.Cli.Maintenance;

/// <summary>Something that the doctor found.</summary>
/// <param name="Code">Stable; see docs/runbook.md.</param>
/// <param name="Severity">How serious.</param>
/// <param name="Text">What it is.</param>
/// <param name="Remedy">What the operator does.</param>
internal sealed record Finding(string Code, Severity Severity, string Text, string Remedy)
{
    /// <summary>Puts it right, where that is safe and needs no decision; null: --fix does nothing about it.</summary>
    public Action? Fix { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Severity.ToString().ToUpperInvariant()} {Code}: {Text}. {Remedy}";
}

/// <summary>How serious a finding is.</summary>
internal enum Severity
{
    /// <summary>Good to know.</summary>
    Note,

    /// <summary>Something will go wrong, or was left behind.</summary>
    Warning,

    /// <summary>Something is wrong.</summary>
    Error,
}
