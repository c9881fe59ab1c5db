using Comic2Pdf.Processing.Ocr.Tesseract;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Ocr.Tesseract;

public sealed class WordPiecesTests
{
    [Fact]
    public void Join_KoreanInPieces_WordsAsTheLineHasBlanks() =>
        Assert.Equal(["오늘은", "아침부터"], Texts("오늘은 아침부터", "오", "늘", "은", "아침", "부터"));

    [Fact]
    public void Join_Pieces_OneBoxAndTheMeanOfTheirConfidence()
    {
        var word = Assert.Single(
            WordPieces.Join([new TextWord("역", new Box(0, 0, 40, 40), 79), new TextWord("까지", new Box(40, 0, 80, 40), 97)], "역까지")
        );

        Assert.Equal(("역까지", new Box(0, 0, 120, 40), 91.0), (word.Text, word.Box, word.Confidence));
    }

    [Fact]
    public void Join_WordOverTheNextOne_EndsWhereThatBegins()
    {
        var words = WordPieces.Join(
            [new TextWord("그", new Box(0, 0, 110, 40), 90), new TextWord("때", new Box(60, 0, 40, 40), 90)],
            "그 때"
        );

        Assert.Equal([new Box(0, 0, 60, 40), new Box(60, 0, 40, 40)], words.Select(w => w.Box));
    }

    [Theory]
    [InlineData("The lantern")]
    [InlineData("The  lantern")]
    [InlineData("other text")]
    [InlineData("")]
    public void Join_NoTextOfTheLineWithoutABlankBetween_WordsStayApart(string line) =>
        Assert.Equal(["The", "lantern"], Texts(line, "The", "lantern"));

    private static IEnumerable<string> Texts(string line, params string[] pieces) =>
        WordPieces.Join([.. pieces.Select((p, i) => new TextWord(p, new Box(40 * i, 0, 40, 40), 90))], line).Select(w => w.Text);
}
