using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Ocr;

public sealed class LanguageDecisionTests
{
    [Theory]
    [InlineData(40, 10, "fra")]
    [InlineData(5, 45, "eng")]
    [InlineData(26, 24, null)]
    [InlineData(10, 0, null)]
    public void Decide_Shares_OnlyTheClearOne(int french, int english, string? expected) =>
        Assert.Equal(expected, LanguageDecision.Decide([.. Pages("fra", french), null, .. Pages("eng", english)]));

    [Fact]
    public void Decide_OnePageAlone_SaysNothing() => Assert.Null(LanguageDecision.Decide([Page("eng", 80), Page("fra", 2)]));

    [Theory]
    [InlineData(2, 6, true)]
    [InlineData(2, 5, false)]
    public void PaysAfter_PagesLeft_WhenEnough(int read, int pages, bool expected) => Assert.Equal(expected, LanguageDecision.PaysAfter(read, pages));

    [Fact]
    public void Decide_LaterPages_CountForNothing()
    {
        PageText?[] pages = [.. Pages("fra", 30), .. Enumerable.Repeat<PageText?>(null, LanguageDecision.Pages - 2), .. Pages("eng", 500)];

        Assert.Equal("fra", LanguageDecision.Decide(pages));
    }

    [Fact]
    public void Decide_ShortOrDoubtfulWords_CountForNothing()
    {
        var page = Page("eng", 60, "the", 95);
        var doubtful = Page("eng", 60, "lantern", 40);

        Assert.Equal("fra", LanguageDecision.Decide([page, doubtful, .. Pages("fra", 26)]));
    }

    private static PageText[] Pages(string language, int words) => [Page(language, words / 2), Page(language, words - (words / 2))];

    private static PageText Page(string language, int words, string text = "lanterne", double confidence = 95)
    {
        TextWord[] all = [.. Enumerable.Range(0, words).Select(i => new TextWord(text, new Box(i, 0, 1, 1), confidence) { Language = language })];
        return new PageText(100, 100, all.Length == 0 ? [] : [new TextBlock([new TextLine(new Baseline(0, 1, 100, 1), 1, 0, all)])]);
    }
}
