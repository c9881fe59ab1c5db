using DurableTask.Core;
using Microsoft.Data.Sqlite;

namespace Comic2Pdf.DurableTask.Sqlite.History;

/// <summary>What the writer needs to know of an instance before it changes it. The key dies when the instance is replaced or purged.</summary>
internal sealed record InstanceRow(long Key, string Id, string? ExecutionId, OrchestrationStatus Status)
{
    public bool IsFinished => Status.IsFinished();

    public static InstanceRow From(SqliteDataReader reader) =>
        new(reader.GetInt64(0), reader.GetString(1), reader.TextOrNull(2), (OrchestrationStatus)reader.GetInt32(3));
}

internal static class RowExtensions
{
    public static bool IsFinished(this OrchestrationStatus status) =>
        status
            is OrchestrationStatus.Completed
                or OrchestrationStatus.Failed
                or OrchestrationStatus.Terminated
                or OrchestrationStatus.Canceled;

    public static string? TextOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateTime? TimeOrNull(this SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : new DateTime(reader.GetInt64(column), DateTimeKind.Utc);

    /// <summary>Times without a kind are UTC: that is how the framework makes them.</summary>
    public static long UtcTicks(this DateTime time) => time.Kind == DateTimeKind.Local ? time.ToUniversalTime().Ticks : time.Ticks;
}
