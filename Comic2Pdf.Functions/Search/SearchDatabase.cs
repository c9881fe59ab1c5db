using Microsoft.Data.Sqlite;

namespace Comic2Pdf.Functions.Search;

/// <summary>
/// The index: one SQLite file on this machine. A book is in it as a whole or not at all, whenever the process is killed. One that is broken, or was made by another version of
/// this program, is made anew, as everything in it comes from the files of the finished books.
/// </summary>
internal sealed class SearchDatabase : IDisposable
{
    private const long Version = 2;
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    // Balloons of a book have numbers of their own range: a book is found, and removed, by it.
    private const int BookBits = 20;

    // Without positions: all words of a balloon are asked for, not their order. Without texts, which the other table has.
    private const string Schema = $"""
        CREATE TABLE books (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, version TEXT NOT NULL, name TEXT NOT NULL);
        CREATE TABLE balloons (id INTEGER PRIMARY KEY, page INTEGER NOT NULL, x INTEGER NOT NULL, y INTEGER NOT NULL, w INTEGER NOT NULL, h INTEGER NOT NULL, text TEXT NOT NULL);
        CREATE VIRTUAL TABLE lines USING fts5(words, content='', contentless_delete=1, detail=none, prefix='2 3', tokenize='{Words.Tokenizer}');
        CREATE TABLE words (word TEXT PRIMARY KEY) WITHOUT ROWID
        """;

    private readonly SqliteConnection _writer;

    private SearchDatabase(string path)
    {
        _writer = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Pooling = false,
                DefaultTimeout = 10,
            }.ToString()
        );
        try
        {
            _writer.Open();
            Run(_writer, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
            Reader = new SearchReader(path, BookBits);
        }
        catch
        {
            _writer.Dispose();
            throw;
        }
    }

    /// <summary>Opens the file, and makes one that is missing, broken, or of another version.</summary>
    public static SearchDatabase Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            var database = new SearchDatabase(path);
            if (database.IsKnown())
            {
                return database;
            }

            database.Dispose();
        }
        catch (SqliteException e) when (IsBroken(e))
        {
            // Made anew.
        }

        return Create(path);
    }

    /// <summary>Whether a fault says that what is in the file cannot be right.</summary>
    public static bool IsBroken(SqliteException fault) => fault.SqliteErrorCode is Corrupt or NotADatabase;

    /// <summary>An empty one, whatever is there.</summary>
    public static SearchDatabase Create(string path)
    {
        foreach (var file in new[] { path, $"{path}-wal", $"{path}-shm" })
        {
            File.Delete(file);
        }

        var database = new SearchDatabase(path);
        using var change = database._writer.BeginTransaction();
        Run(database._writer, Schema);
        Run(database._writer, $"PRAGMA user_version = {Version}");
        change.Commit();
        return database;
    }

    /// <summary>For looking.</summary>
    public SearchReader Reader { get; }

    /// <summary>The books that are in it.</summary>
    public List<IndexedBook> Books() =>
        Read(_writer, "SELECT id, key, version FROM books", r => new IndexedBook(r.GetInt64(0), r.GetString(1), r.GetString(2)));

    /// <summary>Takes a book in, in the place of what is there of it.</summary>
    /// <returns>The words that no book had before.</returns>
    public List<string> Put(string jobKey, string version, BookText text, IEnumerable<string> words)
    {
        using var change = _writer.BeginTransaction();
        Remove(jobKey);
        Run(_writer, "INSERT INTO books (key, version, name) VALUES ($0, $1, $2)", jobKey, version, text.Book);
        var id = Read(_writer, "SELECT last_insert_rowid()", r => r.GetInt64(0))[0] << BookBits;
        using var balloon = Prepare("INSERT INTO balloons (id, page, x, y, w, h, text) VALUES ($0, $1, $2, $3, $4, $5, $6)", 7);
        using var line = Prepare("INSERT INTO lines (rowid, words) VALUES ($0, $1)", 2);
        foreach (var b in text.Balloons.Take(1 << BookBits))
        {
            Run(balloon, id, b.Page, b.Box[0], b.Box[1], b.Box[2], b.Box[3], b.Text);
            Run(line, id, Words.Prepare(b.Text));
            id++;
        }

        using var word = Prepare("INSERT OR IGNORE INTO words (word) VALUES ($0)", 1);
        var added = words.Where(w => Run(word, w) > 0).ToList();
        change.Commit();
        return added;
    }

    /// <summary>Takes a book out.</summary>
    public void Take(string jobKey)
    {
        using var change = _writer.BeginTransaction();
        Remove(jobKey);
        change.Commit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Reader.Dispose();
        _writer.Dispose();
    }

    private bool IsKnown() => Read(_writer, "PRAGMA user_version", r => r.GetInt64(0))[0] == Version;

    private void Remove(string jobKey)
    {
        foreach (var id in Read(_writer, "SELECT id FROM books WHERE key = $0", r => r.GetInt64(0), jobKey))
        {
            var (first, next) = (id << BookBits, (id + 1) << BookBits);
            Run(_writer, "DELETE FROM lines WHERE rowid IN (SELECT id FROM balloons WHERE id >= $0 AND id < $1)", first, next);
            Run(_writer, "DELETE FROM balloons WHERE id >= $0 AND id < $1", first, next);
            Run(_writer, "DELETE FROM books WHERE id = $0", id);
        }
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = _writer.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        }

        return command;
    }

    private static int Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return command.ExecuteNonQuery();
    }

    private static void Run(SqliteConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        using var command = SearchReader.Command(connection, sql, values);
        command.ExecuteNonQuery();
    }

    private static List<T> Read<T>(
        SqliteConnection connection,
        string sql,
        Func<SqliteDataReader, T> row,
        params ReadOnlySpan<object> values
    ) => SearchReader.Read(connection, sql, row, values);
}
