using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.SecondOpinion;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Ocr.SecondOpinion;

public sealed class PairedLineReaderTests
{
    private static readonly RgbImage Page = new(10, 10, new byte[300]);
    private static readonly TextRegion Line = TextRegion.Level(new Box(0, 0, 10, 5));

    [Fact]
    public void Read_FirstIsSure_SecondIsNotAsked()
    {
        var (first, second) = (new Fixed("one", 97), new Fixed("two", 100));
        using var pair = new PairedLineReader(first, second);

        Assert.Equal("one", pair.Read(Page, Line).Words.Single().Text);
        Assert.Equal(0, second.Asked);
    }

    [Theory]
    [InlineData("DÉJÀ", 60, "DEJA", 99, "DÉJÀ", 99)] // The same letters: the first one's accents, the surer one's confidence.
    [InlineData("PIOK", 80, "PLONK", 91, "PLONK", 91)]
    [InlineData("PIOK", 80, "PLONK", 84, "PIOK", 80)] // Not surer by enough.
    public void Read_FirstIsUnsure_ReadingsAreCompared(string one, double c1, string two, double c2, string text, double confidence)
    {
        using var pair = new PairedLineReader(new Fixed(one, c1), new Fixed(two, c2));

        var word = pair.Read(Page, Line).Words.Single();

        Assert.Equal((text, confidence), (word.Text, word.Confidence));
    }

    [Fact]
    public void Read_NoSecondReader_FirstStands()
    {
        using var pair = new PairedLineReader(new Fixed("one", 20), null);

        Assert.Equal("one", pair.Read(Page, Line).Words.Single().Text);
    }

    [Fact]
    public void Dispose_Both_AreDisposed()
    {
        var (first, second) = (new Fixed("one", 97), new Fixed("two", 100));

        new PairedLineReader(first, second).Dispose();

        Assert.True(first.IsDisposed && second.IsDisposed);
    }

    private sealed class Fixed(string text, double confidence) : ILineReader
    {
        public int Asked { get; private set; }

        public bool IsDisposed { get; private set; }

        public LineReading Read(RgbImage page, TextRegion line)
        {
            Asked++;
            return new LineReading([new LineReading.Word(text, 0, 1, confidence)]);
        }

        public void Dispose() => IsDisposed = true;
    }
}
