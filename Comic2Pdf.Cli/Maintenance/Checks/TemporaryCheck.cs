using Comic2Pdf.Functions.Housekeeping;

namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>Temporary files that a killed server has left.</summary>
internal sealed class TemporaryCheck : ICheck
{
    private static readonly FindingKind Left = new(
        "temporary_left",
        Severity.Warning,
        "a killed server has left temporary files; they go at the next start",
        "`comic2pdf doctor --fix`",
        CanFix: true
    );

    /// <inheritdoc/>
    public IReadOnlyList<FindingKind> Kinds => [Left];

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Examination patient)
    {
        // While a server runs they are in use.
        var left = patient.IsInUse
            ? []
            : Functions
                .Storage.DataLayout.Folders.SelectMany(f => patient.Data.Files(f, ".*", SearchOption.AllDirectories))
                .Distinct(StringComparer.Ordinal)
                .Where(f => RetentionRule.IsTemporaryName(Path.GetFileName(f)))
                .ToList();
        return left.Count == 0
            ? []
            :
            [
                Left.At(
                    $"{left[0]}{(left.Count > 1 ? $" and {left.Count - 1} more" : "")}",
                    () =>
                    {
                        foreach (var file in left)
                        {
                            File.Delete(file);
                        }
                    }
                ),
            ];
    }
}
