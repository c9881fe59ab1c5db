using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr;

/// <summary>
/// Tells which one of the languages asked for a book is in, from how its first pages were read: the engine notes for each word the language
/// that explained it best. Reading with that language alone is faster and confuses less. The same pages always yield the same decision.
/// </summary>
public static class LanguageDecision
{
    /// <summary>Pages after which the decision is tried, and tried again until it is clear or <see cref="Pages"/> are read.</summary>
    public const int Step = 2;

    /// <summary>Pages, from the book's first, that the decision rests on at most.</summary>
    public const int Pages = 6;

    // A language's own engine costs each worker as much to load as it saves on one page or two.
    private const int MinPagesLeft = 4;

    // Short words look alike in many languages; doubtful ones say nothing.
    private const int MinLetters = 6;
    private const double MinConfidence = 80;

    // Fewer words, or a smaller share of them, leave all languages in use: a wrong decision costs more than none. One page alone decides
    // nothing: it may be a licence or an advertisement.
    private const int MinWords = 20;
    private const int MinPageWords = 4;
    private const int MinPages = 2;
    private const double MinShare = 0.7;

    /// <summary>Whether the rest of a book is worth a decision.</summary>
    /// <param name="pagesRead">Pages read so far.</param>
    /// <param name="bookPages">Pages of the book.</param>
    public static bool PaysAfter(int pagesRead, int bookPages) => bookPages - pagesRead >= MinPagesLeft;

    /// <summary>The book's language; null when it is not clear.</summary>
    /// <param name="firstPages">The first pages as read with all languages; null for a page that was not read.</param>
    public static string? Decide(IEnumerable<PageText?> firstPages)
    {
        var pages = firstPages.Take(Pages)
            .Select(p => (p?.Words ?? []).Where(IsTelling).CountBy(w => w.Language!).ToDictionary())
            .ToArray();
        var total = pages.Sum(p => p.Values.Sum());
        return total < MinWords ? null : pages.SelectMany(p => p.Keys).Distinct().FirstOrDefault(IsClear);

        bool IsClear(string language) =>
            pages.Sum(p => p.GetValueOrDefault(language)) >= MinShare * total
            && pages.Count(p => p.GetValueOrDefault(language) is var n && n >= MinPageWords && n >= MinShare * p.Values.Sum()) >= MinPages;
    }

    private static bool IsTelling(TextWord word) =>
        word.Language is not null && word.Confidence >= MinConfidence && word.Text.Count(char.IsLetter) >= MinLetters;
}
