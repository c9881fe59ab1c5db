namespace Comic2Pdf.Functions.Stores;

/// <summary>What a store knows of a file.</summary>
/// <param name="Name">Its name, with '/' between the parts.</param>
/// <param name="Length">Bytes.</param>
/// <param name="ModifiedAt">When it was written last.</param>
/// <param name="Version">Another one after each change.</param>
public sealed record StoredFile(string Name, long Length, DateTimeOffset ModifiedAt, string Version)
{
    /// <summary>The last part of the name.</summary>
    public string FileName => DataLayout.LastPart(Name);
}
