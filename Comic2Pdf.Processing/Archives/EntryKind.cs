namespace Comic2Pdf.Processing.Archives;

/// <summary>What an archive entry is to a comic.</summary>
public enum EntryKind
{
    /// <summary>A page: named like an image, or an image by content.</summary>
    Page,

    /// <summary>ComicInfo.xml, or another file of metadata (<see cref="Metadata.MetadataFile"/>).</summary>
    ComicInfo,

    /// <summary>An archive inside the archive: a chapter.</summary>
    Archive,

    /// <summary>A document that holds pages of its own and cannot be opened here: PDF, EPUB and the like.</summary>
    Document,

    /// <summary>Everything else: folders, links, devices, notes, hidden files, backups, thumbnails of other programs.</summary>
    Ignored,
}
