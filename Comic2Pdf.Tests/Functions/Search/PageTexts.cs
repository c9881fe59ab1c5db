using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Functions.Search;

/// <summary>Pages with balloons, for tests that need no reader.</summary>
internal static class PageTexts
{
    /// <summary>A page of 1000 x 2000 pixels with a balloon for each text, below each other, a word each 100 pixels.</summary>
    public static PageText Of(params string[] balloons) =>
        new(1000, 2000, [.. balloons.Select((text, i) => new TextBlock([LineOf(text, 100 + (200 * i))]))]);

    private static TextLine LineOf(string text, double top)
    {
        TextWord[] words = [.. text.Split(' ').Select((w, i) => new TextWord(w, new Box(100 + (100 * i), top, 80, 40), 90))];
        return TextLine.Around(new Baseline(100, top + 40, words[^1].Box.Right, top + 40), words);
    }
}
