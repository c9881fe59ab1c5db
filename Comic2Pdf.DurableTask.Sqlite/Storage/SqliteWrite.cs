using Microsoft.Data.Sqlite;

namespace Comic2Pdf.DurableTask.Sqlite.Storage;

/// <summary>
/// What a piece of work may do inside the writer's transaction. Statements are prepared once and kept: give constant texts, with the
/// values as parameters $1, $2, ... in order. Valid on the writer's thread while the piece runs.
/// </summary>
public sealed class SqliteWrite
{
    private readonly SqliteStatements statements;

    internal SqliteWrite(SqliteStatements statements) => this.statements = statements;

    internal List<Action> Effects { get; } = [];

    /// <returns>The number of changed rows.</returns>
    public int Run(string sql, params ReadOnlySpan<object?> values) => statements.Run(sql, values);

    /// <returns>The row id of the inserted row.</returns>
    public long Insert(string sql, params ReadOnlySpan<object?> values)
    {
        statements.Run(sql, values);
        return SQLitePCL.raw.sqlite3_last_insert_rowid(statements.Connection.Handle);
    }

    /// <summary>Reads all rows; also those that a statement returns (RETURNING).</summary>
    public IReadOnlyList<T> Read<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values) => statements.Read(sql, row, values);

    /// <summary>
    /// What is to happen once this is on disk. It runs on the writer's thread, in the order of the calls, before the caller gets its
    /// answer; it must be short. It never runs when the transaction fails.
    /// </summary>
    public void AfterCommit(Action effect) => Effects.Add(effect);
}
