namespace Comic2Pdf.Functions.Storage;

/// <summary>Free space of the disk that holds a path.</summary>
public sealed class DiskSpace : IDiskSpace
{
    /// <inheritdoc/>
    public long FreeBytes(string path) => new DriveInfo(path).AvailableFreeSpace;
}
