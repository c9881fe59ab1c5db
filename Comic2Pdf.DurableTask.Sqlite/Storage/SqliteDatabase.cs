using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.DurableTask.Sqlite.Storage;

/// <summary>
/// One SQLite file that this process owns: one writer with group commit, any number of readers beside it (WAL). Each commit is flushed to
/// the disk before anybody is told (synchronous FULL).
/// </summary>
public sealed class SqliteDatabase : IDisposable
{
    private const int ReadersKept = 8;

    private readonly ConcurrentBag<SqliteStatements> readers = [];
    private readonly FileStream ownership;
    private volatile bool disposed;

    private SqliteDatabase(string path, FileStream ownership, SqliteSchema schema, ILogger logger)
    {
        Path = path;
        this.ownership = ownership;
        var connection = Connect(SqliteOpenMode.ReadWriteCreate);
        try
        {
            // NORMAL would lose acknowledged commits with the power.
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;";
            command.ExecuteNonQuery();
            schema.Apply(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        Writer = new SqliteWriter(new SqliteStatements(connection), logger);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    internal SqliteWriter Writer { get; }

    /// <summary>Opens the file, makes it and its directory when they are not there, and brings it to the last format.</summary>
    /// <exception cref="SqliteDatabaseException">Another process owns it, or its format is too new or too old.</exception>
    /// <exception cref="SqliteException">It can not be read.</exception>
    public static SqliteDatabase Open(string path, SqliteSchema schema, ILogger logger)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        var taken = FileOwnership.Take(path);
        try
        {
            return new SqliteDatabase(path, taken, schema, logger);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Queues a piece of work for the writer.</summary>
    /// <returns>The work's result, after it is on disk.</returns>
    /// <exception cref="SqliteException">It could not be written; nothing of it is on disk.</exception>
    /// <exception cref="ObjectDisposedException">The database is closed.</exception>
    /// <remarks>What the work throws reaches its caller alone, and nothing of it is on disk.</remarks>
    public Task<T> WriteAsync<T>(Func<SqliteWrite, T> work) => Writer.WriteAsync(work);

    /// <summary>Reads what is committed. The text is prepared once and kept; the values are its parameters $1, $2, ... in order.</summary>
    public IReadOnlyList<T> Read<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (!readers.TryTake(out var reader))
        {
            reader = new SqliteStatements(Connect(SqliteOpenMode.ReadOnly));
        }

        try
        {
            return reader.Read(sql, row, values);
        }
        finally
        {
            if (disposed || readers.Count >= ReadersKept)
            {
                reader.Dispose();
            }
            else
            {
                readers.Add(reader);
            }
        }
    }

    /// <summary>Writes what is queued and closes the file.</summary>
    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        while (readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        // The last connection, and it may write: so the log is moved into the file and deleted.
        Writer.Dispose();
        ownership.Dispose();
    }

    private SqliteConnection Connect(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
