using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.DurableTask.Sqlite.Storage;

/// <summary>
/// One SQLite file that this process owns: one writer with group commit, any number of readers beside it (WAL). Each commit is flushed to
/// the disk before anybody is told (synchronous FULL). The ownership is the operating system's: it goes with the process, however that ends.
/// </summary>
public sealed class SqliteDatabase : IDisposable
{
    private const int ReadersKept = 8;

    private readonly ConcurrentBag<SqliteStatements> _readers = [];
    private readonly string _path;
    private readonly FileStream _ownership;
    private volatile bool _disposed;

    private SqliteDatabase(string path, SqliteSchema schema, ILogger logger, TimeProvider time)
    {
        _path = path;
        _ownership = TakeOwnership(path);
        try
        {
            var connection = Connect(SqliteOpenMode.ReadWriteCreate);
            Writer = new SqliteWriter(new SqliteStatements(connection), logger, time);
            using var command = connection.CreateCommand();
            // NORMAL would lose acknowledged commits with the power.
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;";
            command.ExecuteNonQuery();
            schema.Apply(connection);
        }
        catch (SqliteException e)
        {
            Dispose();
            throw SqliteDatabaseException.Of(e, path);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal SqliteWriter Writer { get; } = null!;

    /// <summary>Opens the file, makes it and its directory when they are not there, and brings it to the last format.</summary>
    /// <exception cref="SqliteDatabaseException">Another process owns it, its format is too new or too old, it is damaged, or the disk is full.</exception>
    public static SqliteDatabase Open(string path, SqliteSchema schema, ILogger logger, TimeProvider? time = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new SqliteDatabase(path, schema, logger, time ?? TimeProvider.System);
    }

    /// <summary>Queues a piece of work for the writer. What it throws reaches its caller alone, and nothing of it is on disk then.</summary>
    /// <returns>The work's result, after it is on disk.</returns>
    /// <exception cref="SqliteException">It could not be written.</exception>
    /// <exception cref="ObjectDisposedException">The database is closed.</exception>
    public Task<T> WriteAsync<T>(Func<SqliteStatements, T> work) => Writer.WriteAsync(work);

    /// <summary>Reads what is committed. The text is prepared once and kept; the values are its parameters $1, $2, ... in order.</summary>
    public IReadOnlyList<T> Read<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_readers.TryTake(out var reader))
        {
            reader = new SqliteStatements(Connect(SqliteOpenMode.ReadOnly));
        }

        try
        {
            return reader.Read(sql, row, values);
        }
        finally
        {
            if (_disposed || _readers.Count >= ReadersKept)
            {
                reader.Dispose();
            }
            else
            {
                _readers.Add(reader);
            }
        }
    }

    /// <summary>Writes what is queued and closes the file.</summary>
    public void Dispose()
    {
        _disposed = true;
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        // The last connection, and it may write: so the log is moved into the file and deleted.
        Writer?.Dispose();
        _ownership.Dispose();
    }

    private static FileStream TakeOwnership(string path)
    {
        // The id stands in a second file: the locked one can not be read by others.
        var (lockPath, pidPath) = (path + ".lock", path + ".pid");
        try
        {
            var file = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            try
            {
                File.WriteAllText(pidPath, Environment.ProcessId.ToString());
                return file;
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch (IOException e) when (e.HResult is 11 or unchecked((int)0x80070020))
        {
            // EAGAIN and ERROR_SHARING_VIOLATION: it is locked.
            var pid = File.Exists(pidPath) && File.ReadAllText(pidPath) is { Length: > 0 } written ? written : "unknown";
            throw new SqliteDatabaseException(
                $"'{path}' is in use by another process (pid {pid}). One process owns it; stop that one or use another directory.",
                e
            );
        }
    }

    private SqliteConnection Connect(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = _path,
                Mode = mode,
                Pooling = false,
            }.ToString()
        );
        connection.Open();
        return connection;
    }
}
