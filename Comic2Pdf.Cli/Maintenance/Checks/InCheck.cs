using Comic2Pdf.Functions.Housekeeping;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>What lies in in/ and will never become a job.</summary>
internal sealed class InCheck : ICheck
{
    private static readonly FindingKind Unfinished = new(
        "unfinished_file",
        Severity.Warning,
        "a file has had the name of an unfinished copy (.part, .crdownload and so on) for over a day: it is never taken",
        "Rename it when it is whole, or remove it: `rm FILE`"
    );

    private static readonly FindingKind SideOrphan = new(
        "side_file_orphan",
        Severity.Warning,
        "a file of a book's details (.info.json) has had no archive beside it for over a day",
        "Add the archive, or remove it: `rm FILE`"
    );

    private static readonly FindingKind Folder = new(
        "input_is_folder",
        Severity.Warning,
        "a folder has the name of an archive: nothing in it is taken",
        "Rename it, and what is in it is taken: `mv FILE FILE.folder`"
    );

    private static readonly string[] Endings = [".cbz", ".cbr", ".cb7", ".cbt", ".zip", ".rar", ".7z"];

    /// <inheritdoc/>
    public IReadOnlyList<FindingKind> Kinds => [Unfinished, SideOrphan, Folder];

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Examination patient)
    {
        var root = patient.Data.At(DataLayout.In);
        if (!Directory.Exists(root))
        {
            yield break;
        }

        var yesterday = (patient.Machine.Now - TimeSpan.FromDays(1)).UtcDateTime;
        foreach (var entry in Entries(new DirectoryInfo(root)))
        {
            if (entry is DirectoryInfo)
            {
                yield return Folder.At($"{entry.FullName} is a folder").With("FILE", entry.FullName);
            }
            else if (entry.LastWriteTimeUtc < yesterday && !RetentionRule.IsTemporaryName(entry.Name))
            {
                if (!entry.Name.EndsWith(DataLayout.SideFileEnding, StringComparison.Ordinal))
                {
                    yield return Unfinished.At($"{entry.FullName} is of {entry.LastWriteTimeUtc:u}").With("FILE", entry.FullName);
                }
                else if (!File.Exists(entry.FullName[..^DataLayout.SideFileEnding.Length]))
                {
                    yield return SideOrphan.At($"{entry.FullName} is alone").With("FILE", entry.FullName);
                }
            }
        }
    }

    // As the scanner walks: not into links, nor into hidden folders, nor into one that is called as an archive is.
    private static IEnumerable<FileSystemInfo> Entries(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo { LinkTarget: null } below)
            {
                if (Endings.Contains(below.Extension, StringComparer.OrdinalIgnoreCase))
                {
                    yield return below;
                }
                else if (!UnfinishedNameRule.IsHiddenFolder(below.Name))
                {
                    foreach (var deeper in Entries(below))
                    {
                        yield return deeper;
                    }
                }
            }
            else if (entry is FileInfo && DataLayout.IsIgnored(entry.Name))
            {
                yield return entry;
            }
        }
    }
}
