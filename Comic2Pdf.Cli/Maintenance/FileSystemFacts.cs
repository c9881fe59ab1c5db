using System.Runtime.InteropServices;

namespace Comic2Pdf.Cli.Maintenance;

/// <summary>The file system that a folder is on.</summary>
/// <param name="Type">Its type: ext4, nfs4, cifs.</param>
/// <param name="IsReadOnly">Whether it is mounted for reading only.</param>
/// <param name="FreeBytes">Bytes that this user may still write.</param>
/// <param name="FreeFiles">Files that may still be made; null: there is no limit, or it is not known.</param>
internal sealed partial record FileSystemFacts(string Type, bool IsReadOnly, long FreeBytes, long? FreeFiles)
{
    private const ulong ReadOnlyFlag = 1;

    /// <summary>Asks the system.</summary>
    /// <returns>Null when it does not say.</returns>
    public static FileSystemFacts? Of(string folder)
    {
        try
        {
            var drive = new DriveInfo(folder);
            var (type, free) = (drive.DriveFormat, drive.AvailableFreeSpace);
            // .NET says nothing of inodes. The structure is the same with glibc and musl on every 64-bit Linux.
            return OperatingSystem.IsLinux() && Environment.Is64BitProcess && StatVfs(folder, out var facts) == 0
                ? new FileSystemFacts(type, (facts.Flags & ReadOnlyFlag) != 0, free, facts.Files == 0 ? null : (long)facts.FreeFiles)
                : new FileSystemFacts(type, IsReadOnly: false, free, FreeFiles: null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statvfs", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StatVfs(string path, out Answer answer);

    [StructLayout(LayoutKind.Sequential)]
    private struct Answer
    {
        public ulong BlockSize;
        public ulong FragmentSize;
        public ulong Blocks;
        public ulong FreeBlocks;
        public ulong AvailableBlocks;
        public ulong Files;
        public ulong FreeFiles;
        public ulong AvailableFiles;
        public ulong Id;
        public ulong Flags;
        public ulong MaxName;
        private Rest _rest;
    }

    [System.Runtime.CompilerServices.InlineArray(8)]
    private struct Rest
    {
        private ulong _first;
    }
}
