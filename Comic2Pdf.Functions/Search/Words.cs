using System.Text;
using Microsoft.Data.Sqlite;

namespace Comic2Pdf.Functions.Search;

/// <summary>
/// Cuts texts into words as the index does: by FTS5's own tokenizer, which folds case and accents of all scripts. (The program runs without ICU, where .NET cannot take
/// accents off.) In memory; thread-safe.
/// </summary>
internal sealed class Words : IDisposable
{
    /// <summary>The tokenizer, as FTS5 is told.</summary>
    public const string Tokenizer = "unicode61 remove_diacritics 2";

    private readonly SqliteConnection _memory = new("Data Source=:memory:;Pooling=False");
    private readonly Lock _lock = new();

    public Words()
    {
        _memory.Open();
        Run(
            $"""
            CREATE VIRTUAL TABLE texts USING fts5(line, content='', tokenize='{Tokenizer}');
            CREATE VIRTUAL TABLE places USING fts5vocab(texts, instance);
            CREATE VIRTUAL TABLE words USING fts5vocab(texts, row)
            """
        );
    }

    /// <summary>What the tokenizer leaves alone and a reader would not: ligatures are two letters, and scripts without blanks are cut after each letter.</summary>
    public static string Prepare(string text)
    {
        var prepared = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            _ = c switch
            {
                'œ' or 'Œ' => prepared.Append("oe"),
                'æ' or 'Æ' => prepared.Append("ae"),
                'ß' or 'ẞ' => prepared.Append("ss"),
                _ when IsWithoutBlanks(c) => prepared.Append(' ').Append(c).Append(' '),
                _ => prepared.Append(c),
            };
        }

        return prepared.ToString();
    }

    /// <summary>The words of a text, in its order.</summary>
    public List<string> Of(string text) => Ask([text], "SELECT term FROM places ORDER BY offset");

    /// <summary>Each word of many texts, once.</summary>
    public List<string> OfAll(IEnumerable<string> texts) => Ask(texts, "SELECT term FROM words");

    public void Dispose() => _memory.Dispose();

    private static bool IsWithoutBlanks(char c) =>
        c
            is (>= '\u3040' and <= '\u30ff')
                or (>= '\u3400' and <= '\u4dbf')
                or (>= '\u4e00' and <= '\u9fff')
                or (>= '\uff66' and <= '\uff9f');

    private List<string> Ask(IEnumerable<string> texts, string question)
    {
        lock (_lock)
        {
            using var change = _memory.BeginTransaction();
            using var insert = _memory.CreateCommand();
            insert.CommandText = "INSERT INTO texts (line) VALUES ($line)";
            var line = insert.Parameters.Add("$line", SqliteType.Text);
            foreach (var text in texts)
            {
                line.Value = Prepare(text);
                insert.ExecuteNonQuery();
            }

            var words = new List<string>();
            using (var ask = _memory.CreateCommand())
            {
                ask.CommandText = question;
                using var reader = ask.ExecuteReader();
                while (reader.Read())
                {
                    words.Add(reader.GetString(0));
                }
            }

            // Nothing stays.
            change.Rollback();
            return words;
        }
    }

    private void Run(string sql)
    {
        using var command = _memory.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
