using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Metadata;

namespace Comic2Pdf.Processing.Archives;

/// <summary>Decides by name and first bytes what an entry is.</summary>
public static class EntryFilter
{
    private static readonly HashSet<string> ImageExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".webp", ".bmp", ".dib", ".tif", ".tiff",
        ".jp2", ".j2k", ".jpx", ".jpf", ".j2c", ".jpc", ".j2p", ".avif", ".avifs", ".heic", ".heif", ".jxl",
        ".pbm", ".pgm", ".ppm", ".pnm", ".pam", ".tga", ".icb", ".vda", ".vst", ".psd", ".psb", ".pcx", ".qoi", ".dds",

        // Nothing here shows these: a page says so in their place, so that no page is lost unseen and numbers stay right.
        ".apng", ".svg", ".svgz", ".xcf", ".exr", ".hdr", ".ico", ".eps", ".ai", ".wdp", ".jxr", ".hdp", ".jls", ".bpg", ".flif", ".pict", ".pct",
        ".sgi", ".ras", ".xpm", ".xbm", ".wmf", ".emf", ".mng", ".jng", ".kra", ".clip", ".ora", ".dng", ".cr2", ".cr3", ".nef", ".arw", ".raw", ".jbig2", ".jb2", ".wbmp",
    };

    /// <summary>What the entry is, as far as its name alone tells; null when the content must be asked.</summary>
    /// <param name="name">The entry's whole path; / or \ between folders.</param>
    public static EntryKind? ByName(string name)
    {
        var segments = name.Split('/', '\\');
        var file = segments[^1];
        if (file.Length == 0 || file.StartsWith("._", StringComparison.Ordinal) || IsSystemFile(file)
            || segments.Contains("__MACOSX", StringComparer.OrdinalIgnoreCase))
        {
            return EntryKind.Ignored;
        }

        if (MetadataFile.KindOf(file) is not null)
        {
            return EntryKind.ComicInfo;
        }

        return ImageExtensions.Contains(Path.GetExtension(file)) ? EntryKind.Page : null;
    }

    /// <summary>What an entry of no telling name is by its first bytes: a page when it is an image.</summary>
    public static EntryKind ByContent(ReadOnlySpan<byte> head) => ImageSniffer.Detect(head) is null ? EntryKind.Ignored : EntryKind.Page;

    private static bool IsSystemFile(string file) =>
        file.Equals("Thumbs.db", StringComparison.OrdinalIgnoreCase)
        || file.Equals(".DS_Store", StringComparison.OrdinalIgnoreCase)
        || file.Equals("desktop.ini", StringComparison.OrdinalIgnoreCase);
}
