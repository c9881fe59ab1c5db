using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Ocr.SecondOpinion;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Ocr.SecondOpinion;

public sealed class WordMergeTests
{
    private static readonly WordMerge Merge = new(new HashSet<string> { "application", "fallait" }.Contains);

    [Theory]
    [InlineData("défie", 30, "defie", "défie")]
    [InlineData("l'application", 37, "Iapplication", "l'application")]
    [InlineData("sur", 85, "sun", "sur")]
    [InlineData("sad", 30, "...", "...")]
    [InlineData("coupel", 60, "couper", "couper")]
    public void Merge_OneWordInAPlace_TheSureOneKnownOneOrTheOneWithAccents(
        string first,
        double confidence,
        string second,
        string expected
    ) => Assert.Equal([expected], Texts([Word(first, 100, 80, confidence)], [Word(second, 104, 80, 95)]));

    [Fact]
    public void Merge_WordsThatOnlyOneReadHas_AreKeptWhereSure()
    {
        TextWord[] first = [Word("bien", 0, 60, 90), Word("ji", 300, 30, 40)];

        Assert.Equal(["bien", "fort"], Texts(first, [Word("fort", 100, 80, 96)]));
    }

    [Fact]
    public void Merge_OneWordForSeveral_IsOneGroup()
    {
        TextWord[] first = [Word("F", 0, 20, 83), Word("1", 25, 10, 34), Word("N", 40, 20, 87)];

        Assert.Equal(["FIN"], Texts(first, [Word("FIN", 0, 60, 99)]));
    }

    [Fact]
    public void Merge_SameWord_IsAsSureAsTheSurer() =>
        Assert.Equal(96, Merge.Merge(new Frame(0), [Word("urine", 0, 60, 28)], [Word("Urine", 0, 60, 96)]).Single().Confidence);

    private static IEnumerable<string> Texts(TextWord[] first, TextWord[] second) =>
        Merge.Merge(new Frame(0), first, second).Select(w => w.Text);

    private static TextWord Word(string text, double x, double width, double confidence) => new(text, new Box(x, 0, width, 30), confidence);
}
