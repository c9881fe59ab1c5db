using Comic2Pdf.DurableTask.Sqlite.Dispatch;
using Comic2Pdf.DurableTask.Sqlite.Storage;
using DurableTask.Core;
using Microsoft.Data.Sqlite;
using Newtonsoft.Json;

namespace Comic2Pdf.DurableTask.Sqlite.History;

/// <summary>Everything that was under way when the last owner ended: a restart reads this and nothing else.</summary>
internal sealed class PendingWork(SqliteDatabase database)
{
    /// <summary>Instances of which something can not be read, with the reason.</summary>
    public Dictionary<long, (string InstanceId, string Reason)> Broken { get; } = [];

    public List<(long Key, long Row, TaskMessage Message)> Messages() => Read("inbox", "0", "NULL", static (row, key, _, message) => (key, row, message));

    public List<(long Row, TaskMessage Message)> Activities() => Read("activities", "0", "i.tags", static (row, _, _, message) => (row, message));

    public List<DurableTimer> Timers() => Read("timers", "w.due_at", "NULL", static (row, key, due, message) => new DurableTimer(due, row, key, message));

    private List<T> Read<T>(string table, string due, string tags, Func<long, long, long, TaskMessage, T> work)
    {
        var found = new List<T>();
        database.Read(
            $"SELECT w.id, w.key, {due}, i.id, w.execution_id, w.event, {tags} FROM {table} w JOIN instances i ON i.key = w.key ORDER BY w.id",
            r =>
            {
                try
                {
                    found.Add(work(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), Message(r)));
                }
                catch (JsonException e)
                {
                    Broken.TryAdd(r.GetInt64(1), (r.GetString(3), $"{table} row {r.GetInt64(0)}: {e.Message}"));
                }

                return true;
            });
        return found;
    }

    private static TaskMessage Message(SqliteDataReader r) => new()
    {
        OrchestrationInstance = new() { InstanceId = r.GetString(3), ExecutionId = r.TextOrNull(4) },
        Event = HistoryJson.ReadEvent(r.GetString(5)),
        // Its members can only be set by a serializer.
        OrchestrationExecutionContext = r.TextOrNull(6) is { } tags
            ? HistoryJson.TryDeserialize<OrchestrationExecutionContext>($$"""{"OrchestrationTags":{{tags}}}""")
            : null,
    };
}
