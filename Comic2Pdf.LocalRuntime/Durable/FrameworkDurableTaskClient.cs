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
    private readonly DataConverter _converter = converter ?? DurableJson.Converter;
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly InstanceReader _instances = new(service, time ?? TimeProvider.System);

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
        await Starter.StartAsync(id, start, DedupeStatuses.Of(options), cancellation);
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
        await _instances.RequireAsync(instanceId, Statuses.IsOpen, "raise an event for", cancellation);
        await SendAsync(instanceId, new EventRaisedEvent(-1, _converter.Serialize(eventPayload)) { Name = eventName });
    }

    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">The instance has finished or is suspended.</exception>
    public override async Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        await _instances.RequireAsync(
            instanceId,
            static s => Statuses.IsOpen(s) && s != OrchestrationStatus.Suspended,
            "suspend",
            cancellation
        );
        await SendAsync(instanceId, new ExecutionSuspendedEvent(-1, reason));
    }

    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">The instance is not suspended.</exception>
    public override async Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        await _instances.RequireAsync(instanceId, static s => s == OrchestrationStatus.Suspended, "resume", cancellation);
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
        await _instances.RequireAsync(instanceId, Statuses.IsOpen, "terminate", cancellation);
        var terminator = new InstanceTerminator(service, _instances);
        await terminator.TerminateAsync(instanceId, _converter.Serialize(options?.Output), options?.Recursive == true, cancellation);
    }

    /// <inheritdoc/>
    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) => await _instances.FindAsync(instanceId, cancellation) is { } state ? ToMetadata(state, getInputsAndOutputs) : null;

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
    ) => ToMetadata(await _instances.WaitForStartAsync(instanceId, cancellation), getInputsAndOutputs);

    /// <exception cref="InvalidOperationException">There is no such instance.</exception>
    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) => ToMetadata(await _instances.WaitForEndAsync(instanceId, cancellation), getInputsAndOutputs);

    /// <summary>Removes a finished instance. One that is open or missing is left alone and not counted.</summary>
    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId,
        PurgeInstanceOptions? options = null,
        CancellationToken cancellation = default
    ) => new(await Purger.PurgeAsync(instanceId, options?.Recursive == true, cancellation), isComplete: true);

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

        // Read in full first: what is removed would move the pages of what is left.
        var ids = new List<string>();
        await foreach (var instance in GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            ids.Add(instance.InstanceId);
        }

        return await Purger.PurgeAsync(ids, options?.Recursive == true, () => filter.Timeout <= _time.GetElapsedTime(begun), cancellation);
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
            ? await _instances.RequireAsync(instanceId, static _ => true, "restart", cancellation)
            : await _instances.RequireAsync(instanceId, static s => !Statuses.IsOpen(s), "restart", cancellation);
        var id = restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : instanceId;
        await Starter.StartAsync(
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

    private InstanceStarter Starter => new(service, _instances, _converter);

    private InstancePurger Purger => new(service, Part<IOrchestrationServicePurgeClient>(), _instances);

    private Task SendAsync(string instanceId, HistoryEvent message) =>
        service.SendTaskOrchestrationMessageAsync(
            new()
            {
                OrchestrationInstance = new() { InstanceId = instanceId },
                Event = message,
            }
        );

    private T Part<T>()
        where T : class =>
        service as T ?? throw new NotSupportedException($"The storage provider {service.GetType().Name} has no {typeof(T).Name}.");

    private OrchestrationMetadata ToMetadata(OrchestrationState state, bool payload) =>
        InstanceMetadata.Of(state, payload ? _converter : null);
}
