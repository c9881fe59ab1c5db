using System.Globalization;
using System.Text;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Benchmarks.Ocr;

/// <summary>
/// Words read against true words, as in the corpus's score.py: NFC, lower case, runs of letters and digits of at least two characters,
/// counted as a multiset per page, in any order. Of scripts without blanks each character is a word.
/// </summary>
/// <param name="Hits">Words in both.</param>
/// <param name="Read">Words read.</param>
/// <param name="True">Words that are there.</param>
internal readonly record struct WordScore(int Hits, int Read, int True)
{
    private const int MinLength = 2;

    public double Recall => True == 0 ? 1 : (double)Hits / True;

    public double Precision => Read == 0 ? (True == 0 ? 1 : 0) : (double)Hits / Read;

    public double F1 => Recall + Precision == 0 ? 0 : 2 * Recall * Precision / (Recall + Precision);

    public override string ToString() => $"recall {Recall:0.000} precision {Precision:0.000} F1 {F1:0.000}";

    public static WordScore operator +(WordScore a, WordScore b) => new(a.Hits + b.Hits, a.Read + b.Read, a.True + b.True);

    /// <summary>Scores one page.</summary>
    public static WordScore Of(string read, string truth)
    {
        var left = Words(truth).CountBy(w => w).ToDictionary();
        var total = left.Values.Sum();
        var (hits, count) = (0, 0);
        foreach (var word in Words(read))
        {
            count++;
            if (left.TryGetValue(word, out var n) && n > 0)
            {
                left[word] = n - 1;
                hits++;
            }
        }

        return new WordScore(hits, count, total);
    }

    /// <summary>Scores one page of which some words are scored apart.</summary>
    /// <param name="read">All that was read.</param>
    /// <param name="truth">What is there, without the words apart.</param>
    /// <param name="apart">Those words.</param>
    public static (WordScore Text, WordScore Apart) Of(string read, string truth, string apart)
    {
        var (all, some) = (Of(read, $"{truth}\n{apart}"), Of(read, apart));
        return (new WordScore(all.Hits - some.Hits, all.Read - some.Hits, all.True - some.True), some with { Read = some.Hits });
    }

    /// <summary>For one page: what was missed and what was read by mistake.</summary>
    public static string Differences(string name, string read, string truth)
    {
        var (was, be) = (Words(read).CountBy(w => w).ToDictionary(), Words(truth).CountBy(w => w).ToDictionary());
        return $"    {name} missed: {More(be, was)} | false: {More(was, be)}";

        static string More(Dictionary<string, int> many, Dictionary<string, int> few) =>
            string.Join(' ', many.SelectMany(w => Enumerable.Repeat(w.Key, Math.Max(0, w.Value - few.GetValueOrDefault(w.Key)))));
    }

    /// <summary>The words of a text.</summary>
    public static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (
            var rune in (
                Composition
                    .Compose(text)
                    .ToLowerInvariant()
                    .Replace("ﬁ", "fi", StringComparison.Ordinal)
                    .Replace("ﬂ", "fl", StringComparison.Ordinal) + " "
            ).EnumerateRunes()
        )
        {
            if (IsWithoutBlanks(rune))
            {
                if (word.Length >= MinLength)
                {
                    yield return word.ToString();
                }

                word.Clear();
                yield return rune.ToString();
                continue;
            }

            if (IsWordRune(rune))
            {
                word.Append(rune);
                continue;
            }

            if (word.Length >= MinLength)
            {
                yield return word.ToString();
            }

            word.Clear();
        }
    }

    // Kana and ideographs: where a word ends is nowhere written.
    private static bool IsWithoutBlanks(Rune rune) => rune.Value is (>= 0x3041 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF);

    // What Python's \w takes, without the underscore.
    private static bool IsWordRune(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
