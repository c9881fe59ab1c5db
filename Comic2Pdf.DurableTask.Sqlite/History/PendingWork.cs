using Comic2Pdf.DurableTask.Sqlite.Dispatch;
using Comic2Pdf.DurableTask.Sqlite.Storage;
using DurableTask.Core;
using Newtonsoft.Json;

namespace Comic2Pdf.DurableTask.Sqlite.History;

/// <summary>Everything that was under way when the last owner ended: a restart reads this and nothing else.</summary>
internal sealed class PendingWork(SqliteDatabase database)
{
    /// <summary>Instances of which something can not be read, with the reason.</summary>
    public Dictionary<long, (string InstanceId, string Reason)> Broken { get; } = [];

    public List<DurableTimer> Messages() => Read("inbox", "0", "NULL");

    public List<DurableTimer> Activities() => Read("activities", "0", "i.tags");

    public List<DurableTimer> Timers() => Read("timers", "w.due_at", "NULL");

    private List<DurableTimer> Read(string table, string due, string tags)
    {
        var found = new List<DurableTimer>();
        database.Read(
            $"SELECT w.id, w.key, {due}, i.id, w.execution_id, w.event, {tags} FROM {table} w JOIN instances i ON i.key = w.key ORDER BY w.id",
            r =>
            {
                try
                {
                    found.Add(
                        new DurableTimer(
                            r.GetInt64(2),
                            r.GetInt64(0),
                            r.GetInt64(1),
                            new TaskMessage
                            {
                                OrchestrationInstance = new() { InstanceId = r.GetString(3), ExecutionId = r.TextOrNull(4) },
                                Event = HistoryJson.ReadEvent(r.GetString(5)),
                                // Its members can only be set by a serializer.
                                OrchestrationExecutionContext = r.TextOrNull(6) is { } context
                                    ? HistoryJson.TryDeserialize<OrchestrationExecutionContext>($$"""{"OrchestrationTags":{{context}}}""")
                                    : null,
                            }
                        )
                    );
                }
                catch (JsonException e)
                {
                    Broken.TryAdd(r.GetInt64(1), (r.GetString(3), $"{table} row {r.GetInt64(0)}: {e.Message}"));
                }

                return true;
            }
        );
        return found;
    }
}
