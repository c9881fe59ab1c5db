namespace Comic2Pdf.Cli.Help;

/// <summary>An option or an argument.</summary>
/// <param name="Names">The option's names, the shortest first; none: an argument.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Value">What stands for its value in the help; null: it has none.</param>
/// <param name="Choices">All values there are; empty: any.</param>
/// <param name="Default">Its default; empty: none, or one that differs from machine to machine.</param>
/// <param name="IsMany">Whether it can be given several times.</param>
internal sealed record ValueShape(
    IReadOnlyList<string> Names,
    string Description,
    string? Value,
    IReadOnlyList<string> Choices,
    string Default,
    bool IsMany
)
{
    /// <summary>Whether its value is a folder and nothing else.</summary>
    public bool IsFolder => Value == "DIR";

    /// <summary>Whether its value is the path of something that is there.</summary>
    public bool IsFile => Value is not null && (Value.Contains("FILE", StringComparison.Ordinal) || Value == "INPUT");
}
