using Microsoft.Data.Sqlite;

namespace Comic2Pdf.Functions.Search;

/// <summary>Looks something up in the index, beside what is being written. For one caller at a time.</summary>
internal sealed class SearchReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly int _bookBits;

    public SearchReader(string path, int bookBits)
    {
        _bookBits = bookBits;
        _connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Pooling = false,
                DefaultTimeout = 10,
            }.ToString()
        );
        _connection.Open();
    }

    /// <summary>The numbers of the balloons of a job's book: from the first to before the last; null: the index does not have it.</summary>
    public (long First, long End)? RangeOf(string jobKey) =>
        Read(_connection, "SELECT id FROM books WHERE key = $0", r => r.GetInt64(0), jobKey) is [var id]
            ? (id << _bookBits, (id + 1) << _bookBits)
            : null;

    /// <summary>All words there are.</summary>
    public List<string> Words() => Read(_connection, "SELECT word FROM words", r => r.GetString(0));

    /// <summary>How many balloons match.</summary>
    public int Count(string match, (long First, long End) range) =>
        Read(
            _connection,
            "SELECT count(*) FROM lines WHERE lines MATCH $0 AND rowid >= $1 AND rowid < $2",
            r => r.GetInt32(0),
            match,
            range.First,
            range.End
        )[0];

    /// <summary>The first balloons that match.</summary>
    public List<long> Find(string match, (long First, long End) range, int limit) =>
        Read(
            _connection,
            "SELECT rowid FROM lines WHERE lines MATCH $0 AND rowid >= $1 AND rowid < $2 ORDER BY rowid LIMIT $3",
            r => r.GetInt64(0),
            match,
            range.First,
            range.End,
            limit
        );

    /// <summary>A balloon; null: its book has just been taken out.</summary>
    public SearchHit? Hit(long id, double score) =>
        Read(
            _connection,
            "SELECT b.key, b.name, page, x, y, w, h, text FROM balloons JOIN books b ON b.id = $1 WHERE balloons.id = $0",
            r => new SearchHit(
                r.GetString(0),
                r.GetString(1),
                r.GetInt32(2),
                r.GetString(7),
                [.. Enumerable.Range(3, 4).Select(i => r.GetInt32(i) / (double)Balloon.Unit)],
                score
            ),
            id,
            id >> _bookBits
        )
            is [var hit]
            ? hit
            : null;

    public void Dispose() => _connection.Dispose();

    internal static SqliteCommand Command(SqliteConnection connection, string sql, ReadOnlySpan<object> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i}", values[i]);
        }

        return command;
    }

    internal static List<T> Read<T>(
        SqliteConnection connection,
        string sql,
        Func<SqliteDataReader, T> row,
        params ReadOnlySpan<object> values
    )
    {
        using var command = Command(connection, sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }
}
