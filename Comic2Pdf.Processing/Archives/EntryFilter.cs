using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Metadata;

namespace Comic2Pdf.Processing.Archives;

/// <summary>Decides by name and first bytes what an entry is.</summary>
public static class EntryFilter
{
    private static readonly HashSet<string> ImageExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".jpg",
        ".jpeg",
        ".jpe",
        ".jfif",
        ".png",
        ".gif",
        ".webp",
        ".bmp",
        ".dib",
        ".tif",
        ".tiff",
        ".jp2",
        ".j2k",
        ".jpx",
        ".jpf",
        ".j2c",
        ".jpc",
        ".j2p",
        ".avif",
        ".avifs",
        ".heic",
        ".heif",
        ".jxl",
        ".pbm",
        ".pgm",
        ".ppm",
        ".pnm",
        ".pam",
        ".tga",
        ".icb",
        ".vda",
        ".vst",
        ".psd",
        ".psb",
        ".pcx",
        ".qoi",
        ".dds",
        // Nothing here shows these: a page says so in their place, so that no page is lost unseen and numbers stay right.
        ".apng",
        ".svg",
        ".svgz",
        ".xcf",
        ".exr",
        ".hdr",
        ".ico",
        ".eps",
        ".ai",
        ".wdp",
        ".jxr",
        ".hdp",
        ".jls",
        ".bpg",
        ".flif",
        ".pict",
        ".pct",
        ".sgi",
        ".ras",
        ".xpm",
        ".xbm",
        ".wmf",
        ".emf",
        ".mng",
        ".jng",
        ".kra",
        ".clip",
        ".ora",
        ".dng",
        ".cr2",
        ".cr3",
        ".nef",
        ".arw",
        ".raw",
        ".jbig2",
        ".jb2",
        ".wbmp",
    };

    private static readonly HashSet<string> ArchiveExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".cbz",
        ".cbr",
        ".cb7",
        ".cbt",
        ".zip",
        ".rar",
        ".7z",
        ".tar",
        ".tgz",
        ".tbz2",
        ".txz",
        ".tzst",
    };

    private static readonly HashSet<string> DocumentExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".pdf",
        ".epub",
        ".mobi",
        ".azw",
        ".azw3",
        ".djvu",
        ".djv",
        ".docx",
        ".odt",
        ".pptx",
    };

    // Of backups, editors and downloads: the file without it is there too, or is not whole.
    private static readonly HashSet<string> CopyExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".bak",
        ".old",
        ".orig",
        ".tmp",
        ".temp",
        ".swp",
        ".part",
        ".partial",
        ".crdownload",
        ".download",
    };

    // Of file systems, network storage and viewers; those that begin with a dot are hidden anyhow.
    private static readonly HashSet<string> SystemNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "__MACOSX",
        "@eaDir",
        "@Recycle",
        "@Recently-Snapshot",
        "#recycle",
        "#snapshot",
        "$RECYCLE.BIN",
        "RECYCLER",
        "System Volume Information",
        "lost+found",
        "Thumbs.db",
        "desktop.ini",
    };

    /// <summary>What the entry is, by its name alone; null when the content decides.</summary>
    /// <param name="name">The entry's whole path; / or \ between folders.</param>
    public static EntryKind? ByName(string name)
    {
        var segments = name.Split('/', '\\');
        var file = segments[^1];
        var ending = Path.GetExtension(file);
        return true switch
        {
            _ when segments.Any(IsHidden) || file.EndsWith('~') || CopyExtensions.Contains(ending) => EntryKind.Ignored,
            _ when MetadataFile.KindOf(file) is not null => EntryKind.ComicInfo,
            _ when ImageExtensions.Contains(ending) => EntryKind.Page,
            _ when ArchiveExtensions.Contains(ending) => EntryKind.Archive,
            _ when DocumentExtensions.Contains(ending) => EntryKind.Document,
            _ => null,
        };
    }

    /// <summary>What an entry is whose name does not say it, by its first bytes: a page when it is an image.</summary>
    public static EntryKind ByContent(ReadOnlySpan<byte> head) =>
        true switch
        {
            _ when ImageSniffer.Detect(head) is not null => EntryKind.Page,
            _ when ArchiveSignature.Detect(head) is not null || CompressedFile.Is(head) => EntryKind.Archive,
            _ when head.StartsWith("%PDF-"u8) || head.StartsWith("AT&TFORM"u8) => EntryKind.Document,
            _ => EntryKind.Ignored,
        };

    /// <summary>A name without the ending that says it is an archive: what a chapter is called.</summary>
    internal static ReadOnlySpan<char> WithoutArchiveEnding(ReadOnlySpan<char> name)
    {
        var ending = Path.GetExtension(name);
        return ending.Length > 0 && ArchiveExtensions.GetAlternateLookup<ReadOnlySpan<char>>().Contains(ending)
            ? name[..^ending.Length]
            : name;
    }

    /// <summary>Whether a name ends as those of archives do: ".cbz" and the like.</summary>
    public static bool IsArchiveName(ReadOnlySpan<char> name) => WithoutArchiveEnding(name).Length < name.Length;

    // "." and ".." are steps of a path, and "...and then" is a title.
    private static bool IsHidden(string segment) =>
        (segment.Length > 1 && segment[0] == '.' && segment[1] != '.' && !IsEndingOnly(segment)) || SystemNames.Contains(segment);

    // A picture whose name is nothing but its ending.
    private static bool IsEndingOnly(string segment) => ImageExtensions.Contains(segment);
}
