using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr.SecondOpinion;

/// <summary>
/// Makes one line of two readings of it. Words that stand in one place are compared: the first reader's stay where it was sure, where only they are words of the language, and where the
/// second reader's differ in accents and marks alone, as it knows few of them.
/// </summary>
/// <param name="isWord">Whether the language knows a word in lower case; null when the language is not clear.</param>
internal sealed class WordMerge(Func<string, bool>? isWord)
{
    /// <summary>The first reader's words that are at least so sure stay.</summary>
    public const double Sure = 80;

    // Of the narrower word's width: words that share more stand in one place.
    private const double MinShared = 0.3;

    // Shorter ones say nothing: a dictionary has most of them.
    private const int MinLetters = 3;

    /// <summary>The line's words, from its start to its end.</summary>
    /// <param name="frame">In which the line is level.</param>
    /// <param name="first">As the first reader read it.</param>
    /// <param name="second">As the second reader read it.</param>
    public IReadOnlyList<TextWord> Merge(Frame frame, IReadOnlyList<TextWord> first, IReadOnlyList<TextWord> second)
    {
        TextWord[] all = [.. first, .. second];
        return
        [
            .. Clusters
                .Of(all.Length, (i, j) => i < first.Count != j < first.Count && StandInOnePlace(frame, all[i], all[j]))
                .SelectMany(g =>
                    Choose([.. g.Where(i => i < first.Count).Select(i => all[i])], [.. g.Where(i => i >= first.Count).Select(i => all[i])])
                )
                .OrderBy(w => Middle(frame, w).X),
        ];
    }

    /// <summary>Where a word's middle is in a frame.</summary>
    public static (double X, double Y) Middle(Frame frame, TextWord word) =>
        frame.FromPage(word.Box.X + (word.Box.Width / 2), word.Box.Y + (word.Box.Height / 2));

    private IEnumerable<TextWord> Choose(IReadOnlyList<TextWord> first, IReadOnlyList<TextWord> second)
    {
        if (second.Count == 0)
        {
            return first.Where(w => w.Confidence >= Sure);
        }

        if (first.Count > 0 && Bare(first) == Bare(second))
        {
            var agreed = second.Min(w => w.Confidence);
            return first.Select(w => w with { Confidence = Math.Max(w.Confidence, agreed) });
        }

        return first.Count > 0 && (first.All(w => w.Confidence >= Sure) || (IsKnown(first) && !IsKnown(second))) ? first : second;
    }

    private bool IsKnown(IEnumerable<TextWord> words) =>
        isWord is not null
        && words.SelectMany(w => Accents.Parts(w.Text)).Where(p => p.Length >= MinLetters).ToArray() is { Length: > 0 } parts
        && parts.All(isWord);

    /// <summary>Whether two words of a line share so much of it that only one of them can be there.</summary>
    public static bool StandInOnePlace(Frame frame, TextWord a, TextWord b) =>
        ((a.Box.Width + b.Box.Width) / 2) - Math.Abs(Middle(frame, a).X - Middle(frame, b).X)
        > MinShared * Math.Min(a.Box.Width, b.Box.Width);

    private static string Bare(IEnumerable<TextWord> words) => LatinAlphabet.Bare(string.Concat(words.Select(w => w.Text)));
}
