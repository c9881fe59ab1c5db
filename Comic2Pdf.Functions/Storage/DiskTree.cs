namespace Comic2Pdf.Functions.Storage;

/// <summary>Lists a folder of this machine with all folders below it. An entry that cannot be used is named, and keeps no other from being found.</summary>
internal static class DiskTree
{
    // What .NET shows in place of bytes that are not UTF-8.
    private const char Replacement = '\uFFFD';

    /// <summary>Lists; see <see cref="IStore.ListTreeAsync"/>.</summary>
    /// <param name="root">The path behind <paramref name="folder"/>.</param>
    /// <param name="folder">The name in the store.</param>
    /// <param name="enters">Whether to look into a folder.</param>
    /// <exception cref="IOException">The first folder cannot be listed now.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor this.</exception>
    public static IEnumerable<StoredFile> List(string root, string folder, Func<string, bool> enters)
    {
        var open = new Stack<(DirectoryInfo Directory, string Name)>([(new DirectoryInfo(root), folder)]);
        while (open.TryPop(out var next))
        {
            if (TryEntries(next.Directory, isFirst: next.Name == folder) is not { } entries)
            {
                yield return Faulty(next.Name, EntryFault.UnreadableFolder);
                continue;
            }

            foreach (var entry in entries)
            {
                var name = $"{next.Name}/{entry.Name}";
                if (IsNameBroken(entry))
                {
                    yield return Faulty(name, EntryFault.NameNotUtf8);
                }
                else if (entry is DirectoryInfo { LinkTarget: null } below)
                {
                    if (enters(name))
                    {
                        open.Push((below, name));
                    }
                }
                else if (DiskFiles.TryDescribe(name, new FileInfo(entry.FullName)) is { } file)
                {
                    yield return file;
                }
            }
        }
    }

    private static FileSystemInfo[]? TryEntries(DirectoryInfo directory, bool isFirst)
    {
        try
        {
            return DiskFiles.List(directory.GetFileSystemInfos);
        }
        catch (Exception e) when (!isFirst && e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsNameBroken(FileSystemInfo entry) =>
        entry.Name.Contains(Replacement, StringComparison.Ordinal) && !Path.Exists(entry.FullName);

    private static StoredFile Faulty(string name, EntryFault fault) =>
        new(name, 0, DateTimeOffset.UnixEpoch, fault.ToString()) { Fault = fault };
}
