using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr;

/// <summary>
/// Capitals lose their accents when two languages are read at once: "DEJA" is no French word, but the other language's network, which knows no accents,
/// is surer of it than French of "DÉJÀ". Blocks where that may have happened are read again in the page's language alone (docs/ocr-trials.md).
/// </summary>
internal static class ForeignCapitals
{
    // What the reading in one language may be less sure than the one in several, 0 to 100: an accent more is a doubt more.
    private const double Margin = 8;
    private const double MinLettersKept = 0.8;

    private const int MinLetters = 3;
    private const int MinLettersOfEvidence = 4;
    private const double MinConfidence = 60;
    private const double MinShare = 0.6;

    /// <summary>The language that explains most of what was read, or null when none does clearly.</summary>
    public static string? LanguageOf(IEnumerable<TextLine> lines)
    {
        var words = lines
            .SelectMany(l => l.Words)
            .Where(w => w.Language is not null && w.Confidence >= MinConfidence && Letters(w) >= MinLettersOfEvidence)
            .ToList();
        var best = words.GroupBy(w => w.Language).MaxBy(g => g.Sum(Letters));
        return best is not null && best.Sum(Letters) >= MinShare * words.Sum(Letters) ? best.Key : null;
    }

    /// <summary>Whether a word in capitals was explained by another language.</summary>
    public static bool AreIn(IEnumerable<TextLine> lines, string language) =>
        lines
            .SelectMany(l => l.Words)
            .Any(w =>
                w.Language is { } other
                && other != language
                && Letters(w) >= MinLetters
                && w.Text.Any(char.IsUpper)
                && !w.Text.Any(char.IsLower)
            );

    /// <summary>Whether the reading in one language is to be taken in place of the one in several.</summary>
    public static bool IsBetter(IReadOnlyList<TextLine> one, IReadOnlyList<TextLine> several) =>
        Confidence(one) + Margin > Confidence(several) && Letters(one) > MinLettersKept * Letters(several);

    private static double Confidence(IReadOnlyList<TextLine> lines) =>
        lines.SelectMany(l => l.Words).Sum(w => w.Confidence * Letters(w)) / Math.Max(1, Letters(lines));

    private static int Letters(IReadOnlyList<TextLine> lines) => lines.SelectMany(l => l.Words).Sum(Letters);

    private static int Letters(TextWord word) => word.Text.Count(char.IsLetterOrDigit);
}
