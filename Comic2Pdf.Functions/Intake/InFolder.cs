using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Processing.Archives;

namespace Comic2Pdf.Functions.Intake;

/// <summary>in/ and its subfolders, as one look finds them.</summary>
public sealed class InFolder
{
    private readonly Dictionary<string, StoredFile> _files = new(StringComparer.Ordinal);
    private readonly List<(StoredFile File, string Code, string Detail)> _left = [];

    private InFolder() { }

    /// <summary>All files, by name.</summary>
    public IReadOnlyDictionary<string, StoredFile> Files => _files;

    /// <summary>What cannot be taken and stays, with code and reason.</summary>
    public IReadOnlyList<(StoredFile File, string Code, string Detail)> Left => _left;

    /// <summary>Lists it.</summary>
    /// <exception cref="IOException">It cannot be listed now.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor this.</exception>
    public static async Task<InFolder> ReadAsync(IStore store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var found = new InFolder();
        await foreach (var file in store.ListTreeAsync(DataLayout.In, found.Enters, cancellationToken))
        {
            switch (file.Fault)
            {
                case EntryFault.NameNotUtf8:
                    found._left.Add((file, RejectionCode.Name, "its name is not UTF-8, so it cannot be opened: rename it"));
                    break;
                case EntryFault.UnreadableFolder:
                    found._left.Add((file, RejectionCode.Unreadable, "the folder cannot be listed: give the service's user the right to"));
                    break;
                default:
                    found._files[file.Name] = file;
                    break;
            }
        }

        return found;
    }

    /// <summary>Whether a file is in folders of in/ that are looked into.</summary>
    /// <param name="name">Its full name.</param>
    public static bool Includes(string name) => new FolderChoice(DataLayout.In, f => !IsHidden(f) && !IsNamedLikeArchive(f)).Includes(name);

    private static bool IsHidden(string folder) => UnfinishedNameRule.IsHiddenFolder(DataLayout.LastPart(folder));

    private static bool IsNamedLikeArchive(string folder) => EntryFilter.IsArchiveName(DataLayout.LastPart(folder));

    private bool Enters(string folder)
    {
        if (IsHidden(folder))
        {
            return false;
        }

        if (IsNamedLikeArchive(folder))
        {
            var entry = new StoredFile(folder, 0, DateTimeOffset.UnixEpoch, "folder");
            _left.Add(
                (
                    entry,
                    RejectionCode.Folder,
                    "it is a folder with the name of an archive: pack it, or rename it to have its archives taken"
                )
            );
            return false;
        }

        return true;
    }
}
