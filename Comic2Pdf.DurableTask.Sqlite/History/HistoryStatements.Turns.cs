using Comic2Pdf.DurableTask.Sqlite.Storage;
using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;

namespace Comic2Pdf.DurableTask.Sqlite.History;

/// <summary>What orchestrations and activities leave behind.</summary>
internal sealed partial class HistoryStatements
{
    /// <returns>False when the instance has been replaced, purged or ended meanwhile: then the turn has never happened.</returns>
    public bool Commit(SqliteWrite write, Turn turn)
    {
        if (Find(write, turn.Key) is not { IsFinished: false } row)
        {
            return false;
        }

        if (turn.State is not { } state)
        {
            // The framework found no execution in what it was given.
            return Fail(write, row.Key, InstanceErrors.HistoryBroken("there is no execution in it"));
        }

        if (turn.IsNewExecution)
        {
            write.Run("DELETE FROM history WHERE key = $1", row.Key);
        }

        write.Run("INSERT INTO history (key, turn, events) VALUES ($1, $2, $3)", row.Key, turn.Number, turn.Events);
        DeleteConsumed(write, turn);
        Update(write, turn, state);
        row = row with { ExecutionId = state.OrchestrationInstance.ExecutionId };
        if (turn.IsFinished)
        {
            DropPending(write, row.Key);
        }
        else
        {
            Schedule(write, turn, row);
        }

        foreach (var message in turn.Messages)
        {
            if (message.Message.Event is ExecutionStartedEvent)
            {
                CreateChild(write, row, message);
            }
            else
            {
                Send(write, message);
            }
        }

        write.AfterCommit(() => dispatch.Changed(row.Id, turn.IsFinished));
        return true;
    }

    /// <summary>Records an activity's result, once: a second result for the same scheduling finds nothing to complete.</summary>
    public bool Complete(SqliteWrite write, long activity, OutgoingMessage result)
    {
        var keys = write.Read("DELETE FROM activities WHERE id = $1 RETURNING key", static r => r.GetInt64(0), activity);
        if (keys.Count == 0)
        {
            logger.MessageDropped(result.Message.Event.EventType.ToString(), result.InstanceId);
            return false;
        }

        Deliver(write, keys[0], result);
        write.AfterCommit(() => dispatch.Activities.Drop([activity]));
        return true;
    }

    private static void DeleteConsumed(SqliteWrite write, Turn turn)
    {
        var last = turn.Consumed.Where(static m => !m.IsTimer).Select(static m => m.Row).DefaultIfEmpty().Max();
        if (last > 0)
        {
            write.Run("DELETE FROM inbox WHERE key = $1 AND id <= $2", turn.Key, last);
        }

        foreach (var timer in turn.Consumed.Where(static m => m.IsTimer))
        {
            write.Run("DELETE FROM timers WHERE id = $1", timer.Row);
        }
    }

    private void Update(SqliteWrite write, Turn turn, OrchestrationState state)
    {
        write.Run(
            """
            UPDATE instances SET execution_id = $2, status = $3, updated_at = $4, completed_at = $5, output = $6, custom_status = $7, failure = $8
            WHERE key = $1
            """,
            turn.Key,
            state.OrchestrationInstance.ExecutionId,
            (int)state.OrchestrationStatus,
            Now,
            turn.IsFinished ? state.CompletedTime.UtcTicks() : null,
            state.Output,
            state.Status,
            HistoryJson.SerializeOrNull(state.FailureDetails));
        if (turn.IsNewExecution)
        {
            write.Run(
                "UPDATE instances SET version = $2, created_at = $3, input = $4, tags = $5 WHERE key = $1",
                turn.Key, state.Version, state.CreatedTime.UtcTicks(), state.Input, HistoryJson.SerializeOrNull(state.Tags));
        }
    }

    private void Schedule(SqliteWrite write, Turn turn, InstanceRow row)
    {
        foreach (var activity in turn.Activities)
        {
            var id = write.Insert(
                "INSERT INTO activities (key, execution_id, event) VALUES ($1, $2, $3)", row.Key, activity.ExecutionId, activity.Event);
            write.AfterCommit(() => dispatch.Activities.Add(id, activity.Message));
        }

        // A timer of an execution that is over would only wake the next one for nothing.
        if (turn.IsNewExecution)
        {
            var old = write.Read("DELETE FROM timers WHERE key = $1 RETURNING due_at, id", static r => (r.GetInt64(0), r.GetInt64(1)), row.Key);
            write.AfterCommit(() => dispatch.Timers.Clear(old));
        }

        foreach (var timer in turn.Timers.Where(t => t.ExecutionId == row.ExecutionId))
        {
            SetTimer(write, row.Key, ((TimerFiredEvent)timer.Message.Event).FireAt.UtcTicks(), timer);
        }
    }

    private void CreateChild(SqliteWrite write, InstanceRow parent, OutgoingMessage child)
    {
        try
        {
            Create(write, child, Open);
        }
        catch (OrchestrationAlreadyExistsException e)
        {
            var task = ((ExecutionStartedEvent)child.Message.Event).ParentInstance.TaskScheduleId;
            Send(write, OutgoingMessage.To(
                parent.Id, parent.ExecutionId, new SubOrchestrationInstanceFailedEvent(-1, task, e.Message, details: null, new FailureDetails(e))));
        }
    }
}
