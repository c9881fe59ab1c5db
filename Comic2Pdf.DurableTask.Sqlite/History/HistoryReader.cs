using System.Globalization;
using Comic2Pdf.DurableTask.Sqlite.Storage;
using DurableTask.Core;
using DurableTask.Core.Query;
using Microsoft.Data.Sqlite;

namespace Comic2Pdf.DurableTask.Sqlite.History;

/// <summary>Reads what is committed.</summary>
internal sealed class HistoryReader(SqliteDatabase database)
{
    private const string Columns =
        "id, execution_id, name, version, status, created_at, updated_at, completed_at, scheduled_at, custom_status, tags, parent, failure";

    private const string Payload = ", input, output";

    public OrchestrationState? State(string id) =>
        database.Read($"SELECT {Columns}{Payload} FROM instances WHERE id = $1", static r => State(r, payload: true), id) is [var state]
            ? state
            : null;

    public OrchestrationStatus? Status(long key) =>
        database.Read("SELECT status FROM instances WHERE key = $1", static r => (OrchestrationStatus)r.GetInt32(0), key) is [var status]
            ? status
            : null;

    /// <summary>A page in the order of the ids; the token is the id that it begins after.</summary>
    public OrchestrationQueryResult Query(OrchestrationQuery query)
    {
        var size = Math.Max(1, query.PageSize);
        // A prefix is a range and not LIKE: ids may contain % and _, and a range can use the index.
        var sql =
            $"SELECT {Columns}{(query.FetchInputsAndOutputs ? Payload : "")} FROM instances WHERE id > $1"
            + Created(query.CreatedTimeFrom, query.CreatedTimeTo)
            + (query.RuntimeStatus is { Count: > 0 } statuses ? $" AND status IN ({Numbers(statuses)})" : "")
            + (
                string.IsNullOrEmpty(query.InstanceIdPrefix)
                    ? ""
                    : " AND id >= $4 AND id < $4 || char(0x10FFFF) AND substr(id, 1, length($4)) = $4"
            )
            + " ORDER BY id LIMIT $5";
        var found = database.Read(
            sql,
            r => State(r, query.FetchInputsAndOutputs),
            query.ContinuationToken ?? "",
            query.CreatedTimeFrom?.UtcTicks(),
            query.CreatedTimeTo?.UtcTicks(),
            query.InstanceIdPrefix,
            size + 1
        );
        List<OrchestrationState> page = [.. found.Take(size)];
        return new(page, found.Count > page.Count ? page[^1].OrchestrationInstance.InstanceId : null);
    }

    /// <summary>Ids of finished instances that a purge is to delete, at most so many.</summary>
    public IReadOnlyList<string> Purgeable(PurgeInstanceFilter filter, int limit)
    {
        var statuses = (filter.RuntimeStatus?.Any() == true ? filter.RuntimeStatus : Enum.GetValues<OrchestrationStatus>()).Where(
            static s => s.IsFinished()
        );
        return database.Read(
            $"SELECT id FROM instances WHERE status IN ({Numbers(statuses)}){Created(filter.CreatedTimeFrom, filter.CreatedTimeTo)} LIMIT $1",
            static r => r.GetString(0),
            limit,
            filter.CreatedTimeFrom.UtcTicks(),
            filter.CreatedTimeTo?.UtcTicks()
        );
    }

    /// <summary>The texts of an instance's turns, oldest first.</summary>
    /// <exception cref="Newtonsoft.Json.JsonException">A turn is missing.</exception>
    public IReadOnlyList<string> Turns(long key)
    {
        var turns = database.Read(
            "SELECT turn, events FROM history WHERE key = $1 ORDER BY turn",
            static r => (Number: r.GetInt32(0), Events: r.GetString(1)),
            key
        );
        return turns.Count == 0 || turns[^1].Number == turns.Count - 1
            ? [.. turns.Select(static t => t.Events)]
            : throw new Newtonsoft.Json.JsonSerializationException($"Of turns 0 to {turns[^1].Number} only {turns.Count} are there.");
    }

    public IReadOnlyList<string> Turns(string id, string? executionId) =>
        database.Read(
            "SELECT h.events FROM history h JOIN instances i ON i.key = h.key WHERE i.id = $1 AND i.execution_id = coalesce($2, i.execution_id) ORDER BY h.turn",
            static r => r.GetString(0),
            id,
            executionId
        );

    private static string Created(DateTime? from, DateTime? to) =>
        (from is null ? "" : " AND created_at >= $2") + (to is null ? "" : " AND created_at <= $3");

    private static string Numbers(IEnumerable<OrchestrationStatus> statuses) =>
        string.Join(',', statuses.Distinct().Order().Select(static s => ((int)s).ToString(CultureInfo.InvariantCulture)));

    private static OrchestrationState State(SqliteDataReader r, bool payload) =>
        new()
        {
            OrchestrationInstance = new() { InstanceId = r.GetString(0), ExecutionId = r.TextOrNull(1) },
            Name = r.GetString(2),
            Version = r.TextOrNull(3),
            OrchestrationStatus = (OrchestrationStatus)r.GetInt32(4),
            CreatedTime = r.TimeOrNull(5)!.Value,
            LastUpdatedTime = r.TimeOrNull(6)!.Value,
            // The framework's own value for "not yet".
            CompletedTime = r.TimeOrNull(7) ?? DateTime.MaxValue.AddDays(-1),
            ScheduledStartTime = r.TimeOrNull(8),
            Status = r.TextOrNull(9),
            Tags = HistoryJson.TryDeserialize<Dictionary<string, string>>(r.TextOrNull(10)),
            ParentInstance = HistoryJson.TryDeserialize<ParentInstance>(r.TextOrNull(11)),
            FailureDetails = HistoryJson.TryDeserialize<FailureDetails>(r.TextOrNull(12)),
            Input = payload ? r.TextOrNull(13) : null,
            Output = payload ? r.TextOrNull(14) : null,
        };
}
