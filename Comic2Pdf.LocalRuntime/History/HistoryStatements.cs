using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.LocalRuntime.History;

/// <summary>
/// All that is ever written to the history, as prepared statements of the writer's connection. Runs on the writer's thread only.
/// This part: the rows of instances and their inboxes. A method that rejects throws before it writes.
/// </summary>
internal sealed partial class HistoryStatements : IDisposable
{
    private const string SelectRow = """
        SELECT i.key, i.id, i.name, i.status, i.parent_key, i.parent_task, p.id, p.name
        FROM instances i LEFT JOIN instances p ON p.key = i.parent_key
        """;

    private readonly List<Statement> all = [];
    private readonly SqliteConnection connection;
    private readonly TimeProvider time;

    private readonly Statement rowById;
    private readonly Statement rowByKey;
    private readonly Statement children;
    private readonly Statement insertInstance;
    private readonly Statement insertMessage;
    private readonly Statement deleteHistory;
    private readonly Statement deleteInbox;
    private readonly Statement deleteActivities;
    private readonly Statement deleteTimers;
    private readonly Statement deleteInstance;
    private readonly Statement insertTimer;
    private readonly Statement inputOf;
    private readonly Statement setInput;

    public HistoryStatements(SqliteConnection connection, TimeProvider time)
    {
        this.connection = connection;
        this.time = time;
        rowById = Prepare(SelectRow + " WHERE i.id = $1", 1);
        rowByKey = Prepare(SelectRow + " WHERE i.key = $1", 1);
        children = Prepare("SELECT key FROM instances WHERE parent_key = $1", 1);
        insertInstance = Prepare(
            """
            INSERT INTO instances (id, name, status, created_at, updated_at, input, tags, parent_key, parent_task)
            VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8) RETURNING key
            """, 8);
        insertMessage = Prepare("INSERT INTO inbox (key, event) VALUES ($1, $2) RETURNING id", 2);
        deleteHistory = Prepare("DELETE FROM history WHERE key = $1", 1);
        deleteInbox = Prepare("DELETE FROM inbox WHERE key = $1 AND id <= $2", 2);
        deleteActivities = Prepare("DELETE FROM activities WHERE key = $1 RETURNING id", 1);
        deleteTimers = Prepare("DELETE FROM timers WHERE key = $1 RETURNING task, due_at", 1);
        deleteInstance = Prepare("DELETE FROM instances WHERE key = $1", 1);
        insertTimer = Prepare("INSERT INTO timers (key, task, due_at) VALUES ($1, $2, $3)", 3);
        inputOf = Prepare("SELECT input FROM instances WHERE key = $1", 1);
        setInput = Prepare("UPDATE instances SET input = $2 WHERE key = $1", 2);
        (appendTurn, updateInstance, insertActivity, deleteTimer, deleteActivity, deleteStartTimer) = PrepareTurns();
        Triggers = new TriggerStatements(Prepare);
    }

    /// <summary>What the triggers remember.</summary>
    public TriggerStatements Triggers { get; }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public void Use(SqliteTransaction transaction)
    {
        foreach (var statement in all)
        {
            statement.Use(transaction);
        }
    }

    public void Dispose()
    {
        foreach (var statement in all)
        {
            statement.Dispose();
        }
    }

    public InstanceRow? Find(string id) => ReadRow(rowById, id);

    public InstanceRow? Find(long key) => ReadRow(rowByKey, key);

    private static InstanceRow? ReadRow(Statement statement, object key)
    {
        using var reader = statement.Read(key);
        return reader.Read()
            ? new InstanceRow(
                new InstanceRef(
                    reader.GetInt64(0),
                    reader.GetString(1),
                    reader.GetString(2),
                    reader.IsDBNull(6) ? null : reader.GetString(6),
                    reader.IsDBNull(7) ? null : reader.GetString(7)),
                (OrchestrationRuntimeStatus)reader.GetInt32(3),
                reader.IsDBNull(4) ? null : reader.GetInt64(4),
                reader.IsDBNull(5) ? 0 : reader.GetInt32(5))
            : null;
    }

    private void Deliver(InstanceRef instance, HistoryEvent message, CommitEffects effects)
    {
        var number = (long)insertMessage.Scalar(instance.Key, HistoryJson.Write(message))!;
        effects.Delivered.Add((instance, new InboxMessage(number, message)));
    }

    private void SetTimer(DurableTimer timer, CommitEffects effects)
    {
        insertTimer.Run(timer.Key, timer.Task, timer.DueAt.Ticks);
        effects.TimersSet.Add(timer);
    }

    /// <summary>Drops all that is still to come for an instance: messages, timers, activities that have no result yet.</summary>
    private void DropPending(long key, CommitEffects effects)
    {
        deleteInbox.Run(key, long.MaxValue);
        using (var reader = deleteTimers.Read(key))
        {
            while (reader.Read())
            {
                effects.TimersCleared.Add(new DurableTimer(new DateTime(reader.GetInt64(1), DateTimeKind.Utc), key, reader.GetInt32(0)));
            }
        }

        using (var reader = deleteActivities.Read(key))
        {
            while (reader.Read())
            {
                effects.ActivitiesDropped.Add(reader.GetInt64(0));
            }
        }

        effects.Ended.Add(key);
    }

    private void Delete(InstanceRow row, CommitEffects effects)
    {
        DropPending(row.Key, effects);
        deleteHistory.Run(row.Key);
        deleteInstance.Run(row.Key);
        effects.Changed.Add(row.Instance.Id);
    }

    private Statement Prepare(string sql, int parameters)
    {
        var statement = new Statement(connection, sql, parameters);
        all.Add(statement);
        return statement;
    }
}
