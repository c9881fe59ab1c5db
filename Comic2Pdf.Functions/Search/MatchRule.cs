namespace Comic2Pdf.Functions.Search;

/// <summary>From the words that are looked for to what SQLite's FTS5 is asked. No I/O.</summary>
public static class MatchRule
{
    // Words that begin with one letter are all words.
    private const int ShortestPrefix = 2;

    /// <summary>Balloons with all of these words just so.</summary>
    public static string Exact(IEnumerable<string> words) => string.Join(" AND ", words.Select(Quoted));

    /// <summary>Balloons with words that begin with these.</summary>
    public static string Prefix(IEnumerable<string> words) => string.Join(" AND ", words.Select(Beginning));

    /// <summary>Balloons where for each word there is one that begins with it, or one that is close to it.</summary>
    /// <param name="words">The words.</param>
    /// <param name="closeTo">The words of the books that are close to a word.</param>
    public static string Close(IEnumerable<string> words, Func<string, IEnumerable<string>> closeTo) =>
        string.Join(" AND ", words.Select(w => $"({string.Join(" OR ", closeTo(w).Select(Quoted).Prepend(Beginning(w)))})"));

    private static string Beginning(string word) => word.Length < ShortestPrefix ? Quoted(word) : $"{Quoted(word)}*";

    private static string Quoted(string word) => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
