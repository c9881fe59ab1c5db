using Comic2Pdf.LocalRuntime.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.LocalRuntime.Engine;

/// <summary>The client of the one local hub. What it acknowledges is on disk.</summary>
internal sealed class LocalDurableTaskClient(
    HistoryWriter writer, HistoryReader reader, InstanceWaits waits, DataConverter converter, TimeProvider time) : DurableTaskClient("default")
{
    // So that a purge of very many does not keep others from the writer for long.
    private const int PurgeBatch = 200;

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default) =>
        ScheduleAsync(orchestratorName, converter.Serialize(input), options, cancellation);

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        cancellation.ThrowIfCancellationRequested();
        var message = new EventRaised(eventName, converter.Serialize(eventPayload));
        return writer.WriteAsync((statements, effects) => statements.Raise(instanceId, message, effects));
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, static m => m.RuntimeStatus != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, static m => m.IsCompleted, getInputsAndOutputs, cancellation);

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        var output = converter.Serialize(options?.Output);
        var recursive = options?.Recursive ?? false;
        return writer.WriteAsync((statements, effects) => statements.Terminate(instanceId, output, recursive, effects));
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return writer.WriteAsync((statements, effects) => statements.Suspend(instanceId, reason, effects));
    }

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return writer.WriteAsync((statements, effects) => statements.Resume(instanceId, reason, effects));
    }

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(reader.Get(instanceId, getInputsAndOutputs));
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new OrchestrationQuery();
        if (query.TaskHubNames is not null)
        {
            throw new NotSupportedException("The local runtime has one task hub; a query can not name others.");
        }

        return Pageable.Create((token, pageSize, cancellation) =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Task.FromResult(reader.Query(query, token ?? query.ContinuationToken, pageSize ?? query.PageSize));
        });
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        var recursive = options?.Recursive ?? false;
        return new(await writer.WriteAsync((statements, effects) => statements.Purge(instanceId, recursive, effects)), isComplete: true);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var start = time.GetTimestamp();
        var recursive = options?.Recursive ?? false;
        var query = new OrchestrationQuery(filter.CreatedFrom, filter.CreatedTo, FinishedOf(filter.Statuses), PageSize: PurgeBatch);
        var count = 0;
        await foreach (var page in GetAllInstancesAsync(query).AsPages().WithCancellation(cancellation))
        {
            if (filter.Timeout <= time.GetElapsedTime(start))
            {
                return new(count, isComplete: false);
            }

            count += await writer.WriteAsync((statements, effects) => page.Values.Sum(m => statements.Purge(m.InstanceId, recursive, effects)));
        }

        return new(count, isComplete: true);
    }

    public override Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var old = reader.Get(instanceId, payload: true)
            ?? throw new ArgumentException($"Cannot restart the orchestration instance {instanceId}: there is none with this id.", nameof(instanceId));
        if (!restartWithNewInstanceId && !old.IsCompleted)
        {
            throw new InvalidOperationException($"Cannot restart the orchestration instance {instanceId} because it is {old.RuntimeStatus}.");
        }

        var options = new StartOrchestrationOptions(restartWithNewInstanceId ? null : instanceId) { Tags = old.Tags };
        return ScheduleAsync(old.Name, old.SerializedInput, options, cancellation);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static OrchestrationRuntimeStatus[] FinishedOf(IEnumerable<OrchestrationRuntimeStatus>? wanted)
    {
        OrchestrationRuntimeStatus[] finished =
            [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];
        var statuses = wanted?.ToList();
        return statuses is { Count: > 0 } ? [.. finished.Where(statuses.Contains).DefaultIfEmpty((OrchestrationRuntimeStatus)(-1))] : finished;
    }

    private static IReadOnlyCollection<OrchestrationRuntimeStatus> ForbiddenBy(StartOrchestrationOptions? options)
    {
        if (options?.DedupeStatuses is not { } names)
        {
            return Statuses.Unfinished;
        }

        var forbidden = names.Select(n => Enum.Parse<OrchestrationRuntimeStatus>(n, ignoreCase: true)).ToHashSet();
        return forbidden.Contains(OrchestrationRuntimeStatus.Terminated) && !Statuses.Unfinished.All(forbidden.Contains)
            ? throw new ArgumentException(
                "DedupeStatuses names Terminated but not every running status: a running instance would be terminated and then forbid the new one.", nameof(options))
            : forbidden;
    }

    private async Task<string> ScheduleAsync(
        TaskName name, string? input, StartOrchestrationOptions? options, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(name.Name))
        {
            throw new ArgumentNullException(nameof(name));
        }

        var id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        InstanceIds.Check(id);
        cancellation.ThrowIfCancellationRequested();
        var request = new NewInstance(id, name.Name, input)
        {
            StartAt = options?.StartAt?.UtcDateTime,
            Tags = options?.Tags,
            Forbidden = ForbiddenBy(options),
        };
        await writer.WriteAsync((statements, effects) => statements.Create(request, effects));
        return id;
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string id, Func<OrchestrationMetadata, bool> until, bool payload, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        while (true)
        {
            var change = waits.NextChange(id);
            var found = reader.Get(id, payload)
                ?? throw new InvalidOperationException($"There is no orchestration instance with the ID {id}.");
            if (until(found))
            {
                return found;
            }

            await change.WaitAsync(cancellation);
        }
    }
}
