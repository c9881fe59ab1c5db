using Microsoft.Data.Sqlite;

namespace Comic2Pdf.LocalRuntime.History;

/// <summary>A prepared statement with parameters $1, $2, ... given by position. Kept for the life of its connection.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand command;

    public Statement(SqliteConnection connection, string sql, int parameters)
    {
        command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i });
        }
    }

    /// <returns>The number of changed rows.</returns>
    public int Run(params ReadOnlySpan<object?> values) => Bind(values).ExecuteNonQuery();

    /// <returns>The first column of the first row, or null.</returns>
    public object? Scalar(params ReadOnlySpan<object?> values) => Bind(values).ExecuteScalar();

    public SqliteDataReader Read(params ReadOnlySpan<object?> values) => Bind(values).ExecuteReader();

    public void Use(SqliteTransaction? transaction) => command.Transaction = transaction;

    public void Dispose() => command.Dispose();

    private SqliteCommand Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }
}
