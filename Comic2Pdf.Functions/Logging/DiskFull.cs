namespace Comic2Pdf.Functions.Logging;

/// <summary>Tells a full disk from other faults of writing.</summary>
public static class DiskFull
{
    // .NET hands on the system's own number: ENOSPC and EDQUOT of Linux, ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL of Windows.
    private static readonly int[] Numbers = [28, 122, unchecked((int)0x80070027), unchecked((int)0x80070070)];

    /// <summary>Whether the disk was full, or the quota used up.</summary>
    public static bool Is(Exception? fault) =>
        fault is not null && ((fault is IOException && Numbers.Contains(fault.HResult)) || Is(fault.InnerException));
}
