using Microsoft.Data.Sqlite;

namespace Comic2Pdf.LocalRuntime.History;

/// <summary>
/// The one database file of a runtime and the lock that makes this process its only owner. The lock is the operating system's: it goes
/// with the process, however that ends.
/// </summary>
internal sealed class HistoryDatabase : IDisposable
{
    private readonly FileStream ownership;

    private HistoryDatabase(string path, FileStream ownership)
    {
        Path = path;
        this.ownership = ownership;
    }

    public string Path { get; }

    /// <exception cref="InvalidOperationException">Another process owns the directory, or a later version wrote it.</exception>
    public static HistoryDatabase Open(string directory)
    {
        Directory.CreateDirectory(directory);
        var lockFile = TakeOwnership(directory);
        try
        {
            var database = new HistoryDatabase(System.IO.Path.Combine(directory, "history.db"), lockFile);
            using var connection = database.Connect();
            HistorySchema.Apply(connection);
            return database;
        }
        catch
        {
            lockFile.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A connection that writes as the guarantees ask: WAL, and FULL, which flushes the log to the disk with every commit
    /// (NORMAL would lose acknowledged commits with the power).
    /// </summary>
    public SqliteConnection Connect(bool readOnly = false)
    {
        var connection = NewConnection(readOnly);
        connection.Open();
        if (!readOnly)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;";
            command.ExecuteNonQuery();
        }

        return connection;
    }

    public void Dispose()
    {
        // A pool is known by the text of its connections: it must be that of the readers, letter by letter.
        using (var connection = NewConnection(readOnly: true))
        {
            SqliteConnection.ClearPool(connection);
        }

        ownership.Dispose();
    }

    private SqliteConnection NewConnection(bool readOnly) => new(new SqliteConnectionStringBuilder
    {
        DataSource = Path,
        Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
        Pooling = readOnly,
    }.ToString());

    private static FileStream TakeOwnership(string directory)
    {
        var path = System.IO.Path.Combine(directory, "runtime.lock");
        var owner = System.IO.Path.Combine(directory, "runtime.pid");
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(owner, Environment.ProcessId.ToString());
            return file;
        }
        catch (IOException e)
        {
            var pid = File.Exists(owner) ? File.ReadAllText(owner) : "unknown";
            throw new InvalidOperationException(
                $"The runtime directory '{directory}' is in use by another process (pid {pid}). One process owns a directory; stop that one or use another directory.", e);
        }
    }
}
