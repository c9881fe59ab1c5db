using Comic2Pdf.DurableTask.Sqlite.Storage;
using Comic2Pdf.LocalRuntime.Hosting;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.LocalRuntime.Triggers;

/// <summary>What timer and blob triggers remember across restarts: a file of its own (triggers.db), as orchestrations may be kept somewhere else.</summary>
internal sealed class TriggerState(LocalFunctionsHostOptions options, ILogger logger) : IDisposable
{
    public const string FileName = "triggers.db";

    private static readonly SqliteSchema Schema = new(
        FirstVersion: 1,
        [
            """
            CREATE TABLE schedules (function TEXT PRIMARY KEY, last_at INTEGER NOT NULL, next_at INTEGER NOT NULL, updated_at INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE blob_receipts (
                function TEXT NOT NULL, blob TEXT NOT NULL, version TEXT NOT NULL, attempts INTEGER NOT NULL, state INTEGER NOT NULL, error TEXT,
                updated_at INTEGER NOT NULL, PRIMARY KEY (function, blob)) WITHOUT ROWID
            """,
        ]
    );

    private readonly Lazy<SqliteDatabase> _database = new(() =>
        SqliteDatabase.Open(Path.Combine(options.DataDirectory, FileName), Schema, logger)
    );

    /// <summary>Opens the file.</summary>
    /// <exception cref="SqliteDatabaseException">Another process owns it, or its format is not known.</exception>
    public void Open() => _ = _database.Value;

    public ScheduleRow? Schedule(string function) =>
        _database.Value.Read(
            "SELECT last_at, next_at, updated_at FROM schedules WHERE function = $1",
            static r => new ScheduleRow(Utc(r.GetInt64(0)), Utc(r.GetInt64(1)), Utc(r.GetInt64(2))),
            function
        )
            is [var row]
            ? row
            : null;

    public Task RememberAsync(string function, ScheduleRow row) =>
        _database.Value.WriteAsync(write =>
            write.Run(
                """
                INSERT INTO schedules (function, last_at, next_at, updated_at) VALUES ($1, $2, $3, $4)
                ON CONFLICT (function) DO UPDATE SET last_at = $2, next_at = $3, updated_at = $4
                """,
                function,
                row.Last.Ticks,
                row.Next.Ticks,
                row.Updated.Ticks
            )
        );

    public IReadOnlyList<BlobReceipt> Receipts(string function) =>
        _database.Value.Read(
            "SELECT blob, version, attempts, state, error, updated_at FROM blob_receipts WHERE function = $1",
            static r => new BlobReceipt(
                r.GetString(0),
                r.GetString(1),
                r.GetInt32(2),
                (BlobState)r.GetInt32(3),
                r.IsDBNull(4) ? null : r.GetString(4),
                Utc(r.GetInt64(5))
            ),
            function
        );

    public Task RememberAsync(string function, BlobReceipt row) =>
        _database.Value.WriteAsync(write =>
            write.Run(
                """
                INSERT INTO blob_receipts (function, blob, version, attempts, state, error, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
                ON CONFLICT (function, blob) DO UPDATE SET version = $3, attempts = $4, state = $5, error = $6, updated_at = $7
                """,
                function,
                row.Blob,
                row.Version,
                row.Attempts,
                (int)row.State,
                row.Error,
                row.UpdatedAt.Ticks
            )
        );

    public Task ForgetAsync(string function, string blob) =>
        _database.Value.WriteAsync(write => write.Run("DELETE FROM blob_receipts WHERE function = $1 AND blob = $2", function, blob));

    public void Dispose()
    {
        if (_database.IsValueCreated)
        {
            _database.Value.Dispose();
        }
    }

    private static DateTime Utc(long ticks) => new(ticks, DateTimeKind.Utc);
}
