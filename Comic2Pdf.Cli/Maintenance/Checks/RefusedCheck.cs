using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>Refused files in error/ and their reasons.</summary>
internal sealed class RefusedCheck : ICheck
{
    private static readonly FindingKind Refused = new(
        "file_refused",
        Severity.Note,
        "files were refused and are in error/",
        "`comic2pdf rejections` says why; `comic2pdf rejections --retry ID` puts one back into in/"
    );

    private static readonly FindingKind Orphan = new(
        "reason_orphan",
        Severity.Warning,
        "a .reason.json in error/ has no file beside it any more",
        "`comic2pdf doctor --fix` removes it",
        CanFix: true
    );

    private static readonly FindingKind WithoutReason = new(
        "file_without_reason",
        Severity.Warning,
        "a file in error/ has no reason beside it: it is in no list",
        "Have it tried: `mv FILE IN`"
    );

    /// <inheritdoc/>
    public IReadOnlyList<FindingKind> Kinds => [Refused, Orphan, WithoutReason];

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Examination patient)
    {
        var files = patient.Data.Files(DataLayout.Error);
        var names = files.ToHashSet(StringComparer.Ordinal);
        var refused = files.Where(f => names.Contains(f + Rejections.ReasonEnding)).ToList();
        return
        [
            .. refused.Count > 0
                ? [Refused.At($"{refused[0]}{(refused.Count > 1 ? $" and {refused.Count - 1} more" : "")}")]
                : Enumerable.Empty<Finding>(),
            .. files
                .Where(f => IsReason(f) && !names.Contains(f[..^Rejections.ReasonEnding.Length]))
                .Select(f => Orphan.At($"{f} is alone", () => File.Delete(f))),
            .. files
                .Where(f => !IsReason(f) && !names.Contains(f + Rejections.ReasonEnding) && !DataLayout.IsIgnored(Path.GetFileName(f)))
                .Select(f => WithoutReason.At($"{f} is alone").With("FILE", f).With("IN", patient.Data.At(DataLayout.In) + "/")),
        ];
    }

    private static bool IsReason(string path) => path.EndsWith(Rejections.ReasonEnding, StringComparison.Ordinal);
}
