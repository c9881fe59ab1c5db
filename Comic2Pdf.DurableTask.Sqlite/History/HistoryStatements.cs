using Comic2Pdf.DurableTask.Sqlite.Dispatch;
using Comic2Pdf.DurableTask.Sqlite.Storage;
using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.DurableTask.Sqlite.History;

/// <summary>
/// All that is ever written to the history; what a commit makes true reaches the dispatch after it, in commit order. Runs on the writer's
/// thread only. This part: what clients and parents ask for, and how messages reach instances.
/// </summary>
internal sealed partial class HistoryStatements(WorkDispatch dispatch, TimeProvider time, ILogger logger)
{
    private static readonly OrchestrationStatus[] Open = [OrchestrationStatus.Pending, OrchestrationStatus.Running, OrchestrationStatus.Suspended];

    private long Now => time.GetUtcNow().UtcTicks;

    /// <summary>An existing instance whose status is in <paramref name="dedupe"/> rejects the start; one in another status is replaced.</summary>
    /// <exception cref="OrchestrationAlreadyExistsException">There is one in such a status.</exception>
    public bool Create(SqliteWrite write, OutgoingMessage start, IReadOnlyCollection<OrchestrationStatus> dedupe)
    {
        var existing = Find(write, start.InstanceId);
        if (existing is not null && dedupe.Contains(existing.Status))
        {
            throw new OrchestrationAlreadyExistsException($"An orchestration instance with the ID {start.InstanceId} already exists; it is {existing.Status}.");
        }

        if (existing is not null)
        {
            Delete(write, existing);
        }

        var (started, id) = ((ExecutionStartedEvent)start.Message.Event, start.InstanceId);
        var key = write.Insert(
            """
            INSERT INTO instances (id, execution_id, name, version, status, created_at, updated_at, scheduled_at, input, tags, parent)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            id,
            start.ExecutionId,
            started.Name,
            started.Version,
            (int)OrchestrationStatus.Pending,
            started.Timestamp.UtcTicks(),
            Now,
            started.ScheduledStartTime?.UtcTicks(),
            started.Input,
            HistoryJson.SerializeOrNull(started.Tags),
            HistoryJson.SerializeOrNull(started.ParentInstance));
        if (started.ScheduledStartTime?.UtcTicks() is { } due && due > Now)
        {
            SetTimer(write, key, due, start);
        }
        else
        {
            Deliver(write, key, start);
        }

        write.AfterCommit(() => dispatch.Changed(id, isEnd: false));
        return true;
    }

    /// <summary>Delivers a message to the open instance that it is meant for; without one it is dropped.</summary>
    public bool Send(SqliteWrite write, OutgoingMessage message)
    {
        var row = Find(write, message.InstanceId);
        if (row is null || row.IsFinished || (!string.IsNullOrEmpty(message.ExecutionId) && message.ExecutionId != row.ExecutionId))
        {
            logger.MessageDropped(message.Message.Event.EventType.ToString(), message.InstanceId);
            return false;
        }

        if (message.Message.Event is ExecutionTerminatedEvent terminated && IsNotStarted(write, row))
        {
            // No turn will ever run that could end it.
            End(write, row, OrchestrationStatus.Terminated, terminated.Input, failure: null);
            return true;
        }

        Deliver(write, row.Key, message);
        return true;
    }

    /// <summary>Ends an instance whose records can not be used, and tells its parent.</summary>
    public bool Fail(SqliteWrite write, long key, FailureDetails failure)
    {
        if (Find(write, key) is not { IsFinished: false } row)
        {
            return false;
        }

        End(write, row, OrchestrationStatus.Failed, failure.ToString(), HistoryJson.SerializeOrNull(failure));
        var parent = HistoryJson.TryDeserialize<ParentInstance>(
            write.Read("SELECT parent FROM instances WHERE key = $1", static r => r.TextOrNull(0), key)[0]);
        if (parent?.OrchestrationInstance is { } instance)
        {
            Send(write, OutgoingMessage.To(
                instance.InstanceId,
                instance.ExecutionId,
                new SubOrchestrationInstanceFailedEvent(-1, parent.TaskScheduleId, failure.ErrorMessage, details: null, failure)));
        }

        return true;
    }

    /// <summary>Deletes a finished instance. One that is not finished stays.</summary>
    /// <returns>How many were deleted.</returns>
    public int Purge(SqliteWrite write, string id)
    {
        if (Find(write, id) is not { IsFinished: true } row)
        {
            return 0;
        }

        Delete(write, row);
        return 1;
    }

    public static InstanceRow? Find(SqliteWrite write, string id) =>
        write.Read($"SELECT {InstanceRow.Columns} FROM instances WHERE id = $1", InstanceRow.From, id) is [var row] ? row : null;

    private static InstanceRow? Find(SqliteWrite write, long key) =>
        write.Read($"SELECT {InstanceRow.Columns} FROM instances WHERE key = $1", InstanceRow.From, key) is [var row] ? row : null;

    private static bool IsNotStarted(SqliteWrite write, InstanceRow row) => row.Status == OrchestrationStatus.Pending
        && write.Read("SELECT id FROM timers WHERE key = $1", static r => r.GetInt64(0), row.Key).Count > 0;

    private void Deliver(SqliteWrite write, long key, OutgoingMessage message)
    {
        var row = write.Insert("INSERT INTO inbox (key, execution_id, event) VALUES ($1, $2, $3)", key, message.ExecutionId, message.Event);
        write.AfterCommit(() => dispatch.Post(key, new StoredMessage(row, IsTimer: false, message.Message)));
    }

    private void SetTimer(SqliteWrite write, long key, long due, OutgoingMessage message)
    {
        var row = write.Insert("INSERT INTO timers (key, execution_id, due_at, event) VALUES ($1, $2, $3, $4)", key, message.ExecutionId, due, message.Event);
        write.AfterCommit(() => dispatch.Timers.Set(new DurableTimer(due, row, key, message.Message)));
    }

    private void End(SqliteWrite write, InstanceRow row, OrchestrationStatus status, string? output, string? failure)
    {
        write.Run(
            "UPDATE instances SET status = $2, updated_at = $3, completed_at = $3, output = $4, failure = $5 WHERE key = $1",
            row.Key, (int)status, Now, output, failure);
        DropPending(write, row.Key);
        write.AfterCommit(() => dispatch.Changed(row.Id, isEnd: true));
    }

    /// <summary>Drops all that is still to come for an instance: messages, timers, activities that have no result yet.</summary>
    private void DropPending(SqliteWrite write, long key)
    {
        write.Run("DELETE FROM inbox WHERE key = $1", key);
        var timers = write.Read("DELETE FROM timers WHERE key = $1 RETURNING due_at, id", static r => (r.GetInt64(0), r.GetInt64(1)), key);
        var activities = write.Read("DELETE FROM activities WHERE key = $1 RETURNING id", static r => r.GetInt64(0), key);
        write.AfterCommit(() =>
        {
            dispatch.Timers.Clear(timers);
            dispatch.Activities.Drop(activities);
            dispatch.End(key);
        });
    }

    private void Delete(SqliteWrite write, InstanceRow row)
    {
        if (!row.IsFinished)
        {
            DropPending(write, row.Key);
        }

        write.Run("DELETE FROM history WHERE key = $1", row.Key);
        write.Run("DELETE FROM instances WHERE key = $1", row.Key);
        write.AfterCommit(() => dispatch.Changed(row.Id, isEnd: true));
    }
}
