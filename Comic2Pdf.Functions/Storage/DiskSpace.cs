namespace Comic2Pdf.Functions.Storage;

/// <summary>The real disk.</summary>
public sealed class DiskSpace : IDiskSpace
{
    /// <inheritdoc/>
    public long FreeBytes(string path) => new DriveInfo(path).AvailableFreeSpace;
}
