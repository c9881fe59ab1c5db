using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr;

/// <summary>
/// Finds the language of a book of which nothing is known (`auto`): its first pages are read in a language of each script that can be read here, then in all languages of the script that reads
/// best. The one that reads most letters most surely is taken. The same pages and the same languages always yield the same one.
/// </summary>
public static class LanguageSearch
{
    /// <summary>What stands in place of languages.</summary>
    public const string Auto = "auto";

    // Pages, from the book's first, that are looked at: one after another, until there is enough lettering.
    private const int Pages = 6;

    // Letters in words that were read well; a letter of Chinese or Japanese says more.
    private const double EnoughLetters = 150;
    private const int LettersOfIdeograph = 4;

    // Words less sure say nothing; the weight of a letter grows from there.
    private const double MinConfidence = 60;
    private const double NoConfidence = 50;

    // When so much of what the Latin letters say was read so well, no other script is tried.
    private const double LatinConfidence = 85;
    private const double LatinShare = 0.7;

    private const char LastLatin = '\u024F';
    private const char FirstIdeograph = '\u2E80';

    // Data that is no language, or goes with another one.
    private static readonly string[] NoLanguages = ["osd", "equ"];

    // Of the Latin script, the first that is there stands for all.
    private static readonly string[] Common = ["eng", "fra"];

    /// <summary>Whether the language is to be found.</summary>
    public static bool IsAsked(string languages) => languages == Auto;

    /// <summary>The languages that are tried, of those whose data is there.</summary>
    public static IReadOnlyList<string> Candidates(IEnumerable<string> installed) =>
        [
            .. installed
                .Where(l => !NoLanguages.Contains(l, StringComparer.Ordinal) && !l.EndsWith("_vert", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Finds the language.</summary>
    /// <param name="read">Reads a page, from 0, in a language; null: the page was not read.</param>
    /// <param name="pages">Pages of the book.</param>
    /// <param name="installed">Languages that can be read here.</param>
    /// <returns>The language, and how many letters each one read, weighed by how surely, for those who ask why.</returns>
    public static async Task<(string Language, IReadOnlyList<(string Language, double Letters)> Tried)> FindAsync(
        Func<int, string, Task<PageText?>> read,
        int pages,
        IEnumerable<string> installed
    )
    {
        ArgumentNullException.ThrowIfNull(read);
        var candidates = Candidates(installed);
        var latin = candidates.Where(IsLatin).ToList();
        var others = candidates.Except(latin, StringComparer.Ordinal).ToList();
        var all = latin.FirstOrDefault(l => l == Common[0]) ?? latin.FirstOrDefault(l => l == Common[1]) ?? latin.FirstOrDefault();
        var letters = candidates.ToDictionary(l => l, _ => 0.0, StringComparer.Ordinal);
        var seen = new List<int>();
        for (var page = 0; page < Math.Min(pages, Pages) && letters.Values.DefaultIfEmpty().Max() < EnoughLetters; page++)
        {
            seen.Add(page);
            var text = all is null ? null : await read(page, all);
            if (all is not null)
            {
                letters[all] += Letters(text, all);
            }

            foreach (var other in IsWellRead(text) ? [] : others)
            {
                letters[other] += Letters(await read(page, other), other);
            }
        }

        if (all is not null && others.TrueForAll(o => letters[o] <= letters[all]))
        {
            foreach (var language in latin.Where(l => l != all))
            {
                foreach (var page in seen)
                {
                    letters[language] += Letters(await read(page, language), language);
                }
            }
        }

        var best = candidates.OrderByDescending(l => letters[l]).ThenBy(l => l != all).FirstOrDefault() ?? Common[0];
        return (best, [.. candidates.Select(l => (l, Math.Round(letters[l])))]);
    }

    private static bool IsLatin(string language) => SecondOpinion.LatinAlphabet.Writes(language);

    private static double Letters(PageText? text, string language)
    {
        var isLatin = IsLatin(language);
        return text?.Words.Where(w => w.Confidence >= MinConfidence)
                .Sum(w =>
                    (w.Confidence - NoConfidence)
                    / (100 - NoConfidence)
                    * w.Text.Where(c => char.IsLetter(c) && c <= LastLatin == isLatin)
                        .Sum(c => c >= FirstIdeograph ? LettersOfIdeograph : 1)
                )
            ?? 0;
    }

    private static bool IsWellRead(PageText? text)
    {
        var words = text?.Words.Where(w => w.Text.Any(char.IsLetter)).ToArray() ?? [];
        return words.Length > 0
            && words.Where(w => w.Confidence >= LatinConfidence).Sum(w => w.Text.Length) >= LatinShare * words.Sum(w => w.Text.Length);
    }
}
