namespace Comic2Pdf.Functions.Storage;

/// <summary>How much room there is.</summary>
public interface IDiskSpace
{
    /// <summary>Bytes that are free where a path is.</summary>
    long FreeBytes(string path);
}
