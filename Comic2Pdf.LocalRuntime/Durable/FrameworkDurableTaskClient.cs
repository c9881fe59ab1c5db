using System.Diagnostics;
using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Query;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using CoreQuery = DurableTask.Core.Query.OrchestrationQuery;
using OrchestrationQuery = Microsoft.DurableTask.Client.OrchestrationQuery;
using PurgeResult = Microsoft.DurableTask.Client.PurgeResult;

namespace Comic2Pdf.LocalRuntime.Durable;

/// <summary>
/// The client of Microsoft.DurableTask over the Durable Task Framework's client interfaces. It behaves as that of the Functions host with Azure Storage:
/// requests that an instance's state forbids throw, a failed instance has its error as plain text in SerializedOutput and no FailureDetails, and
/// inputs, outputs and the custom status are there only when asked for; a custom status that was never set is the text "null".
/// </summary>
/// <param name="service">The storage provider; its query and purge interfaces too where it has them.</param>
/// <param name="converter">Default: <see cref="DurableJson.Converter"/>.</param>
/// <param name="defaultVersion">The version of instances that are started without one (defaultVersion of host.json). Default: none.</param>
/// <param name="time">The clock of <see cref="WaitForInstanceStartAsync"/>'s looks and of the purge's time limit.</param>
public sealed class FrameworkDurableTaskClient(
    IOrchestrationServiceClient service,
    DataConverter? converter = null,
    string defaultVersion = "",
    TimeProvider? time = null
) : DurableTaskClient("default")
{
    // A provider's wait takes a limit; this one is renewed.
    private static readonly TimeSpan WaitLimit = TimeSpan.FromDays(1);
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(1);

    private readonly DataConverter _converter = converter ?? DurableJson.Converter;
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Starts an instance. An id whose instance is open is refused unless the dedupe statuses of the options say otherwise: then that instance is terminated first.</summary>
    /// <exception cref="ArgumentException">The id or a dedupe status is not valid.</exception>
    /// <exception cref="global::DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException">The id has an instance whose status is among the dedupe statuses.</exception>
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        var start = new ExecutionStartedEvent(-1, _converter.Serialize(input))
        {
            Name = orchestratorName.Name,
            Version = options?.Version is { } version ? version.Version : defaultVersion,
            ScheduledStartTime = options?.StartAt?.UtcDateTime,
            Tags = options?.Tags.ToDictionary(),
        };
        var id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        await CreateAsync(id, start, DedupeStatuses.Of(options), cancellation);
        return id;
    }

    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">The instance has finished.</exception>
    public override async Task RaiseEventAsync(
        string instanceId,
        string eventName,
        object? eventPayload = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        await RequireAsync(instanceId, Statuses.IsOpen, "raise an event for", cancellation);
        await SendAsync(instanceId, new EventRaisedEvent(-1, _converter.Serialize(eventPayload)) { Name = eventName });
    }

    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">The instance has finished or is suspended.</exception>
    public override async Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        await RequireAsync(instanceId, static s => Statuses.IsOpen(s) && s != OrchestrationStatus.Suspended, "suspend", cancellation);
        await SendAsync(instanceId, new ExecutionSuspendedEvent(-1, reason));
    }

    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">The instance is not suspended.</exception>
    public override async Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        await RequireAsync(instanceId, static s => s == OrchestrationStatus.Suspended, "resume", cancellation);
        await SendAsync(instanceId, new ExecutionResumedEvent(-1, reason));
    }

    /// <summary>Terminates an instance; with <see cref="TerminateInstanceOptions.Recursive"/> also its open sub-orchestrations, once it has ended itself.</summary>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">The instance has finished.</exception>
    public override async Task TerminateInstanceAsync(
        string instanceId,
        TerminateInstanceOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        await RequireAsync(instanceId, Statuses.IsOpen, "terminate", cancellation);
        var reason = _converter.Serialize(options?.Output);
        await service.ForceTerminateTaskOrchestrationAsync(instanceId, reason);
        if (options?.Recursive == true)
        {
            await TerminateChildrenAsync(instanceId, reason, cancellation);
        }
    }

    /// <inheritdoc/>
    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) => await StateAsync(instanceId, cancellation) is { } state ? ToMetadata(state, getInputsAndOutputs) : null;

    /// <exception cref="NotSupportedException">The query names task hubs: a client has one.</exception>
    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var queries = Part<IOrchestrationServiceQueryClient>();
        var query = filter ?? new OrchestrationQuery();
        if (query.TaskHubNames is not null)
        {
            throw new NotSupportedException("This client has one task hub; a query can not name others.");
        }

        return Pageable.Create(
            async (token, pageSize, cancellation) =>
            {
                var found = await queries.GetOrchestrationWithQueryAsync(
                    new CoreQuery
                    {
                        RuntimeStatus = query.Statuses?.Select(Statuses.ToCore).ToList(),
                        CreatedTimeFrom = query.CreatedFrom?.UtcDateTime,
                        CreatedTimeTo = query.CreatedTo?.UtcDateTime,
                        PageSize = pageSize ?? query.PageSize,
                        ContinuationToken = token ?? query.ContinuationToken,
                        InstanceIdPrefix = query.InstanceIdPrefix,
                        FetchInputsAndOutputs = query.FetchInputsAndOutputs,
                    },
                    cancellation
                );
                return new Page<OrchestrationMetadata>(
                    [.. found.OrchestrationState.Select(s => ToMetadata(s, query.FetchInputsAndOutputs))],
                    found.ContinuationToken
                );
            }
        );
    }

    /// <exception cref="InvalidOperationException">There is no such instance.</exception>
    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    )
    {
        // The framework has no signal for this, so look, ever more rarely.
        for (var pause = FirstLook; ; pause = pause * 2 < LongestLook ? pause * 2 : LongestLook)
        {
            var state = await StateAsync(instanceId, cancellation) ?? throw Missing(instanceId);
            if (state.OrchestrationStatus != OrchestrationStatus.Pending)
            {
                return ToMetadata(state, getInputsAndOutputs);
            }

            await Task.Delay(pause, _time, cancellation);
        }
    }

    /// <exception cref="InvalidOperationException">There is no such instance.</exception>
    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    )
    {
        if (await StateAsync(instanceId, cancellation) is null)
        {
            throw Missing(instanceId);
        }

        while (true)
        {
            var end = await service.WaitForOrchestrationAsync(instanceId, executionId: null, WaitLimit, cancellation);
            cancellation.ThrowIfCancellationRequested();
            if (end is not null)
            {
                return ToMetadata(end, getInputsAndOutputs);
            }
        }
    }

    /// <summary>Removes a finished instance. One that is open or missing is left alone and not counted.</summary>
    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId,
        PurgeInstanceOptions? options = null,
        CancellationToken cancellation = default
    ) => new(await PurgeAsync(instanceId, options?.Recursive == true, cancellation), isComplete: true);

    /// <summary>Removes the finished instances that the filter takes.</summary>
    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter,
        PurgeInstanceOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(filter);
        var begun = _time.GetTimestamp();
        var query = new OrchestrationQuery(filter.CreatedFrom, filter.CreatedTo, Statuses.FinishedOf(filter.Statuses));
        var count = 0;
        // Read in full first: what is removed would move the pages of what is left.
        foreach (var id in await IdsAsync(query, cancellation))
        {
            if (filter.Timeout <= _time.GetElapsedTime(begun))
            {
                return new(count, isComplete: false);
            }

            count += await PurgeAsync(id, options?.Recursive == true, cancellation);
        }

        return new(count, isComplete: true);
    }

    /// <summary>Starts a finished instance anew with the input it had, in the default version; or a copy of any instance under a new id.</summary>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">The instance is open and is to keep its id.</exception>
    public override async Task<string> RestartAsync(
        string instanceId,
        bool restartWithNewInstanceId = false,
        CancellationToken cancellation = default
    )
    {
        var old = restartWithNewInstanceId
            ? await RequireAsync(instanceId, static _ => true, "restart", cancellation)
            : await RequireAsync(instanceId, static s => !Statuses.IsOpen(s), "restart", cancellation);
        var id = restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : instanceId;
        await CreateAsync(
            id,
            new(-1, old.Input)
            {
                Name = old.Name,
                Version = defaultVersion,
                Tags = old.Tags,
            },
            DedupeStatuses.Default,
            cancellation
        );
        return id;
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static InvalidOperationException Missing(string instanceId) =>
        new($"There is no orchestration instance with the ID {instanceId}.");

    private async Task CreateAsync(string id, ExecutionStartedEvent start, OrchestrationStatus[] dedupe, CancellationToken cancellation)
    {
        InstanceIds.Check(id);
        if (
            !DedupeStatuses.KeepsEveryOpenInstance(dedupe)
            && await StateAsync(id, cancellation) is { } old
            && Statuses.IsOpen(old.OrchestrationStatus)
            && !dedupe.Contains(old.OrchestrationStatus)
        )
        {
            await service.ForceTerminateTaskOrchestrationAsync(id, _converter.Serialize("A new instance with the same ID was started."));
            await WaitForInstanceCompletionAsync(id, cancellation);
        }

        cancellation.ThrowIfCancellationRequested();
        start.OrchestrationInstance = new() { InstanceId = id, ExecutionId = Guid.NewGuid().ToString("N") };
        start.ParentTraceContext = Activity.Current is { Id: { } trace } current ? new(trace, current.TraceStateString) : null;
        await service.CreateTaskOrchestrationAsync(new() { OrchestrationInstance = start.OrchestrationInstance, Event = start }, dedupe);
    }

    private Task SendAsync(string instanceId, HistoryEvent message) =>
        service.SendTaskOrchestrationMessageAsync(
            new()
            {
                OrchestrationInstance = new() { InstanceId = instanceId },
                Event = message,
            }
        );

    private async Task<OrchestrationState?> StateAsync(string instanceId, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return (await service.GetOrchestrationStateAsync(instanceId, allExecutions: false))?.FirstOrDefault(s => s is not null);
    }

    private async Task<OrchestrationState> RequireAsync(
        string instanceId,
        Func<OrchestrationStatus, bool> allowed,
        string what,
        CancellationToken cancellation
    )
    {
        var state =
            await StateAsync(instanceId, cancellation)
            ?? throw new ArgumentException(
                $"Cannot {what} the orchestration instance {instanceId}: there is none with this ID.",
                nameof(instanceId)
            );
        return allowed(state.OrchestrationStatus)
            ? state
            : throw new InvalidOperationException(
                $"Cannot {what} the orchestration instance {instanceId} because it is {state.OrchestrationStatus}."
            );
    }

    private async Task TerminateChildrenAsync(string instanceId, string? reason, CancellationToken cancellation)
    {
        // An instance that has ended starts no more children, so its history names all of them.
        await WaitForInstanceCompletionAsync(instanceId, cancellation);
        foreach (var child in await ChildInstances.OfAsync(service, instanceId))
        {
            if (await StateAsync(child, cancellation) is { } state && Statuses.IsOpen(state.OrchestrationStatus))
            {
                await service.ForceTerminateTaskOrchestrationAsync(child, reason);
            }

            if (await StateAsync(child, cancellation) is not null)
            {
                await TerminateChildrenAsync(child, reason, cancellation);
            }
        }
    }

    private async Task<int> PurgeAsync(string instanceId, bool recursive, CancellationToken cancellation)
    {
        // Asked here, because Azure Storage removes the rows of a running instance too.
        if (await StateAsync(instanceId, cancellation) is not { } state || Statuses.IsOpen(state.OrchestrationStatus))
        {
            return 0;
        }

        var children = recursive ? await ChildInstances.OfAsync(service, instanceId) : [];
        var count = (await Part<IOrchestrationServicePurgeClient>().PurgeInstanceStateAsync(instanceId)).DeletedInstanceCount;
        foreach (var child in children)
        {
            count += await PurgeAsync(child, recursive, cancellation);
        }

        return count;
    }

    private async Task<List<string>> IdsAsync(OrchestrationQuery query, CancellationToken cancellation)
    {
        var ids = new List<string>();
        await foreach (var instance in GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            ids.Add(instance.InstanceId);
        }

        return ids;
    }

    private T Part<T>()
        where T : class =>
        service as T ?? throw new NotSupportedException($"The storage provider {service.GetType().Name} has no {typeof(T).Name}.");

    private OrchestrationMetadata ToMetadata(OrchestrationState state, bool payload) =>
        InstanceMetadata.Of(state, payload ? _converter : null);
}
