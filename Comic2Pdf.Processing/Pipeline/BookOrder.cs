using Comic2Pdf.Processing.Archives;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Metadata;

namespace Comic2Pdf.Processing.Pipeline;

/// <summary>Brings a book's pages into reading order and leaves out those that its metadata calls deleted.</summary>
internal static class BookOrder
{
    /// <summary>Sorts the pages, and takes out what is deleted.</summary>
    /// <param name="drafts">The pages.</param>
    /// <param name="info">Metadata, which counts the archive's image files; or null.</param>
    /// <param name="warnings">Receives what was left out.</param>
    /// <returns>The metadata as it counts pages of the book.</returns>
    public static ComicInfo? Arrange(List<Draft> drafts, ComicInfo? info, List<Warning> warnings)
    {
        drafts.Sort(
            static (a, b) =>
            {
                var order = NaturalOrder.Instance.Compare(a.Name, b.Name);
                return order != 0 ? order : (a.Index, a.Part).CompareTo((b.Index, b.Part));
            }
        );
        if (info is null || info.Pages.Count == 0)
        {
            return info;
        }

        var files = drafts.Where(d => !d.IsUnopened).GroupBy(d => d.Index).ToList();
        var deleted = info.Pages.Where(p => p.IsDeleted && p.Image < files.Count).Select(p => files[p.Image].Key).ToHashSet();
        if (drafts.Any(d => d.Image is not null && !deleted.Contains(d.Index)))
        {
            warnings.AddRange(
                files
                    .Where(f => deleted.Contains(f.Key))
                    .Select(f => f.First().Name)
                    .Select(name => new Warning(
                        ErrorCode.PageDeleted,
                        null,
                        name,
                        $"'{name}' was left out: ComicInfo.xml calls the page deleted"
                    ))
            );
            drafts.RemoveAll(d => deleted.Contains(d.Index) && !d.IsUnopened);
        }

        var pages = info
            .Pages.Where(p => p.Image < files.Count)
            .Select(p => p with { Image = drafts.FindIndex(d => d.Index == files[p.Image].Key && !d.IsUnopened) })
            .Where(p => p.Image >= 0);
        return info with { Pages = [.. pages] };
    }
}
