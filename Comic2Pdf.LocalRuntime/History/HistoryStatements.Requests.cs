using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.LocalRuntime.History;

/// <summary>What clients and parents ask for.</summary>
internal sealed partial class HistoryStatements
{
    /// <exception cref="OrchestrationAlreadyExistsException">There is one with this id in a forbidden status.</exception>
    public InstanceRef Create(NewInstance request, CommitEffects effects)
    {
        var existing = Find(request.Id);
        if (existing is not null && request.Forbidden.Contains(existing.Status))
        {
            throw new OrchestrationAlreadyExistsException($"An orchestration instance with the ID {request.Id} already exists; it is {existing.Status}.");
        }

        if (existing is not null)
        {
            Delete(existing, effects);
        }

        var now = Now;
        var key = (long)insertInstance.Scalar(
            request.Id,
            request.Name,
            (int)OrchestrationRuntimeStatus.Pending,
            now.Ticks,
            request.Input,
            request.Tags is null ? null : HistoryJson.WriteTags(request.Tags),
            request.Parent?.Key,
            request.Parent is null ? null : request.ParentTask)!;
        var instance = new InstanceRef(key, request.Id, request.Name, request.Parent?.Id, request.Parent?.Name);
        if (request.StartAt > now)
        {
            SetTimer(new DurableTimer(request.StartAt.Value, key, DelayedStart), effects);
        }
        else
        {
            Deliver(instance, new ExecutionStarted(request.Input), effects);
        }

        effects.Changed.Add(request.Id);
        return instance;
    }

    /// <summary>The time of a scheduled start has come.</summary>
    public bool StartDelayed(long key, CommitEffects effects)
    {
        if (deleteStartTimer.Run(key, DelayedStart) == 0 || Find(key) is not { IsFinished: false } row)
        {
            return false;
        }

        Deliver(row.Instance, new ExecutionStarted(inputOf.Scalar(key) as string), effects);
        return true;
    }

    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">It is finished.</exception>
    public bool Raise(string id, EventRaised message, CommitEffects effects)
    {
        Deliver(Require(id, "raise an event to", static s => !Statuses.IsFinished(s)).Instance, message, effects);
        return true;
    }

    /// <inheritdoc cref="Raise"/>
    public bool Suspend(string id, string? reason, CommitEffects effects)
    {
        var row = Require(id, "suspend", static s => s is OrchestrationRuntimeStatus.Pending or OrchestrationRuntimeStatus.Running);
        Deliver(row.Instance, new ExecutionSuspended(reason), effects);
        return true;
    }

    /// <inheritdoc cref="Raise"/>
    public bool Resume(string id, string? reason, CommitEffects effects)
    {
        var row = Require(id, "resume", static s => s is OrchestrationRuntimeStatus.Suspended);
        Deliver(row.Instance, new ExecutionResumed(reason), effects);
        return true;
    }

    /// <inheritdoc cref="Raise"/>
    public bool Terminate(string id, string? output, bool recursive, CommitEffects effects)
    {
        Terminate(Require(id, "terminate", static s => !Statuses.IsFinished(s)), output, recursive, effects);
        return true;
    }

    /// <summary>Deletes a finished instance. One that is not finished stays.</summary>
    /// <returns>How many were deleted.</returns>
    public int Purge(string id, bool recursive, CommitEffects effects) =>
        Find(id) is { IsFinished: true } row ? Purge(row, recursive, effects) : 0;

    private int Purge(InstanceRow row, bool recursive, CommitEffects effects)
    {
        var count = 1;
        foreach (var child in recursive ? ChildrenOf(row.Key) : [])
        {
            count += child.IsFinished ? Purge(child, recursive, effects) : 0;
        }

        Delete(row, effects);
        return count;
    }

    private void Terminate(InstanceRow row, string? output, bool recursive, CommitEffects effects)
    {
        Deliver(row.Instance, new ExecutionTerminated(output), effects);
        foreach (var child in recursive ? ChildrenOf(row.Key) : [])
        {
            if (!child.IsFinished)
            {
                Terminate(child, output, recursive, effects);
            }
        }
    }

    private List<InstanceRow> ChildrenOf(long key)
    {
        var keys = new List<long>();
        using (var reader = children.Read(key))
        {
            while (reader.Read())
            {
                keys.Add(reader.GetInt64(0));
            }
        }

        return keys.ConvertAll(k => Find(k)!);
    }

    private InstanceRow Require(string id, string what, Func<OrchestrationRuntimeStatus, bool> allowed)
    {
        var row = Find(id) ?? throw new ArgumentException($"Cannot {what} the orchestration instance {id}: there is none with this id.", nameof(id));
        return allowed(row.Status)
            ? row
            : throw new InvalidOperationException($"Cannot {what} the orchestration instance {id} because it is {row.Status}.");
    }
}
