namespace Comic2Pdf.Processing.Archives;

/// <summary>What an archive entry is to a comic.</summary>
public enum EntryKind
{
    /// <summary>A page: named like an image, or an image by content.</summary>
    Page,

    /// <summary>ComicInfo.xml, or another file of metadata (<see cref="Metadata.MetadataFile"/>).</summary>
    ComicInfo,

    /// <summary>Everything else: folders, links, devices, nested archives, notes, thumbnails of operating systems.</summary>
    Ignored,
}
