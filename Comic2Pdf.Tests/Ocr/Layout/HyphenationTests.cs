using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Ocr.Layout;

public sealed class HyphenationTests
{
    private static readonly HashSet<string> Dictionary = ["exemple", "peut", "être", "dit"];

    [Theory]
    [InlineData("un exem-", "ple simple", "un exemple", "simple")]
    [InlineData("UN EXEM-", "PLE SIMPLE", "UN EXEMPLE", "SIMPLE")]
    [InlineData("oui peut-", "être demain", "oui peut-être", "demain")]
    [InlineData("il dit-", "Anne revient", "il dit-", "Anne revient")]
    [InlineData("attends -", "moi ici", "attends -", "moi ici")]
    [InlineData("sans trait", "à la fin", "sans trait", "à la fin")]
    public void Join_TwoLines_WholeWordsOnly(string first, string second, string joined, string rest)
    {
        var result = Hyphenation.Join(new TextBlock([Line(first, 0), Line(second, 20)]), Dictionary.Contains);

        Assert.Equal([joined, rest], result.Lines.Select(l => string.Join(' ', l.Words.Select(w => w.Text))));
    }

    [Fact]
    public void Join_SecondLineIsOnlyTheSecondHalf_LineIsGone()
    {
        var result = Hyphenation.Join(new TextBlock([Line("exem-", 0), Line("ple", 20)]), Dictionary.Contains);

        var word = Assert.Single(Assert.Single(result.Lines).Words);
        Assert.Equal("exemple", word.Text);
        Assert.Equal(20, word.Continuation!.Value.Y);
    }

    private static TextLine Line(string text, double y)
    {
        TextWord[] words = [.. text.Split(' ').Select((w, i) => new TextWord(w, new Box(i * 100, y, 90, 10), 90))];
        return new TextLine(new Baseline(0, y + 10, 300, y + 10), 10, 0, words);
    }
}
