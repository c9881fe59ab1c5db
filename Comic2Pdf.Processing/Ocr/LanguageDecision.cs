using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr;

/// <summary>
/// Tells which one of the languages asked for a book is in, from how its first pages were read: the engine notes for each word the language
/// that explained it best. Reading with that language alone is faster and confuses less. The same pages always yield the same decision.
/// </summary>
public static class LanguageDecision
{
    /// <summary>Pages, from the book's first, that the decision rests on.</summary>
    public const int Pages = 6;

    // A language's own engine costs each worker as much to load as it saves on some four pages.
    private const int MinPagesLeft = 8;

    // Short words look alike in many languages; doubtful ones say nothing.
    private const int MinLetters = 6;
    private const double MinConfidence = 80;

    // Fewer words, or a smaller share of them, leave all languages in use: a wrong decision costs more than none.
    private const int MinWords = 20;
    private const double MinShare = 0.7;

    /// <summary>Whether reading the rest of a book in one of its languages alone saves more than it costs; always, when its language is to be found first.</summary>
    public static bool PaysFor(string languages, int bookPages)
    {
        ArgumentNullException.ThrowIfNull(languages);
        return LanguageSearch.IsAsked(languages)
            || (languages.Contains('+', StringComparison.Ordinal) && bookPages >= Pages + MinPagesLeft);
    }

    /// <summary>The book's language; null when it is not clear.</summary>
    /// <param name="firstPages">The first <see cref="Pages"/> pages as read with all languages; null for a page that was not read.</param>
    public static string? Decide(IEnumerable<PageText?> firstPages)
    {
        var languages = firstPages
            .Take(Pages)
            .SelectMany(p => p?.Words ?? [])
            .Where(w => w.Language is not null && w.Confidence >= MinConfidence && w.Text.Count(char.IsLetter) >= MinLetters)
            .CountBy(w => w.Language!)
            .ToArray();
        var total = languages.Sum(l => l.Value);
        return total < MinWords ? null : languages.Where(l => l.Value >= MinShare * total).Select(l => l.Key).FirstOrDefault();
    }
}
