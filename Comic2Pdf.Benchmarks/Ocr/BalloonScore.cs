namespace Comic2Pdf.Benchmarks.Ocr;

/// <summary>Balloons that came out in one piece, words in order; and what the others lack.</summary>
/// <param name="Whole">All words of the balloon follow one another.</param>
/// <param name="OneWord">One word is not there as it is written; the page has all others.</param>
/// <param name="Order">The page has all words, but not one after another.</param>
/// <param name="SomeWords">More than one word is not there.</param>
/// <param name="NoWord">No word is there.</param>
/// <param name="WholeSpeech">Of those in one piece, the ones of two words and more: balloons of one word are painted sounds for the most part.</param>
/// <param name="Speech">All balloons of two words and more.</param>
internal readonly record struct BalloonScore(int Whole, int OneWord, int Order, int SomeWords, int NoWord, int WholeSpeech, int Speech)
{
    public int All => Whole + OneWord + Order + SomeWords + NoWord;

    public static BalloonScore operator +(BalloonScore a, BalloonScore b) =>
        new(
            a.Whole + b.Whole,
            a.OneWord + b.OneWord,
            a.Order + b.Order,
            a.SomeWords + b.SomeWords,
            a.NoWord + b.NoWord,
            a.WholeSpeech + b.WholeSpeech,
            a.Speech + b.Speech
        );

    public override string ToString() =>
        $"balloons whole {Whole}/{All} (of two words and more {WholeSpeech}/{Speech}; others: one word {OneWord}, order {Order}, more words {SomeWords}, none read {NoWord})";

    /// <summary>Scores one page; what was read counts once, however many balloons say the same.</summary>
    /// <param name="read">What was read, in its order.</param>
    /// <param name="truth">What is there; empty lines part balloons.</param>
    public static BalloonScore Of(string read, string truth)
    {
        var words = WordScore.Words(read).ToList();
        var score = default(BalloonScore);

        // The longest first, so that a short one does not take its words from a long one.
        foreach (
            var balloon in truth
                .Split("\n\n")
                .Select(b => WordScore.Words(b).ToArray())
                .Where(b => b.Length > 0)
                .OrderByDescending(b => b.Length)
        )
        {
            var isSpeech = balloon.Length > 1;
            var at = Enumerable.Range(0, Math.Max(0, words.Count - balloon.Length + 1)).FirstOrDefault(i => Follows(words, i, balloon), -1);
            var one = at >= 0 ? default : Missing(words, balloon);
            if (at >= 0)
            {
                // What stands before and behind it does not become one text.
                words.RemoveRange(at, balloon.Length);
                words.Insert(at, string.Empty);
                one = new BalloonScore(1, 0, 0, 0, 0, isSpeech ? 1 : 0, 0);
            }

            score += one with { Speech = isSpeech ? 1 : 0 };
        }

        return score;
    }

    private static bool Follows(List<string> words, int start, string[] balloon) =>
        balloon.Index().All(w => words[start + w.Index] == w.Item);

    private static BalloonScore Missing(List<string> words, string[] balloon)
    {
        var there = words.CountBy(w => w).ToDictionary();
        var missing = balloon.CountBy(w => w).Sum(w => Math.Max(0, w.Value - there.GetValueOrDefault(w.Key)));
        return missing == balloon.Length ? new BalloonScore(0, 0, 0, 0, 1, 0, 0)
            : missing == 0 ? new BalloonScore(0, 0, 1, 0, 0, 0, 0)
            : missing == 1 ? new BalloonScore(0, 1, 0, 0, 0, 0, 0)
            : new BalloonScore(0, 0, 0, 1, 0, 0, 0);
    }
}
