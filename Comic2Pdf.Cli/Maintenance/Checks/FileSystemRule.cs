namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>Whether a file system is good enough for jobs. No I/O.</summary>
internal static class FileSystemRule
{
    private const int MegaBits = 20;

    // What logs, states and heartbeats of the jobs in flight want.
    private const long AlwaysFree = 100L << MegaBits;

    // A book of 500 pages has as many files in its work folder.
    private const long FilesNeeded = 2000;

    private static readonly string[] Shares =
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb2",
        "smb3",
        "smbfs",
        "9p",
        "virtiofs",
        "ceph",
        "glusterfs",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.s3fs",
        "afs",
        "davfs",
    ];

    /// <summary>What must be free for the largest archive that is allowed.</summary>
    public static long BytesNeeded(int maxInputSizeMb, double diskFreeFactor) =>
        (long)(((long)maxInputSizeMb << MegaBits) * diskFreeFactor);

    /// <summary>The state; of several the worst.</summary>
    public static FileSystemState Judge(FileSystemFacts facts, long bytesNeeded) =>
        facts.IsReadOnly ? FileSystemState.ReadOnly
        : facts.FreeFiles < FilesNeeded ? FileSystemState.NoFiles
        : facts.FreeBytes < AlwaysFree ? FileSystemState.Full
        : facts.FreeBytes < bytesNeeded ? FileSystemState.Low
        : FileSystemState.Good;

    /// <summary>Whether files are on another machine, whose programs this one does not see.</summary>
    public static bool IsShare(string type) => Shares.Contains(type, StringComparer.Ordinal);

    /// <summary>For people.</summary>
    public static long Megabytes(long bytes) => bytes >> MegaBits;
}
