using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.LocalRuntime.History;

/// <summary>Reads what is committed. WAL lets any number of readers work beside the writer.</summary>
internal sealed class HistoryReader(HistoryDatabase database, DataConverter converter)
{
    private const string Columns = "id, name, status, created_at, updated_at, tags";
    private const string Payload = ", input, output, custom_status";

    public OrchestrationMetadata? Get(string id, bool payload)
    {
        using var connection = database.Connect(readOnly: true);
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns}{(payload ? Payload : "")} FROM instances WHERE id = $id";
        command.Parameters.AddWithValue("$id", id);
        using var reader = command.ExecuteReader();
        return reader.Read() ? Metadata(reader, payload) : null;
    }

    /// <summary>A page in the order of the ids, which is the key that the next page begins after.</summary>
    public Page<OrchestrationMetadata> Query(OrchestrationQuery query, string? after, int pageSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pageSize);
        using var connection = database.Connect(readOnly: true);
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns}{(query.FetchInputsAndOutputs ? Payload : "")} FROM instances WHERE {Where(command, query, after)} ORDER BY id LIMIT $limit";
        command.Parameters.AddWithValue("$limit", pageSize + 1);
        var page = new List<OrchestrationMetadata>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (page.Count == pageSize)
            {
                return new(page, page[^1].InstanceId);
            }

            page.Add(Metadata(reader, query.FetchInputsAndOutputs));
        }

        return new(page);
    }

    /// <summary>The turns of an instance, oldest first.</summary>
    public List<List<HistoryEvent>> Turns(long key)
    {
        using var connection = database.Connect(readOnly: true);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT events FROM history WHERE key = $key ORDER BY turn";
        command.Parameters.AddWithValue("$key", key);
        return ReadAll(command, static r => HistoryJson.ReadTurn(r.GetString(0)));
    }

    /// <summary>Everything that was under way when the last owner ended.</summary>
    public PendingWork Pending()
    {
        using var connection = database.Connect(readOnly: true);
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT m.id, m.event, i.key, i.id, i.name, p.id, p.name
            FROM inbox m JOIN instances i ON i.key = m.key LEFT JOIN instances p ON p.key = i.parent_key ORDER BY m.id
            """;
        var messages = ReadAll(command, static r => (
            new InstanceRef(r.GetInt64(2), r.GetString(3), r.GetString(4), Text(r, 5), Text(r, 6)),
            new InboxMessage(r.GetInt64(0), HistoryJson.ReadEvent(r.GetString(1)))));
        command.CommandText = "SELECT a.id, a.key, i.id, a.task, a.name, a.input FROM activities a JOIN instances i ON i.key = a.key ORDER BY a.id";
        var activities = ReadAll(command, static r =>
            new ActivityItem(r.GetInt64(0), r.GetInt64(1), r.GetString(2), r.GetInt32(3), r.GetString(4), Text(r, 5)));
        command.CommandText = "SELECT due_at, key, task FROM timers";
        var timers = ReadAll(command, static r => new DurableTimer(Time(r, 0), r.GetInt64(1), r.GetInt32(2)));
        return new(messages, activities, timers);
    }

    public InstanceRef? Instance(long key)
    {
        using var connection = database.Connect(readOnly: true);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT i.key, i.id, i.name, p.id, p.name FROM instances i LEFT JOIN instances p ON p.key = i.parent_key WHERE i.key = $key";
        command.Parameters.AddWithValue("$key", key);
        return ReadAll(command, static r => new InstanceRef(r.GetInt64(0), r.GetString(1), r.GetString(2), Text(r, 3), Text(r, 4))).FirstOrDefault();
    }

    public ScheduleRow? Schedule(string function)
    {
        using var connection = database.Connect(readOnly: true);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT last_at, next_at, updated_at FROM schedules WHERE function = $function";
        command.Parameters.AddWithValue("$function", function);
        return ReadAll(command, static r => new ScheduleRow(Time(r, 0), Time(r, 1), Time(r, 2))).FirstOrDefault();
    }

    public List<BlobReceipt> Receipts(string function)
    {
        using var connection = database.Connect(readOnly: true);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT blob, version, attempts, state, error, updated_at FROM blob_receipts WHERE function = $function";
        command.Parameters.AddWithValue("$function", function);
        return ReadAll(command, static r =>
            new BlobReceipt(r.GetString(0), r.GetString(1), r.GetInt32(2), (BlobState)r.GetInt32(3), Text(r, 4), Time(r, 5)));
    }

    private static string Where(SqliteCommand command, OrchestrationQuery query, string? after)
    {
        var where = new StringBuilder("id > $after");
        command.Parameters.AddWithValue("$after", after ?? "");
        if (!string.IsNullOrEmpty(query.InstanceIdPrefix))
        {
            // A range and not LIKE: ids may contain % and _, and a range can use the index.
            where.Append(" AND id >= $prefix AND id < $prefix || char(0x10FFFF) AND substr(id, 1, length($prefix)) = $prefix");
            command.Parameters.AddWithValue("$prefix", query.InstanceIdPrefix);
        }

        if (query.CreatedFrom is { } from)
        {
            where.Append(" AND created_at >= $from");
            command.Parameters.AddWithValue("$from", from.UtcTicks);
        }

        if (query.CreatedTo is { } to)
        {
            where.Append(" AND created_at <= $to");
            command.Parameters.AddWithValue("$to", to.UtcTicks);
        }

        if (query.Statuses?.Select(s => ((int)s).ToString(CultureInfo.InvariantCulture)).ToList() is { Count: > 0 } statuses)
        {
            where.Append(" AND status IN (").AppendJoin(',', statuses).Append(')');
        }

        return where.ToString();
    }

    private static List<T> ReadAll<T>(SqliteCommand command, Func<SqliteDataReader, T> row)
    {
        var rows = new List<T>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateTime Time(SqliteDataReader reader, int column) => new(reader.GetInt64(column), DateTimeKind.Utc);

    private OrchestrationMetadata Metadata(SqliteDataReader reader, bool payload)
    {
        var metadata = new OrchestrationMetadata(reader.GetString(1), reader.GetString(0))
        {
            RuntimeStatus = (OrchestrationRuntimeStatus)reader.GetInt32(2),
            CreatedAt = new DateTimeOffset(Time(reader, 3)),
            LastUpdatedAt = new DateTimeOffset(Time(reader, 4)),
            DataConverter = payload ? converter : null,
            SerializedInput = payload ? Text(reader, 6) : null,
            SerializedOutput = payload ? Text(reader, 7) : null,
            SerializedCustomStatus = payload ? Text(reader, 8) ?? "null" : null,
            Tags = Text(reader, 5) is { } tags ? HistoryJson.ReadTags(tags) : System.Collections.Immutable.ImmutableDictionary<string, string>.Empty,
        };
        return metadata;
    }
}

/// <summary>What a restart takes up again.</summary>
internal sealed record PendingWork(
    List<(InstanceRef Instance, InboxMessage Message)> Messages, List<ActivityItem> Activities, List<DurableTimer> Timers);
