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
        Assert.Equal(expected, LanguageDecision.Decide([Page("fra", french), null, Page("eng", english)]));

    [Fact]
    public void Decide_LaterPages_CountForNothing()
    {
        PageText?[] pages = [Page("fra", 30), .. Enumerable.Repeat<PageText?>(null, LanguageDecision.Pages - 1), Page("eng", 500)];

        Assert.Equal("fra", LanguageDecision.Decide(pages));
    }

    [Fact]
    public void Decide_ShortOrDoubtfulWords_CountForNothing()
    {
        var page = Page("eng", 60, "the", 95);
        var doubtful = Page("eng", 60, "lantern", 40);

        Assert.Equal("fra", LanguageDecision.Decide([page, doubtful, Page("fra", 25)]));
    }

    private static PageText Page(string language, int words, string text = "lanterne", double confidence = 95)
    {
        TextWord[] all =
        [
            .. Enumerable.Range(0, words).Select(i => new TextWord(text, new Box(i, 0, 1, 1), confidence) { Language = language }),
        ];
        return new PageText(100, 100, all.Length == 0 ? [] : [new TextBlock([new TextLine(new Baseline(0, 1, 100, 1), 1, 0, all)])]);
    }
}
