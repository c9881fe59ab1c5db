using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Ocr.SecondOpinion;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Ocr.SecondOpinion;

public sealed class SecondReadingTests
{
    private static readonly RgbImage Page = new(400, 200, new byte[3 * 400 * 200]);
    private static readonly RegionBlock Block = new(
        [TextRegion.Level(new Box(0, 0, 300, 50)), TextRegion.Level(new Box(0, 60, 300, 50))],
        0
    );

    [Fact]
    public void Improve_AllWordsSure_NobodyIsAsked()
    {
        var reader = new OneLine(99, "other");

        var text = Improve(reader, Line(10, Word("sure", 10, 90)), Line(70, Word("too", 70, 75)));

        Assert.Equal(0, reader.Asked);
        Assert.Equal(["sure", "too"], Words(text));
    }

    [Fact]
    public void Improve_UnsureWord_IsReplacedOnItsLine()
    {
        var reader = new OneLine(99, "KLING!!");

        var text = Improve(reader, Line(10, Word("sure", 10, 90)), Line(70, Word("EMF", 70, 38)));

        Assert.Equal(1, reader.Asked);
        Assert.Equal(["sure", "KLING!!"], Words(text));
        Assert.Equal(2, text.Lines.Count);
    }

    [Fact]
    public void Improve_UnsureWordUnderASureOne_NobodyIsAsked()
    {
        var reader = new OneLine(99, "fore");

        var text = Improve(reader, Line(10, Word("before", 10, 90)), Line(12, Word("À", 12, 40)), Line(70, Word("sure", 70, 90)));

        Assert.Equal(0, reader.Asked);
        Assert.Equal(["before", "À", "sure"], Words(text));
    }

    [Theory]
    [InlineData(89, "KLING")]
    [InlineData(99, "K")]
    [InlineData(99, "!!")]
    public void Improve_SecondReaderUnsureOrWithoutWords_LeavesTheFirst(double confidence, string word) =>
        Assert.Equal(
            ["sure", "EMF"],
            Words(Improve(new OneLine(confidence, word), Line(10, Word("sure", 10, 90)), Line(70, Word("EMF", 70, 38))))
        );

    [Fact]
    public void Improve_LineThatWasNotReadAtAll_IsPutInItsPlace()
    {
        var text = Improve(new OneLine(98, "Concours"), Line(70, Word("sure", 70, 90)));

        Assert.Equal(["Concours", "sure"], Words(text));
        var box = text.Lines[0].Words[0].Box;
        Assert.True(box.Y >= 0 && box.Bottom <= 50 && box.Width > 0, $"{box}");
    }

    [Fact]
    public void Improve_WordsWithoutAccents_GetThoseOfTheLanguage()
    {
        var reading = new SecondReading(Page, new OneLine(98, "foret"), new HashSet<string> { "forêt" }.Contains, losesAccents: true);

        Assert.Equal(["forêt", "sure"], Words(reading.Improve(Block, new TextBlock([Line(70, Word("sure", 70, 90))]))));
    }

    [Fact]
    public void Improve_LineTooShortForTwoLetters_NobodyIsAsked()
    {
        var reader = new OneLine(99, "no");
        var block = new RegionBlock([TextRegion.Level(new Box(0, 0, 60, 50))], 0);

        new SecondReading(Page, reader, isWord: null, losesAccents: false).Improve(block, new TextBlock([]));

        Assert.Equal(0, reader.Asked);
    }

    [Fact]
    public void Improve_SureWordsAtTheEnds_AreNotReadAgain()
    {
        var reader = new OneLine(99, "middle");
        TextWord At(string text, double x, double confidence) => new(text, new Box(x, 10, 80, 30), confidence);

        var text = Improve(
            reader,
            new TextLine(new Baseline(10, 35, 290, 35), 25, 5, [At("left", 10, 90), At("mbbk", 100, 40), At("right", 190, 95)])
        );

        // Of the first line; the second one has no words, so that all of it is read.
        Assert.Equal(95, reader.Lines[0].Bounds.X);
        Assert.Equal(185, reader.Lines[0].Bounds.Right);
        Assert.Equal(["left", "middle", "right"], Words(new TextBlock([text.Lines[0]])));
    }

    private static TextBlock Improve(ILineReader reader, params TextLine[] lines) =>
        new SecondReading(Page, reader, isWord: null, losesAccents: false).Improve(Block, new TextBlock(lines));

    private static IEnumerable<string> Words(TextBlock text) => text.Lines.SelectMany(l => l.Words).Select(w => w.Text);

    private static TextLine Line(double y, params TextWord[] words) => new(new Baseline(20, y + 25, 120, y + 25), 25, 5, words);

    private static TextWord Word(string text, double y, double confidence) => new(text, new Box(20, y, 100, 30), confidence);

    private sealed class OneLine(double confidence, string word) : ILineReader
    {
        public List<TextRegion> Lines { get; } = [];

        public int Asked => Lines.Count;

        public LineReading Read(RgbImage page, TextRegion line)
        {
            Lines.Add(line);
            return new LineReading([new LineReading.Word(word, 0.05, 0.4, confidence)]);
        }

        public void Dispose() { }
    }
}
