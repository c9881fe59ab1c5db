using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Archives;

/// <summary>Packages that are ZIP archives and no comics: their pictures are parts of a text, in no order.</summary>
internal static class ForeignPackage
{
    /// <summary>What an archive with these names is, or null.</summary>
    public static string? Find(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            switch (name)
            {
                case "META-INF/container.xml":
                    return "an EPUB book; its pages are texts";
                case "[Content_Types].xml":
                    return "an Office document";
                case "META-INF/manifest.xml":
                    return "an OpenDocument file";
                case "META-INF/MANIFEST.MF" or "AndroidManifest.xml":
                    return "a program";
            }
        }

        return null;
    }

    /// <summary>Why a document inside an archive is not shown.</summary>
    public static ComicException Unopened(string name) =>
        new ArchiveException(
            ErrorCode.ArchiveUnsupported,
            $"a document ({Path.GetExtension(name).TrimStart('.').ToUpperInvariant()}) inside the archive is not opened"
        );
}
