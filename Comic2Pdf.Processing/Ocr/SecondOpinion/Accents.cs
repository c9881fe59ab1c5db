using System.Text;

namespace Comic2Pdf.Processing.Ocr.SecondOpinion;

/// <summary>Gives words the accents that a reader does not know: "foret" is no word, and of all ways to set accents on its letters "forêt" alone is one.</summary>
internal static class Accents
{
    private const int MinLetters = 4;

    // Letters that may be changed at once.
    private const int MaxChanges = 2;

    // Where an accent is often all that makes a word a word. In German or Turkish a letter with dots is one of its own, and sounds ("Gluck") would be made words of.
    private static readonly string[] Languages = ["fra", "spa", "ita", "por", "cat", "glg", "oci"];

    private static readonly string[] Variants = ["aàâäáãå", "cç", "eéèêë", "iîïíì", "nñ", "oôöóõò", "uùûüú", "yÿý"];

    /// <summary>Whether words of a language can be told to lack accents.</summary>
    public static bool AreLost(string language) => Languages.Contains(language, StringComparer.Ordinal);

    /// <summary>The word with its accents, or the word itself.</summary>
    /// <param name="word">As read; what is no letter parts it ("d'apres").</param>
    /// <param name="isWord">Whether the language knows a word in lower case.</param>
    public static string Restore(string word, Func<string, bool> isWord)
    {
        var restored = new StringBuilder(word);
        for (var start = 0; start < word.Length; start++)
        {
            var end = start;
            while (end < word.Length && char.IsLetter(word[end]))
            {
                end++;
            }

            if (end - start >= MinLetters && Only(word[start..end].ToLowerInvariant(), isWord) is { } only)
            {
                for (var i = start; i < end; i++)
                {
                    restored[i] = char.IsUpper(word[i]) ? char.ToUpperInvariant(only[i - start]) : only[i - start];
                }
            }

            start = end;
        }

        return restored.ToString();
    }

    /// <summary>The letters of a word in lower case, parted by what is none.</summary>
    public static IEnumerable<string> Parts(string word) =>
        new string([.. word.Select(c => char.IsLetter(c) ? char.ToLowerInvariant(c) : ' ')]).Split(
            ' ',
            StringSplitOptions.RemoveEmptyEntries
        );

    private static string? Only(string word, Func<string, bool> isWord)
    {
        if (isWord(word))
        {
            return null;
        }

        HashSet<string> tried = [word];
        IReadOnlyList<string> last = [word];
        for (var changes = 0; changes < MaxChanges; changes++)
        {
            last = [.. last.SelectMany(OneChanged).Where(tried.Add)];
            string[] known = [.. last.Where(isWord).Take(2)];
            if (known.Length > 0)
            {
                return known.Length == 1 ? known[0] : null;
            }
        }

        return null;
    }

    private static IEnumerable<string> OneChanged(string word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            foreach (var variant in Array.Find(Variants, v => v.Contains(word[i], StringComparison.Ordinal)) ?? string.Empty)
            {
                yield return $"{word[..i]}{variant}{word[(i + 1)..]}";
            }
        }
    }
}
