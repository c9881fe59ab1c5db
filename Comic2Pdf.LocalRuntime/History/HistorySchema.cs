using Microsoft.Data.Sqlite;

namespace Comic2Pdf.LocalRuntime.History;

/// <summary>The tables. docs/local-runtime.md says what each is for and when its rows come and go.</summary>
internal static class HistorySchema
{
    private const long Version = 1;

    private const string Tables = """
        CREATE TABLE instances (
            key           INTEGER PRIMARY KEY AUTOINCREMENT,
            id            TEXT    NOT NULL UNIQUE,
            name          TEXT    NOT NULL,
            status        INTEGER NOT NULL,
            created_at    INTEGER NOT NULL,
            updated_at    INTEGER NOT NULL,
            input         TEXT,
            output        TEXT,
            custom_status TEXT,
            tags          TEXT,
            parent_key    INTEGER,
            parent_task   INTEGER);
        CREATE INDEX instances_by_status ON instances (status, id);
        CREATE INDEX instances_by_parent ON instances (parent_key) WHERE parent_key IS NOT NULL;
        CREATE TABLE history (
            key     INTEGER NOT NULL,
            turn    INTEGER NOT NULL,
            events  TEXT    NOT NULL,
            PRIMARY KEY (key, turn)) WITHOUT ROWID;
        CREATE TABLE inbox (
            id      INTEGER PRIMARY KEY AUTOINCREMENT,
            key     INTEGER NOT NULL,
            event   TEXT    NOT NULL);
        CREATE INDEX inbox_by_key ON inbox (key);
        CREATE TABLE activities (
            id      INTEGER PRIMARY KEY AUTOINCREMENT,
            key     INTEGER NOT NULL,
            task    INTEGER NOT NULL,
            name    TEXT    NOT NULL,
            input   TEXT);
        CREATE INDEX activities_by_key ON activities (key);
        CREATE TABLE timers (
            key     INTEGER NOT NULL,
            task    INTEGER NOT NULL,
            due_at  INTEGER NOT NULL,
            PRIMARY KEY (key, task)) WITHOUT ROWID;
        CREATE TABLE schedules (
            function TEXT PRIMARY KEY,
            last_at  INTEGER NOT NULL,
            next_at  INTEGER NOT NULL,
            updated_at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE blob_receipts (
            function TEXT NOT NULL,
            blob     TEXT NOT NULL,
            version  TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            state    INTEGER NOT NULL,
            error    TEXT,
            updated_at INTEGER NOT NULL,
            PRIMARY KEY (function, blob)) WITHOUT ROWID;
        """;

    /// <exception cref="InvalidOperationException">The file was written by a later version of the runtime.</exception>
    public static void Apply(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        var found = (long)command.ExecuteScalar()!;
        if (found > Version)
        {
            throw new InvalidOperationException(
                $"The history in '{connection.DataSource}' has format {found}; this version knows up to {Version}. Use the version that wrote it, or a later one.");
        }

        if (found == 0)
        {
            using var transaction = connection.BeginTransaction();
            command.Transaction = transaction;
            command.CommandText = Tables + $"PRAGMA user_version = {Version};";
            command.ExecuteNonQuery();
            transaction.Commit();
        }
    }
}
