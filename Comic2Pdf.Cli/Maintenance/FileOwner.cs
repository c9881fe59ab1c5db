using System.Runtime.InteropServices;

namespace Comic2Pdf.Cli.Maintenance;

/// <summary>Whom a file belongs to, which .NET does not say.</summary>
internal static partial class FileOwner
{
    private const int AtWorkingFolder = -100;
    private const int NoFollow = 0x100;
    private const uint WantOwner = 0x8;

    /// <summary>The number of its user; null: not Linux, or it is not there. Of a link its own.</summary>
    public static uint? Of(string path) =>
        // statx is the one call of this family whose answer is the same on every processor.
        OperatingSystem.IsLinux()
        && StatX(AtWorkingFolder, path, NoFollow, WantOwner, out var answer) == 0
            ? answer.Owner
            : null;

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StatX(int folder, string path, int flags, uint mask, out Answer answer);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Answer
    {
        [FieldOffset(20)]
        public uint Owner;
    }
}
