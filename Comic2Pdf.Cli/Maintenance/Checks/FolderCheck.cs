namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>Whether the folders are there and can be used.</summary>
internal sealed class FolderCheck : ICheck
{
    /// <summary>Something could not be looked at.</summary>
    public static readonly FindingKind Unreadable = new(
        "unreadable",
        Severity.Error,
        "something in the data folder cannot be looked at, so not everything is examined",
        "Run the command as the user of the server, or look at the disk (`dmesg`)"
    );

    private static readonly FindingKind Missing = new(
        "folder_missing",
        Severity.Warning,
        "a folder of the data folder, or that itself, is not there; the next start makes it",
        "`comic2pdf doctor --fix`; is DATA_DIR right?",
        CanFix: true
    );

    private static readonly FindingKind NotWritable = new(
        "folder_not_writable",
        Severity.Error,
        "the user who runs this cannot write to a folder: jobs wait, or are not taken",
        "`sudo chown -R \"$(id -un)\" FOLDER`, or mount it for writing"
    );

    // They are looked at where there was a start.
    private static readonly string[] MadeByAStart = ["runtime", "logs"];

    /// <inheritdoc/>
    public IReadOnlyList<FindingKind> Kinds => [Missing, NotWritable, Unreadable];

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Examination patient)
    {
        var root = patient.Data.Root;
        if (!Directory.Exists(root))
        {
            return [Missing.At($"{root} is not there", () => Directory.CreateDirectory(root))];
        }

        var more = MadeByAStart.Select(f => patient.Data.At(f)).Where(Directory.Exists);
        return
        [
            .. patient
                .Folders.Where(f => !Directory.Exists(f))
                .Select(f => Missing.At($"{f} is not there", () => Directory.CreateDirectory(f))),
            .. patient
                .Folders.Concat(more)
                .Where(f => Directory.Exists(f) && !FolderProbe.CanWrite(f))
                .Select(f => NotWritable.At($"{f} cannot be written to by {Environment.UserName}").With("FOLDER", f)),
        ];
    }
}
