using Comic2Pdf.DurableTask.Sqlite.Storage;
using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;

namespace Comic2Pdf.DurableTask.Sqlite.History;

/// <summary>What orchestrations and activities leave behind.</summary>
internal sealed partial class HistoryStatements
{
    private static readonly OrchestrationStatus[] Open =
    [
        OrchestrationStatus.Pending,
        OrchestrationStatus.Running,
        OrchestrationStatus.Suspended,
    ];

    /// <returns>False when the instance has been replaced, purged or ended meanwhile: then the turn has never happened.</returns>
    public bool Commit(SqliteStatements write, Turn turn)
    {
        if (Find(write, turn.Key) is not { IsFinished: false } row)
        {
            return false;
        }

        if (turn.State is not { } state)
        {
            // The framework found no execution in what it was given.
            Fail(write, row.Key, InstanceErrors.HistoryBroken("there is no execution in it"));
            return false;
        }

        if (turn.IsNewExecution)
        {
            write.Run("DELETE FROM history WHERE key = $1", row.Key);
            // A timer of an execution that is over would only wake the next one for nothing.
            DropTimers(write, row.Key);
        }

        write.Run("INSERT INTO history (key, turn, events) VALUES ($1, $2, $3)", row.Key, turn.Number, turn.Events);
        write.Run(
            "DELETE FROM inbox WHERE key = $1 AND id <= $2",
            row.Key,
            turn.Consumed.Where(static m => !m.IsTimer).Select(static m => m.Row).DefaultIfEmpty().Max()
        );
        foreach (var timer in turn.Consumed.Where(static m => m.IsTimer))
        {
            write.Run("DELETE FROM timers WHERE id = $1", timer.Row);
        }

        row = Update(write, turn, row, state);
        if (row.IsFinished)
        {
            DropPending(write, row.Key);
        }
        else
        {
            Schedule(write, turn, row);
        }

        foreach (var message in turn.Messages)
        {
            _ = message.Event is ExecutionStartedEvent start ? CreateChild(write, row, message, start) : Send(write, message);
        }

        write.AfterCommit(() => dispatch.Changed(row.Id, row.IsFinished));
        return true;
    }

    /// <summary>Records an activity's result, once: a second result for the same scheduling finds nothing to complete.</summary>
    public bool Complete(SqliteStatements write, long activity, OutgoingMessage result)
    {
        if (write.Read("DELETE FROM activities WHERE id = $1 RETURNING key", static r => r.GetInt64(0), activity) is not [var key])
        {
            logger.MessageDropped(result.Event.EventType.ToString(), result.InstanceId);
            return false;
        }

        Deliver(write, key, result);
        write.AfterCommit(() => dispatch.DropActivities([activity]));
        return true;
    }

    private InstanceRow Update(SqliteStatements write, Turn turn, InstanceRow row, OrchestrationState state)
    {
        row = row with { ExecutionId = state.OrchestrationInstance.ExecutionId, Status = state.OrchestrationStatus };
        write.Run(
            """
            UPDATE instances SET execution_id = $2, status = $3, updated_at = $4, completed_at = $5, output = $6, custom_status = $7, failure = $8
            WHERE key = $1
            """,
            row.Key,
            row.ExecutionId,
            (int)row.Status,
            Now,
            row.IsFinished ? state.CompletedTime.UtcTicks() : null,
            state.Output,
            state.Status,
            HistoryJson.SerializeOrNull(state.FailureDetails)
        );
        if (turn.IsNewExecution)
        {
            write.Run(
                "UPDATE instances SET version = $2, created_at = $3, input = $4, tags = $5 WHERE key = $1",
                row.Key,
                state.Version,
                state.CreatedTime.UtcTicks(),
                state.Input,
                HistoryJson.SerializeOrNull(state.Tags)
            );
        }

        return row;
    }

    private void Schedule(SqliteStatements write, Turn turn, InstanceRow row)
    {
        foreach (var activity in turn.Activities)
        {
            var id = write.Insert(
                "INSERT INTO activities (key, execution_id, event) VALUES ($1, $2, $3)",
                row.Key,
                activity.ExecutionId,
                activity.Text
            );
            write.AfterCommit(() => dispatch.AddActivity(id, activity.Message));
        }

        foreach (var timer in turn.Timers.Where(t => t.ExecutionId == row.ExecutionId))
        {
            SetTimer(write, row.Key, ((TimerFiredEvent)timer.Event).FireAt.UtcTicks(), timer);
        }
    }

    private bool CreateChild(SqliteStatements write, InstanceRow parent, OutgoingMessage child, ExecutionStartedEvent start)
    {
        try
        {
            return Create(write, child, Open);
        }
        catch (OrchestrationAlreadyExistsException e)
        {
            return Send(
                write,
                new OutgoingMessage(
                    parent.Id,
                    parent.ExecutionId,
                    new SubOrchestrationInstanceFailedEvent(
                        -1,
                        start.ParentInstance.TaskScheduleId,
                        e.Message,
                        details: null,
                        new FailureDetails(e)
                    )
                )
            );
        }
    }
}
