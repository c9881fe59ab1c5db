using System.Globalization;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>The file systems that the folders are on.</summary>
internal sealed class FileSystemCheck : ICheck
{
    private static readonly FindingKind Low = new(
        "disk_low",
        Severity.Warning,
        "less is free than the largest archive allowed needs (MAX_INPUT_SIZE_MB x DISK_FREE_FACTOR): it would be refused",
        "Make room: `du -sh DATA/*`; archive/ may be moved elsewhere at any time"
    );

    private static readonly FindingKind Full = new(
        "disk_full",
        Severity.Error,
        "a disk is full, or nearly so: jobs wait",
        "Make room: `du -sh DATA/*`; archive/ may be moved elsewhere at any time"
    );

    private static readonly FindingKind NoFiles = new(
        "inodes_low",
        Severity.Error,
        "a file system has room, and cannot hold many more files",
        "Remove small files: `du --inodes -s DATA/*` shows where they are"
    );

    private static readonly FindingKind ReadOnly = new(
        "file_system_read_only",
        Severity.Error,
        "a file system is mounted for reading only, which is also what Linux does after errors of the disk",
        "`dmesg | tail`, then `sudo mount -o remount,rw FOLDER`"
    );

    private static readonly FindingKind SharedHistory = new(
        "history_on_share",
        Severity.Error,
        "the history is on a network share, where SQLite's locks are not to be relied on",
        "Put DATA_DIR on a disk of this machine; in/ and out/ may be links to shares, or use HISTORY=azureStorage"
    );

    private static readonly FindingKind SharedIn = new(
        "in_on_share",
        Severity.Note,
        "in/ is on a network share: no program of another machine can be seen writing, so a file counts as whole when it has stood still for SETTLE_SECONDS",
        "If copies stall for longer: `export SETTLE_SECONDS=60`, or copy to a .part name and rename"
    );

    /// <inheritdoc/>
    public IReadOnlyList<FindingKind> Kinds => [Low, Full, NoFiles, ReadOnly, SharedHistory, SharedIn];

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Examination patient)
    {
        // Folders of one file system are one finding: that of the first.
        foreach (
            var (folder, facts) in patient
                .Folders.Prepend(patient.Data.Root)
                .Where(Directory.Exists)
                .Select(f => (Folder: f, Facts: patient.Machine.FileSystemOf(f)))
                .Where(f => f.Facts is not null)
                .DistinctBy(f => f.Facts! with { FreeBytes = f.Facts!.FreeBytes >> 24, FreeFiles = f.Facts.FreeFiles >> 8 })
        )
        {
            if (OfFileSystem(facts!, folder, patient) is { } finding)
            {
                yield return finding.With("DATA", patient.Data.Root).With("FOLDER", folder);
            }
        }

        if (
            patient.Machine.FileSystemOf(patient.Data.Root) is { } root
            && FileSystemRule.IsShare(root.Type)
            && patient.History.Condition is not null
        )
        {
            yield return SharedHistory.At($"{patient.Data.Root} is on {root.Type}");
        }

        if (patient.Machine.FileSystemOf(patient.Data.At(DataLayout.In)) is { } arrivals && FileSystemRule.IsShare(arrivals.Type))
        {
            yield return SharedIn.At($"{patient.Data.At(DataLayout.In)} is on {arrivals.Type}");
        }
    }

    private static Finding? OfFileSystem(FileSystemFacts facts, string folder, Examination patient)
    {
        var needed = FileSystemRule.BytesNeeded(patient.Settings.MaxInputSizeMb, patient.Settings.DiskFreeFactor);
        return FileSystemRule.Judge(facts, needed) switch
        {
            FileSystemState.ReadOnly => ReadOnly.At($"{folder} ({facts.Type}) is mounted for reading only"),
            FileSystemState.NoFiles => NoFiles.At($"{facts.FreeFiles} more files fit where {folder} is"),
            FileSystemState.Full => Full.At(Free(facts, folder)),
            FileSystemState.Low => Low.At($"{Free(facts, folder)}; {FileSystemRule.Megabytes(needed)} are needed"),
            _ => null,
        };
    }

    private static string Free(FileSystemFacts facts, string folder) =>
        string.Create(CultureInfo.InvariantCulture, $"{FileSystemRule.Megabytes(facts.FreeBytes)} MiB are free where {folder} is");
}
