using System.Runtime.InteropServices;

namespace Comic2Pdf.Functions.Search;

/// <summary>
/// All words of all books in memory, to find those that are one edit away. Looking at each of a hundred thousand takes a millisecond; they are packed by their
/// lengths, as so many strings would take ten times the memory. Thread-safe.
/// </summary>
internal sealed class Vocabulary
{
    // A name or a word; what is longer is noise.
    private const int LongestWord = 40;

    private readonly List<char>[] _byLength = [.. Enumerable.Range(0, LongestWord + 1).Select(_ => new List<char>())];
    private readonly Lock _lock = new();

    /// <summary>Adds a word that is not in here yet.</summary>
    public void Add(string word)
    {
        if (word.Length > LongestWord)
        {
            return;
        }

        lock (_lock)
        {
            _byLength[word.Length].AddRange(word);
        }
    }

    /// <summary>The words that are one edit away from a word, the word itself not among them; no more than so many.</summary>
    public List<string> CloseTo(string word, int most)
    {
        var found = new List<string>();
        lock (_lock)
        {
            for (var length = Math.Max(1, word.Length - 1); length <= Math.Min(LongestWord, word.Length + 1); length++)
            {
                var all = CollectionsMarshal.AsSpan(_byLength[length]);
                for (; all.Length > 0 && found.Count < most; all = all[length..])
                {
                    if (OneEditRule.IsClose(word, all[..length]) && !all[..length].SequenceEqual(word))
                    {
                        found.Add(all[..length].ToString());
                    }
                }
            }
        }

        return found;
    }
}
