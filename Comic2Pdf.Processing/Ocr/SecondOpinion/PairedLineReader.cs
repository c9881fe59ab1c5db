using Comic2Pdf.Processing.Ocr.Detection;

namespace Comic2Pdf.Processing.Ocr.SecondOpinion;

/// <summary>
/// Two readers of lines: the second one is asked for what the first one is unsure of. Where both read the same letters the first one's accents and marks stand,
/// else the reading of the one that is surer.
/// </summary>
/// <param name="first">Asked for each line.</param>
/// <param name="second">Asked for some; null: there is none.</param>
public sealed class PairedLineReader(ILineReader first, ILineReader? second) : ILineReader
{
    // A line that was read so well in the mean, and no word of it worse than the other, needs no second reader.
    private const double SureLine = 95;
    private const double SureWord = 90;

    // What the second one must be surer by: it knows few accents.
    private const double Margin = 5;

    /// <inheritdoc/>
    public LineReading Read(RgbImage page, TextRegion line)
    {
        var reading = first.Read(page, line);
        if (second is null || (reading.Confidence >= SureLine && reading.Words.All(w => w.Confidence >= SureWord)))
        {
            return reading;
        }

        var other = second.Read(page, line);
        if (Bare(reading) == Bare(other))
        {
            return new LineReading([.. reading.Words.Select(w => w with { Confidence = Math.Max(w.Confidence, other.Confidence) })]);
        }

        return other.Confidence >= reading.Confidence + Margin ? other : reading;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        first.Dispose();
        second?.Dispose();
    }

    private static string Bare(LineReading reading) => LatinAlphabet.Bare(string.Concat(reading.Words.Select(w => w.Text)));
}
