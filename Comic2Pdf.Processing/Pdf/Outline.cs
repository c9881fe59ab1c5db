using Comic2Pdf.Processing.Archives;
using Comic2Pdf.Processing.Metadata;

namespace Comic2Pdf.Processing.Pdf;

/// <summary>Where a book's bookmarks come from.</summary>
internal static class Outline
{
    // Deeper folders are not parts of a book.
    private const int MaxDepth = 8;

    /// <summary>Those that ComicInfo.xml names; else one for each folder, and for each archive inside the archive, nested as they are.</summary>
    public static IReadOnlyList<Bookmark> Of(IReadOnlyList<BookPage> pages, ComicInfo? info)
    {
        var named = (info?.Pages ?? [])
            .Where(p => p.Bookmark is not null && p.Image < pages.Count)
            .OrderBy(p => p.Image)
            .Select(p => new Bookmark(p.Bookmark!, p.Image))
            .ToList();
        return named.Count > 0 ? named : OfFolders(pages);
    }

    private static List<Bookmark> OfFolders(IReadOnlyList<BookPage> pages)
    {
        var folders = pages.Select(p => p.Entry.Split('/', '\\')[..^1]).ToArray();
        var common = 0;
        while (folders[0].Length > common && folders.All(f => f.Length > common && f[common] == folders[0][common]))
        {
            common++;
        }

        return Within(folders, 0, folders.Length, common, common + MaxDepth);
    }

    /// <summary>Bookmarks of the folders at one depth, among pages that have all folders above in common.</summary>
    private static List<Bookmark> Within(string[][] folders, int first, int end, int depth, int maxDepth)
    {
        var bookmarks = new List<Bookmark>();
        for (var page = first; page < end && depth < maxDepth; )
        {
            if (folders[page].Length <= depth)
            {
                page++;
                continue;
            }

            var start = page;
            while (page < end && folders[page].Length > depth && folders[page][depth] == folders[start][depth])
            {
                page++;
            }

            var title = EntryFilter.WithoutArchiveEnding(folders[start][depth]).ToString();
            bookmarks.Add(
                new Bookmark(title.Length > 0 ? title : $"Page {start + 1}", start, Within(folders, start, page, depth + 1, maxDepth))
            );
        }

        return bookmarks;
    }
}
