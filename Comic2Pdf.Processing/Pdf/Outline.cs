using Comic2Pdf.Processing.Metadata;

namespace Comic2Pdf.Processing.Pdf;

/// <summary>A place in the book worth jumping to.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Page">Page, from 0.</param>
internal sealed record Bookmark(string Title, int Page);

/// <summary>Where a book's bookmarks come from.</summary>
internal static class Outline
{
    /// <summary>Those that ComicInfo.xml names; else one for each folder, when the pages lie in several.</summary>
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
        var chapters = new List<Bookmark>();
        string? current = null;
        for (var i = 0; i < pages.Count; i++)
        {
            var cut = pages[i].Entry.LastIndexOfAny(['/', '\\']);
            var folder = cut < 0 ? string.Empty : pages[i].Entry[..cut];
            if (folder != current)
            {
                current = folder;
                var name = folder.Split('/', '\\')[^1];
                chapters.Add(new Bookmark(name.Length > 0 ? name : $"Page {i + 1}", i));
            }
        }

        return chapters.Count > 1 ? chapters : [];
    }
}
