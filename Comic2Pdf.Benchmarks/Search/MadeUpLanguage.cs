namespace Comic2Pdf.Benchmarks.Search;

/// <summary>Forty thousand words, as often as words of a language are (Zipf), read by a reader that takes one letter in some of them for another. The same each time.</summary>
internal sealed class MadeUpLanguage
{
    private const int Size = 40_000;
    private const double Misread = 0.03;
    private static readonly string[] Syllables = [.. "bcdfglmnprstv".SelectMany(c => "aeiouéè".Select(v => $"{c}{v}"))];

    private readonly Random _random = new(20261130);
    private readonly string[] _words;
    private readonly double[] _upTo = new double[Size];

    public MadeUpLanguage()
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        while (words.Count < Size)
        {
            // Frequent words are short.
            var syllables =
                words.Count < 60 ? 1
                : words.Count < 2000 ? 2
                : _random.Next(2, 5);
            words.Add(string.Concat(Enumerable.Range(0, syllables).Select(_ => Syllables[_random.Next(Syllables.Length)])));
        }

        _words = [.. words];
        var sum = 0.0;
        for (var i = 0; i < Size; i++)
        {
            _upTo[i] = sum += 1.0 / (i + 2.7);
        }
    }

    public string Common => _words[0];

    public string Second => _words[1];

    public string Rare => _words.Last(w => w.Length >= 6);

    public string Word()
    {
        var place = Array.BinarySearch(_upTo, _random.NextDouble() * _upTo[^1]);
        return _words[Math.Min(Size - 1, place < 0 ? ~place : place)];
    }

    public string ReadWord()
    {
        var word = Word();
        if (_random.NextDouble() >= Misread)
        {
            return word;
        }

        var at = _random.Next(word.Length);
        return $"{word[..at]}{(char)('a' + _random.Next(26))}{word[(at + 1)..]}";
    }
}
