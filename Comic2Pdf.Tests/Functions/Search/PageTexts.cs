using Comic2Pdf.Functions.Books;
using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Pdf;
using Comic2Pdf.Processing.Pipeline;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Functions.Search;

/// <summary>Pages with balloons, for tests that need no reader.</summary>
internal static class PageTexts
{
    /// <summary>A page of 1000 x 2000 pixels with a balloon for each text, below each other, a word each 100 pixels.</summary>
    public static PageText Of(params string[] balloons) =>
        new(1000, 2000, [.. balloons.Select((text, i) => new TextBlock([LineOf(text, 100 + (200 * i))]))]);

    /// <summary>A book of such pages.</summary>
    public static BookOnShelf Book(string title, params PageText?[] pages) =>
        new(
            new PageManifest
            {
                Title = title,
                Pages =
                [
                    .. pages.Select((_, i) => new BookPage($"{i}.jpg", new PageBox(1000, 2000, 1000, 2000), Orientation.TopLeft, null)),
                ],
                PicturesEnd = 0,
                ObjectOffsets = [],
                Warnings = [],
            },
            [.. pages.Select(p => p is null ? null : new PageResult(p, null))]
        );

    private static TextLine LineOf(string text, double top)
    {
        TextWord[] words = [.. text.Split(' ').Select((w, i) => new TextWord(w, new Box(100 + (100 * i), top, 80, 40), 90))];
        return TextLine.Around(new Baseline(100, top + 40, words[^1].Box.Right, top + 40), words);
    }
}
