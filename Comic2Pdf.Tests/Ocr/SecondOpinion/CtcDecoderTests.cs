using Comic2Pdf.Processing.Ocr.SecondOpinion;

namespace Comic2Pdf.Tests.Ocr.SecondOpinion;

public sealed class CtcDecoderTests
{
    private static readonly CtcDecoder Decoder = new(["a", "b", "疗", " "], LatinAlphabet.Has);

    [Fact]
    public void Decode_Steps_RepeatsAreOneLetterUnlessParted()
    {
        var line = Decoder.Decode(Steps("aa-ab"), 5);

        Assert.Equal(["aab"], line.Words.Select(w => w.Text));
        Assert.Equal(90, line.Confidence, 3);
    }

    [Fact]
    public void Decode_Spaces_PartWordsAndSayWhereTheyStand()
    {
        var line = Decoder.Decode(Steps("-a-b- -b---"), 10);

        Assert.Equal(["ab", "b"], line.Words.Select(w => w.Text));
        Assert.Equal([0.05, 0.75], line.Words.Select(w => w.Start), Near);
        Assert.Equal([0.45, 0.75], line.Words.Select(w => w.End), Near);
    }

    [Fact]
    public void Decode_LetterOfAnotherScript_TheNextLikelyIsTaken()
    {
        // 疗 is likeliest, b next.
        float[] step = [0.1f, 0.1f, 0.2f, 0.5f, 0.1f];

        Assert.Equal("b", Decoder.Decode(step, 1).Words.Single().Text);
    }

    [Fact]
    public void Decode_NoLetters_NoWordsAndNoConfidence()
    {
        var line = Decoder.Decode(Steps("-- --"), 5);

        Assert.Empty(line.Words);
        Assert.Equal(0, line.Confidence);
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) < 0.001;

    private static float[] Steps(string letters) =>
        [
            .. letters.SelectMany(l =>
            {
                var step = new float[5];
                step[
                    l switch
                    {
                        '-' => 0,
                        ' ' => 4,
                        _ => l - 'a' + 1,
                    }
                ] = 0.9f;
                return step;
            }),
        ];
}
