using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>Duplicates, their reports and decisions.</summary>
internal sealed class DuplicateCheck : ICheck
{
    private static readonly FindingKind Waits = new(
        "duplicate_waits",
        Severity.Note,
        "duplicates wait for a decision",
        "`comic2pdf duplicates`, `comic2pdf decide JOB USE_EXISTING_RESULT` (or DISCARD, FORCE_REPROCESS)"
    );

    private static readonly FindingKind DecisionInvalid = new(
        "decision_invalid",
        Severity.Warning,
        "a decision.json was none and was put aside: the duplicate still waits",
        "`comic2pdf decide JOB USE_EXISTING_RESULT` (or DISCARD, FORCE_REPROCESS), then `rm FILE`"
    );

    private static readonly FindingKind ReportCorrupt = new(
        "report_corrupt",
        Severity.Warning,
        "a report or status of a duplicate is no JSON; decisions do not need it",
        "`comic2pdf doctor --fix` removes it",
        CanFix: true
    );

    /// <inheritdoc/>
    public IReadOnlyList<FindingKind> Kinds => [Waits, DecisionInvalid, ReportCorrupt];

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Examination patient)
    {
        var data = patient.Data;
        foreach (var folder in data.Folders(DataLayout.Duplicates))
        {
            var key = Path.GetFileName(folder);
            var files = Directory.GetFiles(folder);
            var held = files.Count(f => Path.GetFileName(f).Contains("__", StringComparison.Ordinal));
            if (held > 0)
            {
                yield return Waits.At($"{held} in {folder}").With("JOB", JobFolder.Short(key));
            }

            if (files.FirstOrDefault(f => f.EndsWith(".invalid.json", StringComparison.Ordinal)) is { } invalid)
            {
                yield return DecisionInvalid.At(invalid).With("JOB", JobFolder.Short(key)).With("FILE", invalid);
            }
        }

        foreach (
            var path in data.Files(DataLayout.DuplicateReports, "*.json")
                .Concat(data.Folders(DataLayout.Duplicates).Select(f => Path.Combine(f, "status.json")))
                .Where(JsonText.IsBroken)
        )
        {
            yield return ReportCorrupt.At($"{path} is no JSON", () => File.Delete(path));
        }
    }
}
