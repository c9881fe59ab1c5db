namespace Comic2Pdf.Cli.Maintenance;

/// <summary>A kind of thing that the doctor finds. The table in docs/operations.md is made of these.</summary>
/// <param name="Code">Its name; it never changes.</param>
/// <param name="Severity">How serious.</param>
/// <param name="Meaning">What it means, in a sentence without its full stop.</param>
/// <param name="Remedy">What the operator does, with the exact command where there is one. Words in capital letters stand for what was found: JOB, FILE, DATA.</param>
/// <param name="CanFix">Whether --fix does it: where that is safe and needs no decision.</param>
internal sealed record FindingKind(string Code, Severity Severity, string Meaning, string Remedy, bool CanFix = false)
{
    /// <summary>One of these.</summary>
    /// <param name="text">What it is, and where.</param>
    /// <param name="fix">Puts it right; null: --fix does nothing about this one.</param>
    public Finding At(string text, Action? fix = null) => new(this, text) { Fix = fix };
}
