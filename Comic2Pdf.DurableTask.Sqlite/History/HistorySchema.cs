using Comic2Pdf.DurableTask.Sqlite.Storage;

namespace Comic2Pdf.DurableTask.Sqlite.History;

/// <summary>The tables. docs/sqlite-provider.md says what each is for and when its rows come and go.</summary>
internal static class HistorySchema
{
    // Format 1 was the engine before this one; its histories can not be replayed here.
    public static SqliteSchema Schema { get; } =
        new(
            FirstVersion: 2,
            Scripts:
            [
                """
                CREATE TABLE instances (
                    key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, execution_id TEXT, name TEXT NOT NULL, version TEXT,
                    status INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, completed_at INTEGER, scheduled_at INTEGER,
                    input TEXT, output TEXT, custom_status TEXT, failure TEXT, tags TEXT, parent TEXT);
                CREATE INDEX instances_by_status ON instances (status, id);
                CREATE TABLE history (key INTEGER NOT NULL, turn INTEGER NOT NULL, events TEXT NOT NULL, PRIMARY KEY (key, turn)) WITHOUT ROWID;
                CREATE TABLE inbox (id INTEGER PRIMARY KEY AUTOINCREMENT, key INTEGER NOT NULL, execution_id TEXT, event TEXT NOT NULL);
                CREATE INDEX inbox_by_key ON inbox (key);
                CREATE TABLE activities (id INTEGER PRIMARY KEY AUTOINCREMENT, key INTEGER NOT NULL, execution_id TEXT, event TEXT NOT NULL);
                CREATE INDEX activities_by_key ON activities (key);
                CREATE TABLE timers (
                    id INTEGER PRIMARY KEY AUTOINCREMENT, key INTEGER NOT NULL, execution_id TEXT, event TEXT NOT NULL, due_at INTEGER NOT NULL);
                CREATE INDEX timers_by_key ON timers (key);
                """,
            ]
        );
}
