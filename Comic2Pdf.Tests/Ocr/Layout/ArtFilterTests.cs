using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Ocr.Layout;

public sealed class ArtFilterTests
{
    [Theory]
    [InlineData("屋顶上睡觉", 50, true)]
    [InlineData("屋顶", 50, false)]
    [InlineData("屋顶", 70, true)]
    [InlineData("屋顶上睡觉", 20, false)]
    [InlineData("lantern", 50, false)]
    [InlineData("고양이가", 50, false)]
    public void Apply_WordAlone_StaysWhenItIsSureOrAPhraseWithoutBlanks(string text, double confidence, bool stays) =>
        Assert.Equal(
            stays,
            ArtFilter
                .Apply(
                    [
                        new TextBlock([
                            TextLine.Around(new Baseline(0, 32, 100, 32), [new TextWord(text, new Box(0, 0, 100, 40), confidence)]),
                        ]),
                    ],
                    new OcrOptions()
                )
                .Count == 1
        );
}
