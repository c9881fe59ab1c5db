using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Comic2Pdf.Functions.Storage;

/// <summary>
/// Whether a program of this machine has a file open for writing. Linux says so when a lease on the file is asked for, at the cost of three system calls; searching
/// /proc would cost thousands, and shows other users' programs to root alone. The system gives leases to the file's owner and to root, and not on network shares:
/// where it gives none, nothing is known.
/// </summary>
internal static class FileLease
{
    private const int SetSignal = 10;
    private const int SetLease = 1024;
    private const int ReadLease = 0;
    private const int NoLease = 2;
    private const int TryAgain = 11;

    // Ignored by default; the usual signal of a broken lease ends a program.
    private const int UrgentSignal = 23;

    /// <summary>Looks once. False: no program writes, or it cannot be known.</summary>
    /// <exception cref="IOException">The file cannot be opened now.</exception>
    public static bool IsOpenForWriting(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        // With this sharing .NET asks for no lock of its own, which a writer could be in the way of.
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (fcntl(file, SetSignal, UrgentSignal) != 0)
        {
            return false;
        }

        if (fcntl(file, SetLease, ReadLease) == 0)
        {
            _ = fcntl(file, SetLease, NoLease);
            return false;
        }

        return Marshal.GetLastPInvokeError() == TryAgain;
    }

#pragma warning disable SYSLIB1054, IDE1006 // LibraryImport needs unsafe code in this project; the name is the system's.
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fcntl(SafeFileHandle file, int command, int argument);
#pragma warning restore SYSLIB1054, IDE1006
}
