using Microsoft.Data.Sqlite;

namespace Comic2Pdf.DurableTask.Sqlite.Storage;

/// <summary>
/// What a piece of work may do with its connection. Statements are prepared once and kept: give constant texts, with the values as
/// parameters $1, $2, ... in order. One thread at a time.
/// </summary>
public sealed class SqliteStatements : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    internal SqliteStatements(SqliteConnection connection) => Connection = connection;

    internal SqliteConnection Connection { get; }
    internal List<Action> Effects { get; } = [];

    /// <returns>The number of changed rows.</returns>
    public int Run(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteNonQuery();

    /// <returns>The row id of the inserted row.</returns>
    public long Insert(string sql, params ReadOnlySpan<object?> values)
    {
        Run(sql, values);
        return SQLitePCL.raw.sqlite3_last_insert_rowid(Connection.Handle);
    }

    /// <summary>Reads all rows; also those that a statement returns (RETURNING).</summary>
    public IReadOnlyList<T> Read<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        var rows = new List<T>();
        using var reader = Bind(sql, values).ExecuteReader();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    /// <summary>
    /// What is to happen once this is on disk. It runs on the writer's thread, in the order of the calls, before the caller gets its
    /// answer; it must be short. It never runs when the transaction fails.
    /// </summary>
    public void AfterCommit(Action effect) => Effects.Add(effect);

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        _prepared.Values.ToList().ForEach(static command => command.Dispose());
        Connection.Dispose();
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = Connection.CreateCommand();
            command.CommandText = sql;
            command.Parameters.AddRange(
                Enumerable.Range(1, values.Length).Select(static i => new SqliteParameter { ParameterName = "$" + i })
            );
            _prepared.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }
}
