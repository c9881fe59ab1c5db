using Comic2Pdf.DurableTask.Sqlite.History;
using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using DurableTask.Core.Query;

namespace Comic2Pdf.DurableTask.Sqlite;

// The interfaces document their members.
#pragma warning disable CS1591

/// <summary>What clients ask for.</summary>
public sealed partial class SqliteOrchestrationService
    : IOrchestrationServiceClient,
        IOrchestrationServiceQueryClient,
        IOrchestrationServicePurgeClient
{
    private const int PurgeBatch = 256;

    /// <summary>Starts an instance whose id is not in use.</summary>
    /// <exception cref="OrchestrationAlreadyExistsException">There is one with this id, whatever its status.</exception>
    public Task CreateTaskOrchestrationAsync(TaskMessage creationMessage) =>
        CreateTaskOrchestrationAsync(creationMessage, dedupeStatuses: null);

    /// <summary>
    /// Starts an instance. One that has the id already is replaced, unless its status is among the given ones (null: any status). Of any
    /// number of simultaneous starts one wins; results for the replaced execution find nothing.
    /// </summary>
    /// <exception cref="OrchestrationAlreadyExistsException">There is one with this id in such a status.</exception>
    public Task CreateTaskOrchestrationAsync(TaskMessage creationMessage, OrchestrationStatus[]? dedupeStatuses)
    {
        if (creationMessage.Event is not ExecutionStartedEvent)
        {
            throw new ArgumentException("Only an ExecutionStarted event starts an instance.", nameof(creationMessage));
        }

        var start = new OutgoingMessage(creationMessage);
        ArgumentException.ThrowIfNullOrEmpty(start.InstanceId, nameof(creationMessage));
        return Database.WriteAsync(write => _statements.Create(write, start, dedupeStatuses ?? Enum.GetValues<OrchestrationStatus>()));
    }

    /// <summary>Delivers a message to an open instance. One for an instance that does not exist or is finished is dropped.</summary>
    public Task SendTaskOrchestrationMessageAsync(TaskMessage message) => SendTaskOrchestrationMessageBatchAsync(message);

    /// <inheritdoc cref="SendTaskOrchestrationMessageAsync"/>
    public Task SendTaskOrchestrationMessageBatchAsync(params TaskMessage[] messages)
    {
        var outgoing = Array.ConvertAll(messages, static m => new OutgoingMessage(m));
        return Database.WriteAsync(write => outgoing.Count(message => _statements.Send(write, message)));
    }

    public Task ForceTerminateTaskOrchestrationAsync(string instanceId, string? reason) =>
        SendTaskOrchestrationMessageAsync(
            new TaskMessage
            {
                OrchestrationInstance = new() { InstanceId = instanceId },
                Event = new ExecutionTerminatedEvent(-1, reason),
            }
        );

    /// <summary>
    /// Waits by signal for the end of an instance (of the given execution, if one is given); one that does not exist yet is waited for too.
    /// A timeout of more than 24 days, or one that is not positive, never ends.
    /// </summary>
    /// <returns>The state of the finished instance; null at the timeout, or when the instance is purged meanwhile.</returns>
    public async Task<OrchestrationState?> WaitForOrchestrationAsync(
        string instanceId,
        string? executionId,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed);
        using var timer =
            timeout > TimeSpan.Zero && timeout.TotalMilliseconds < int.MaxValue
                ? _time.CreateTimer(_ => cancellation.Cancel(), null, timeout, Timeout.InfiniteTimeSpan)
                : null;
        try
        {
            for (var existed = false; ; )
            {
                var end = Dispatch.Ends.Next(instanceId);
                var state = _reader.State(instanceId);
                if (state is null ? existed : state.OrchestrationStatus.IsFinished() && IsExecution(state, executionId))
                {
                    return state;
                }

                existed |= state is not null;
                await end.WaitAsync(cancellation.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && !_closed.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            Dispatch.Ends.Signal(instanceId);
        }
    }

    /// <summary>Completes with the next commit that changes the instance: ask first, then look at it, then await.</summary>
    public async Task NextChangeAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        try
        {
            await Dispatch.Changes.Next(instanceId).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Dispatch.Changes.Signal(instanceId);
            throw;
        }
    }

    public Task<IList<OrchestrationState>> GetOrchestrationStateAsync(string instanceId, bool allExecutions) =>
        Task.FromResult<IList<OrchestrationState>>(_reader.State(instanceId) is { } state ? [state] : []);

    public Task<OrchestrationState?> GetOrchestrationStateAsync(string instanceId, string? executionId) =>
        Task.FromResult(_reader.State(instanceId) is { } state && IsExecution(state, executionId) ? state : null);

    /// <returns>A JSON array of the events, which <see cref="HistoryJson.ReadEvents"/> reads; empty when there is no such execution.</returns>
    public Task<string> GetOrchestrationHistoryAsync(string instanceId, string? executionId)
    {
        var turns = _reader.Turns(instanceId, string.IsNullOrEmpty(executionId) ? null : executionId);
        return Task.FromResult($"[{string.Join(',', turns.Select(static t => t[1..^1]))}]");
    }

    /// <summary>A page of instances in the order of their ids. Times are inclusive; prefixes tell upper from lower case.</summary>
    public Task<OrchestrationQueryResult> GetOrchestrationWithQueryAsync(OrchestrationQuery query, CancellationToken cancellationToken) =>
        Task.Run(() => _reader.Query(query), cancellationToken);

    public async Task<PurgeResult> PurgeInstanceStateAsync(string instanceId) =>
        new(await Database.WriteAsync(write => _statements.Purge(write, instanceId)));

    /// <summary>Deletes finished instances, in batches, so that other writes do not wait; the filter's timeout ends it between two of them.</summary>
    public async Task<PurgeResult> PurgeInstanceStateAsync(PurgeInstanceFilter purgeInstanceFilter)
    {
        var (count, begin) = (0, _time.GetTimestamp());
        while (_reader.Purgeable(purgeInstanceFilter, PurgeBatch) is { Count: > 0 } ids)
        {
            if (_time.GetElapsedTime(begin) > purgeInstanceFilter.Timeout)
            {
                return new(count, isComplete: false);
            }

            count += await Database.WriteAsync(write => ids.Sum(id => _statements.Purge(write, id)));
        }

        return new(count, isComplete: true);
    }

    public Task PurgeOrchestrationHistoryAsync(DateTime thresholdDateTimeUtc, OrchestrationStateTimeRangeFilterType timeRangeFilterType) =>
        throw new NotSupportedException("Use PurgeInstanceStateAsync with a filter.");

    private static bool IsExecution(OrchestrationState state, string? executionId) =>
        string.IsNullOrEmpty(executionId) || state.OrchestrationInstance.ExecutionId == executionId;
}
