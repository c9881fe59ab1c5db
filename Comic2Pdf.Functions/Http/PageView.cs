using Comic2Pdf.Functions.Books;
using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Functions.Http;

/// <summary>Pages as HTTP shows them. Boxes are [x, y, width, height] in parts of the page as shown, 0 to 1.</summary>
internal static class PageView
{
    /// <summary>A line of the list of pages.</summary>
    public static PageSummary Summary(BookOnShelf book, int index, bool isSkipped)
    {
        var (page, result) = (book.Manifest.Pages[index], book.Results[index]);
        var words = result?.Text?.Words.ToList() ?? [];
        var (width, height) = SizeOf(book, index);
        return new PageSummary(
            index + 1,
            page.Entry,
            width,
            height,
            page.Image is not null,
            page.Notice,
            result is not null,
            words.Count,
            ConfidenceOf(words),
            isSkipped,
            WarningsOf(book, index)
        );
    }

    /// <summary>One page with its text.</summary>
    public static PageReading Of(BookOnShelf book, int index)
    {
        var text = book.Results[index]?.Text;
        var (width, height) = SizeOf(book, index);
        return new PageReading(
            index + 1,
            book.Manifest.Pages[index].Entry,
            width,
            height,
            book.Results[index] is not null,
            book.Manifest.Info?.IsRightToLeft == true,
            WarningsOf(book, index),
            [.. (text?.Blocks ?? []).Select(block => BlockOf(block, width, height))]
        );
    }

    private static PageBalloon BlockOf(TextBlock block, int width, int height)
    {
        var words = block.Lines.SelectMany(l => l.Words).ToList();
        return new PageBalloon(
            string.Join('\n', block.Lines.Select(l => string.Join(' ', l.Words.Select(w => w.Text)))),
            words.Count == 0 ? [] : Part(words.Select(w => w.Box).Aggregate((a, b) => a.Union(b)), width, height),
            ConfidenceOf(words),
            [.. words.Select(w => new PageWord(w.Text, Part(w.Box, width, height), Math.Round(w.Confidence), w.Language))]
        );
    }

    private static double? ConfidenceOf(List<TextWord> words) => words.Count == 0 ? null : Math.Round(words.Average(w => w.Confidence));

    private static IReadOnlyList<PageRemark> WarningsOf(BookOnShelf book, int index) =>
        [
            .. book
                .Manifest.Warnings.Where(w => w.Page == index + 1)
                .Concat(book.Results[index]?.Warnings ?? [])
                .Select(w => new PageRemark(w.Code, w.Message)),
        ];

    // As shown: what was read knows best, as a page may have been turned for its lettering.
    private static (int Width, int Height) SizeOf(BookOnShelf book, int index)
    {
        if (book.Results[index]?.Text is { } text)
        {
            return (text.Width, text.Height);
        }

        var page = book.Manifest.Pages[index];
        return page.Image is not { } image ? (0, 0)
            : page.Orientation.SwapsAxes() ? (image.Height, image.Width)
            : (image.Width, image.Height);
    }

    private static double[] Part(Box box, int width, int height) =>
        [Round(box.X / width), Round(box.Y / height), Round(box.Width / width), Round(box.Height / height)];

    private static double Round(double part) => Math.Round(part, 4);
}
