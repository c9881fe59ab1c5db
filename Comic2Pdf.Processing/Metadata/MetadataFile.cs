namespace Comic2Pdf.Processing.Metadata;

/// <summary>Files of metadata in an archive, the one first that counts more.</summary>
internal enum MetadataKind
{
    /// <summary>ComicInfo.xml.</summary>
    ComicInfo,

    /// <summary>MetronInfo.xml.</summary>
    MetronInfo,

    /// <summary>A file ending in .acbf.</summary>
    Acbf,
}

/// <summary>Which files of an archive are metadata, and what they say.</summary>
internal static class MetadataFile
{
    /// <summary>What a file is by its name, without folders; null when it is something else.</summary>
    public static MetadataKind? KindOf(string name) =>
        name.ToUpperInvariant() switch
        {
            "COMICINFO.XML" => MetadataKind.ComicInfo,
            "METRONINFO.XML" => MetadataKind.MetronInfo,
            var upper when upper.EndsWith(".ACBF", StringComparison.Ordinal) => MetadataKind.Acbf,
            _ => null,
        };

    /// <summary>Reads a file.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="file">Its bytes.</param>
    /// <param name="fault">Where reading stopped short, or null.</param>
    public static ComicInfo Read(MetadataKind kind, ReadOnlyMemory<byte> file, out string? fault) =>
        kind switch
        {
            MetadataKind.MetronInfo => MetronInfoReader.Read(file, out fault),
            MetadataKind.Acbf => AcbfReader.Read(file, out fault),
            _ => ComicInfoReader.Read(file, out fault),
        };
}
