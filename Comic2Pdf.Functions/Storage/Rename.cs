using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Comic2Pdf.Functions.Storage;

/// <summary>
/// A rename, and nothing but a rename: File.Move copies onto another file system, where the new file is seen while it grows, and where nothing is to be replaced it
/// makes a second name first, which stays when the old one cannot be removed.
/// </summary>
internal static class Rename
{
    private const int AtWorkingDirectory = -100;
    private const uint NoReplace = 1;

    /// <summary>Renames a file.</summary>
    /// <returns>What happened; anything else is an exception, and nothing is changed.</returns>
    /// <exception cref="UnauthorizedAccessException">The system does not allow it.</exception>
    /// <exception cref="IOException">Any other failure.</exception>
    public static RenameResult Try(string source, string target, bool overwrite)
    {
        if (!OperatingSystem.IsLinux())
        {
            return MoveElsewhere(source, target, overwrite);
        }

        var error = Call(source, target, overwrite ? 0 : NoReplace);
        if (error is Errno.Invalid or Errno.NotImplemented or Errno.NotSupported && !overwrite)
        {
            // The file system cannot say "only if it is free". Looked before is nearly as good: one process owns the folder.
            error = Path.Exists(target) ? Errno.Exists : Call(source, target, 0);
        }

        var reason = $"{source} cannot be renamed to {target}: {new Win32Exception(error).Message}";
        return error switch
        {
            0 => RenameResult.Renamed,
            Errno.OtherDevice => RenameResult.OtherFileSystem,
            Errno.Exists => RenameResult.TargetExists,
            Errno.NoEntry => RenameResult.Missing,
            Errno.NotPermitted or Errno.Access or Errno.ReadOnly => throw new UnauthorizedAccessException(reason),
            _ => throw new IOException(reason, error),
        };
    }

    private static RenameResult MoveElsewhere(string source, string target, bool overwrite)
    {
        try
        {
            File.Move(source, target, overwrite);
            return RenameResult.Renamed;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return RenameResult.Missing;
        }
        catch (IOException) when (!overwrite && Path.Exists(target))
        {
            return RenameResult.TargetExists;
        }
    }

    private static int Call(string source, string target, uint flags)
    {
        try
        {
            return renameat2(AtWorkingDirectory, source, AtWorkingDirectory, target, flags) == 0 ? 0 : Marshal.GetLastPInvokeError();
        }
        catch (EntryPointNotFoundException)
        {
            // A C library older than 2018, or another one.
            return flags != 0 ? Errno.NotImplemented
                : rename(source, target) == 0 ? 0
                : Marshal.GetLastPInvokeError();
        }
    }

#pragma warning disable SYSLIB1054, CA2101, IDE1006 // LibraryImport needs unsafe code in this project; UTF-8 is what the attributes say; the names are the system's.
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int renameat2(
        int oldFolder,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string oldPath,
        int newFolder,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string newPath,
        uint flags
    );

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int rename(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string oldPath,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string newPath
    );
#pragma warning restore SYSLIB1054, CA2101, IDE1006

    private static class Errno
    {
        public const int NotPermitted = 1;
        public const int NoEntry = 2;
        public const int Access = 13;
        public const int Exists = 17;
        public const int OtherDevice = 18;
        public const int Invalid = 22;
        public const int ReadOnly = 30;
        public const int NotImplemented = 38;
        public const int NotSupported = 95;
    }
}
