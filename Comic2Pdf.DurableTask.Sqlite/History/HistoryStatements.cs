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
    private const string SelectRow = "SELECT key, id, execution_id, status FROM instances WHERE ";

    private long Now => time.GetUtcNow().UtcTicks;

    /// <summary>An existing instance whose status is in <paramref name="dedupe"/> rejects the start; one in another status is replaced.</summary>
    /// <exception cref="OrchestrationAlreadyExistsException">There is one in such a status.</exception>
    public bool Create(SqliteStatements write, OutgoingMessage start, IReadOnlyCollection<OrchestrationStatus> dedupe)
    {
        var (started, id, due) = (
            (ExecutionStartedEvent)start.Event,
            start.InstanceId,
            ((ExecutionStartedEvent)start.Event).ScheduledStartTime?.UtcTicks()
        );
        if (Find(write, id) is { } existing)
        {
            if (dedupe.Contains(existing.Status))
            {
                throw new OrchestrationAlreadyExistsException(
                    $"An orchestration instance with the ID {id} already exists; it is {existing.Status}."
                );
            }

            Delete(write, existing);
        }

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
            due,
            started.Input,
            HistoryJson.SerializeOrNull(started.Tags),
            HistoryJson.SerializeOrNull(started.ParentInstance)
        );
        if (due > Now)
        {
            SetTimer(write, key, due.Value, start);
        }
        else
        {
            Deliver(write, key, start);
        }

        write.AfterCommit(() => dispatch.Changed(id, isEnd: false));
        return true;
    }

    /// <summary>Delivers a message to the open instance that it is meant for; without one it is dropped.</summary>
    public bool Send(SqliteStatements write, OutgoingMessage message)
    {
        if (
            Find(write, message.InstanceId) is not { IsFinished: false } row
            || (!string.IsNullOrEmpty(message.ExecutionId) && message.ExecutionId != row.ExecutionId)
        )
        {
            logger.MessageDropped(message.Event.EventType.ToString(), message.InstanceId);
            return false;
        }

        if (
            message.Event is ExecutionTerminatedEvent terminated
            && row.Status == OrchestrationStatus.Pending
            && write.Read("SELECT id FROM timers WHERE key = $1", static r => r.GetInt64(0), row.Key).Count > 0
        )
        {
            // Its start is still to come: no turn would end it.
            End(write, row, OrchestrationStatus.Terminated, terminated.Input, failure: null);
            return true;
        }

        Deliver(write, row.Key, message);
        return true;
    }

    /// <summary>Ends an instance that can not go on, and tells its parent.</summary>
    public bool Fail(SqliteStatements write, long key, FailureDetails failure)
    {
        if (Find(write, key) is not { IsFinished: false } row)
        {
            return false;
        }

        End(write, row, OrchestrationStatus.Failed, failure.ToString(), HistoryJson.SerializeOrNull(failure));
        var parent = HistoryJson.TryDeserialize<ParentInstance>(
            write.Read("SELECT parent FROM instances WHERE key = $1", static r => r.TextOrNull(0), key)[0]
        );
        return parent?.OrchestrationInstance is { } instance
            && Send(
                write,
                new OutgoingMessage(
                    instance.InstanceId,
                    instance.ExecutionId,
                    new SubOrchestrationInstanceFailedEvent(-1, parent.TaskScheduleId, failure.ErrorMessage, details: null, failure)
                )
            );
    }

    /// <summary>Deletes a finished instance. One that is not finished stays.</summary>
    /// <returns>How many were deleted.</returns>
    public int Purge(SqliteStatements write, string id)
    {
        var row = Find(write, id);
        if (row is { IsFinished: true })
        {
            Delete(write, row);
        }

        return row is { IsFinished: true } ? 1 : 0;
    }

    private static InstanceRow? Find(SqliteStatements write, string id) =>
        write.Read(SelectRow + "id = $1", InstanceRow.From, id) is [var row] ? row : null;

    private static InstanceRow? Find(SqliteStatements write, long key) =>
        write.Read(SelectRow + "key = $1", InstanceRow.From, key) is [var row] ? row : null;

    private void Deliver(SqliteStatements write, long key, OutgoingMessage message)
    {
        var row = write.Insert("INSERT INTO inbox (key, execution_id, event) VALUES ($1, $2, $3)", key, message.ExecutionId, message.Text);
        write.AfterCommit(() => dispatch.Post(key, new StoredMessage(row, IsTimer: false, message.Message)));
    }

    private void SetTimer(SqliteStatements write, long key, long due, OutgoingMessage message)
    {
        var row = write.Insert(
            "INSERT INTO timers (key, execution_id, due_at, event) VALUES ($1, $2, $3, $4)",
            key,
            message.ExecutionId,
            due,
            message.Text
        );
        write.AfterCommit(() => dispatch.Timers.Set(new DurableTimer(due, row, key, message.Message)));
    }

    private void DropTimers(SqliteStatements write, long key)
    {
        var timers = write.Read("DELETE FROM timers WHERE key = $1 RETURNING due_at, id", static r => (r.GetInt64(0), r.GetInt64(1)), key);
        write.AfterCommit(() => dispatch.Timers.Clear(timers));
    }

    private void End(SqliteStatements write, InstanceRow row, OrchestrationStatus status, string? output, string? failure)
    {
        write.Run(
            "UPDATE instances SET status = $2, updated_at = $3, completed_at = $3, output = $4, failure = $5 WHERE key = $1",
            row.Key,
            (int)status,
            Now,
            output,
            failure
        );
        DropPending(write, row.Key);
        write.AfterCommit(() => dispatch.Changed(row.Id, isEnd: true));
    }

    /// <summary>Drops all that is still to come for an instance: messages, timers, activities that have no result yet.</summary>
    private void DropPending(SqliteStatements write, long key)
    {
        write.Run("DELETE FROM inbox WHERE key = $1", key);
        DropTimers(write, key);
        var activities = write.Read("DELETE FROM activities WHERE key = $1 RETURNING id", static r => r.GetInt64(0), key);
        write.AfterCommit(() => dispatch.DropActivities(activities));
        write.AfterCommit(() => dispatch.End(key));
    }

    private void Delete(SqliteStatements write, InstanceRow row)
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
