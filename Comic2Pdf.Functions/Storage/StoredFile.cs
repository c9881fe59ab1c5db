namespace Comic2Pdf.Functions.Storage;

/// <summary>What a store knows of a file.</summary>
/// <param name="Name">Its name, with '/' between the parts.</param>
/// <param name="Length">Bytes.</param>
/// <param name="ModifiedAt">When it was written last.</param>
/// <param name="Version">Another one after each change.</param>
public sealed record StoredFile(string Name, long Length, DateTimeOffset ModifiedAt, string Version)
{
    /// <summary>Why it is no usable file. Of a link, what is said here is said of the file behind it, if there is one.</summary>
    public EntryFault Fault { get; init; }

    /// <summary>The last part of the name.</summary>
    public string FileName => DataLayout.LastPart(Name);

    /// <summary>Name and version: the same text for two deliveries of one version of one file.</summary>
    public string Source => $"{Name} {Version}";

    /// <summary>The name and the version in a <see cref="Source"/>; null when the text is none.</summary>
    public static (string Name, string Version)? ParseSource(string? source) =>
        source?.LastIndexOf(' ') is { } end and > 0 ? (source[..end], source[(end + 1)..]) : null;
}
