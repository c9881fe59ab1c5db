namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>Files that belong to another user than the folder: somebody has run a command as root.</summary>
internal sealed class OwnerCheck : ICheck
{
    private static readonly FindingKind Differs = new(
        "owner_differs",
        Severity.Error,
        "a file of the server belongs to another user than the data folder, as after a command run as root: the server's user may not write it",
        "`sudo chown -R --reference=DATA DATA`"
    );

    /// <inheritdoc/>
    public IReadOnlyList<FindingKind> Kinds => [Differs];

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Examination patient)
    {
        var data = patient.Data;
        if (patient.Machine.OwnerOf(data.Root) is not { } owner)
        {
            return [];
        }

        // Not in/ and not what lies in out/ and archive/: people put and keep their own files there.
        var wrong = patient
            .Folders.Append(data.At("logs"))
            .Append(data.At("runtime"))
            .Concat(data.Files("runtime"))
            .Concat(data.Files("logs"))
            .Concat(data.Files("index"))
            .Concat(data.Folders("work"))
            .Concat(data.Folders("hold/jobs"))
            .Where(p => patient.Machine.OwnerOf(p) is { } other && other != owner)
            .ToList();
        return wrong.Count == 0
            ? []
            : [Differs.At($"{wrong[0]}{(wrong.Count > 1 ? $" and {wrong.Count - 1} more" : "")}").With("DATA", data.Root)];
    }
}
