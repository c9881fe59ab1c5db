using Comic2Pdf.LocalRuntime.History;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;

namespace Comic2Pdf.LocalRuntime.Engine;

/// <summary>
/// The decisions of an orchestrator and the tasks that wait for their outcome, by number. Decisions that a replay makes again are
/// crossed off against the recorded ones; those that are left at the end are the turn's new ones.
/// </summary>
internal sealed class OpenTasks
{
    private readonly Dictionary<int, (Decision Decision, TaskCompletionSource<string?> Outcome)> open = [];
    private readonly SortedDictionary<int, Decision> undecided = [];
    private readonly HashSet<int> timersDone = [];
    private int nextId;

    public DateTime Now { get; set; }

    public bool IsReplaying { get; set; }

    /// <summary>An instance can not end while something that it has started is open, awaited or not.</summary>
    public bool Any => open.Count > 0;

    public IReadOnlyList<Decision> NewDecisions => [.. undecided.Values];

    /// <summary>Timers that have fired or been cancelled since <see cref="ForgetTimersDone"/>.</summary>
    public IReadOnlyCollection<int> TimersDone => timersDone;

    public void ForgetTimersDone() => timersDone.Clear();

    public int Decide(Func<int, Decision> decide)
    {
        var decision = decide(nextId++);
        undecided.Add(decision.Id, decision);
        return decision.Id;
    }

    public Task<string?> Add(Func<int, Decision> decide) => Open(decide).Outcome.Task;

    public Task AddTimer(Func<int, Decision> decide, Action checkThread, CancellationToken cancellation)
    {
        var (id, outcome) = Open(decide);
        cancellation.Register(() =>
        {
            checkThread();
            if (outcome.TrySetCanceled(cancellation))
            {
                open.Remove(id);
                timersDone.Add(id);
            }
        });
        return outcome.Task;
    }

    /// <exception cref="NonDeterministicOrchestrationException">The code has not made this decision this time.</exception>
    public void Confirm(Decision recorded)
    {
        if (!undecided.Remove(recorded.Id, out var made))
        {
            throw new NonDeterministicOrchestrationException(
                recorded.Id, $"the history has {recorded}, but the orchestrator has not come to it again. Was its code changed while the instance ran, or does it depend on something random?");
        }

        if (!made.Matches(recorded))
        {
            throw new NonDeterministicOrchestrationException(
                recorded.Id, $"the history has {recorded}, but the orchestrator now has {made} in its place. Was its code changed while the instance ran, or does it depend on something random?");
        }
    }

    /// <summary>After a recorded turn has been replayed. The real engine lets a surplus decision pass for a new one; here it is an error at once.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">The code has decided more than it did then.</exception>
    public void RequireNothingNew()
    {
        foreach (var surplus in undecided.Values)
        {
            throw new NonDeterministicOrchestrationException(
                surplus.Id, $"the orchestrator now has {surplus}, which its history does not have at this point. Was its code changed while the instance ran, or does it depend on something random?");
        }
    }

    public void Complete(int id, string? result)
    {
        if (open.Remove(id, out var task))
        {
            task.Outcome.SetResult(result);
        }
    }

    public void Fire(int id)
    {
        timersDone.Add(id);
        Complete(id, result: null);
    }

    public void Fail(int id, Failure failure)
    {
        if (!open.Remove(id, out var task))
        {
            return;
        }

        var name = task.Decision switch
        {
            TaskScheduled t => t.Name,
            SubOrchestrationCreated s => s.Name,
            _ => string.Empty,
        };
        var exception = new TaskFailedException(name, id, failure.ToDetails());
        if (failure.IsFinal)
        {
            exception.Data[nameof(Failure.IsFinal)] = true;
        }

        task.Outcome.SetException(exception);
    }

    private (int Id, TaskCompletionSource<string?> Outcome) Open(Func<int, Decision> decide)
    {
        var id = Decide(decide);
        var outcome = new TaskCompletionSource<string?>();
        open.Add(id, (undecided[id], outcome));
        return (id, outcome);
    }
}
