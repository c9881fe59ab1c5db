using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.LocalRuntime.History;

/// <summary>What orchestrations and activities leave behind.</summary>
internal sealed partial class HistoryStatements
{
    /// <summary>The task number of the timer that starts an instance later; tasks count from 0.</summary>
    public const int DelayedStart = -1;

    private readonly Statement appendTurn;
    private readonly Statement updateInstance;
    private readonly Statement insertActivity;
    private readonly Statement deleteTimer;
    private readonly Statement deleteActivity;
    private readonly Statement deleteStartTimer;

    /// <returns>False when the instance has been replaced, purged or ended meanwhile: then the turn has never happened.</returns>
    public bool Commit(TurnCommit turn, CommitEffects effects)
    {
        var key = turn.Instance.Key;
        if (Find(key) is not { IsFinished: false } row)
        {
            return false;
        }

        appendTurn.Run(key, turn.Turn, HistoryJson.Write(turn.Events));
        deleteInbox.Run(key, turn.ConsumedUpTo);
        foreach (var task in turn.TimersDone)
        {
            ClearTimer(key, task, effects);
        }

        foreach (var decision in turn.Decisions)
        {
            Carry(turn, decision, effects);
        }

        if (turn.IsFinished)
        {
            DropPending(key, effects);
            TellParent(row, turn, effects);
        }

        updateInstance.Run(key, (int)turn.Status, Now.Ticks, turn.CustomStatus, turn.Output, turn.SetsCustomStatus);
        if (turn.Next is { } next)
        {
            BeginAnew(turn.Instance, next, effects);
        }

        effects.Changed.Add(turn.Instance.Id);
        return true;
    }

    /// <summary>Records an activity's result, once: a second result for the same scheduling finds nothing to complete.</summary>
    public bool Complete(ActivityItem activity, HistoryEvent result, CommitEffects effects)
    {
        if (deleteActivity.Run(activity.Id) == 0 || Find(activity.Key) is not { IsFinished: false } row)
        {
            return false;
        }

        Deliver(row.Instance, result, effects);
        return true;
    }

    /// <summary>An instance was seen to await what is not durable, after its turn was over.</summary>
    public bool Abort(long key, Failure failure, CommitEffects effects)
    {
        if (Find(key) is not { IsFinished: false } row)
        {
            return false;
        }

        Deliver(row.Instance, new ExecutionAborted(failure), effects);
        return true;
    }

    private (Statement AppendTurn, Statement UpdateInstance, Statement InsertActivity, Statement DeleteTimer, Statement DeleteActivity,
        Statement DeleteStartTimer) PrepareTurns() => (
        Prepare("INSERT INTO history (key, turn, events) VALUES ($1, $2, $3)", 3),
        Prepare("UPDATE instances SET status = $2, updated_at = $3, custom_status = IIF($6, $4, custom_status), output = $5 WHERE key = $1", 6),
        Prepare("INSERT INTO activities (key, task, name, input) VALUES ($1, $2, $3, $4) RETURNING id", 4),
        Prepare("DELETE FROM timers WHERE key = $1 AND task = $2 RETURNING due_at", 2),
        Prepare("DELETE FROM activities WHERE id = $1", 1),
        Prepare("DELETE FROM timers WHERE key = $1 AND task = $2", 2));

    private void ClearTimer(long key, int task, CommitEffects effects)
    {
        if (deleteTimer.Scalar(key, task) is long due)
        {
            effects.TimersCleared.Add(new DurableTimer(new DateTime(due, DateTimeKind.Utc), key, task));
        }
    }

    private void Carry(TurnCommit turn, Decision decision, CommitEffects effects)
    {
        var key = turn.Instance.Key;
        switch (decision)
        {
            case TaskScheduled task:
                var id = (long)insertActivity.Scalar(key, task.Id, task.Name, task.Input)!;
                effects.Activities.Add(new ActivityItem(id, key, turn.Instance.Id, task.Id, task.Name, task.Input));
                break;
            case TimerCreated timer when !turn.TimersDone.Contains(timer.Id):
                SetTimer(new DurableTimer(timer.FireAt, key, timer.Id), effects);
                break;
            case SubOrchestrationCreated child:
                CreateChild(turn.Instance, child, effects);
                break;
            case EventSent sent when Find(sent.InstanceId) is { IsFinished: false } target:
                Deliver(target.Instance, new EventRaised(sent.Name, sent.Input), effects);
                break;
        }
    }

    private void CreateChild(InstanceRef parent, SubOrchestrationCreated child, CommitEffects effects)
    {
        try
        {
            var request = new NewInstance(child.InstanceId, child.Name, child.Input)
            {
                Parent = parent,
                ParentTask = child.Id,
                Forbidden = Statuses.Unfinished,
            };
            Create(request, effects);
        }
        catch (OrchestrationAlreadyExistsException e)
        {
            Deliver(parent, new SubOrchestrationFailed(child.Id, Failure.Of(e)), effects);
        }
    }

    private void TellParent(InstanceRow row, TurnCommit turn, CommitEffects effects)
    {
        if (row.ParentKey is { } parentKey && Find(parentKey) is { IsFinished: false } parent)
        {
            HistoryEvent message = turn.Status is OrchestrationRuntimeStatus.Completed
                ? new SubOrchestrationCompleted(row.ParentTask, turn.Output)
                : new SubOrchestrationFailed(row.ParentTask, turn.Failure!);
            Deliver(parent.Instance, message, effects);
        }
    }

    private void BeginAnew(InstanceRef instance, NewExecution next, CommitEffects effects)
    {
        deleteHistory.Run(instance.Key);
        setInput.Run(instance.Key, next.Input);
        Deliver(instance, new ExecutionStarted(next.Input), effects);
        foreach (var message in next.Events)
        {
            Deliver(instance, message, effects);
        }
    }
}
