using Comic2Pdf.Processing.Metadata;

namespace Comic2Pdf.Processing.Pdf;

/// <summary>How a viewer is asked to lay pages out at first (ISO 32000-1, 7.7.2, PageLayout).</summary>
internal static class PageLayout
{
    /// <summary>
    /// Two pages side by side and the cover alone, when the book is made for it: some page shows two, as its picture or the metadata says, in a book of upright
    /// pages. Null leaves it to the viewer.
    /// </summary>
    public static string? Of(IReadOnlyList<BookPage> pages, ComicInfo? info)
    {
        var wide = pages.Count(p => p.Box.PixelsAcross > p.Box.PixelsDown);
        var hasDoublePages = (wide > 0 && wide * 2 < pages.Count) || info?.Pages.Any(p => p.IsDoublePage && p.Image < pages.Count) == true;

        // The cover is alone when odd pages stand where a book's right-hand pages do.
        return !hasDoublePages || pages.Count < 2 ? null
            : info?.IsRightToLeft == true ? "TwoPageLeft"
            : "TwoPageRight";
    }
}
