using Comic2Pdf.Functions.Books;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Functions.Search;

/// <summary>All that was read in a book, as far as it can be searched.</summary>
/// <param name="Book">The archive's name without its ending.</param>
/// <param name="Balloons">What was read, page by page, in reading order.</param>
public sealed record BookText(string Book, IReadOnlyList<Balloon> Balloons)
{
    /// <summary>The text of a book.</summary>
    public static BookText Of(BookOnShelf book)
    {
        ArgumentNullException.ThrowIfNull(book);
        return new BookText(
            book.Manifest.Title,
            [.. book.Results.SelectMany((page, i) => page?.Text is { } text ? BalloonsOf(i + 1, text) : [])]
        );
    }

    private static IEnumerable<Balloon> BalloonsOf(int page, PageText text) =>
        text
            .Blocks.Select(b => b.Lines.SelectMany(l => l.Words).ToList())
            .Where(words => words.Count > 0)
            .Select(words => new Balloon(
                page,
                string.Join(' ', words.Select(w => w.Text)),
                PartsOf(words.Select(w => w.Box).Aggregate((a, b) => a.Union(b)), text)
            ));

    private static int[] PartsOf(Box box, PageText page)
    {
        var (left, top) = (Part(box.X, page.Width), Part(box.Y, page.Height));
        return [left, top, Part(box.Right, page.Width) - left, Part(box.Bottom, page.Height) - top];
    }

    private static int Part(double at, int all) => (int)Math.Round(Math.Clamp(at / Math.Max(1, all), 0, 1) * Balloon.Unit);
}
