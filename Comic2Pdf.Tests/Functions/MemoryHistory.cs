using System.Text.Json;
using Comic2Pdf.Functions.Jobs;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace Comic2Pdf.Tests.Functions;

/// <summary>A history in memory, for tests of what starts jobs and asks for them: nothing runs in it, a test says how far an orchestration is.</summary>
internal sealed class MemoryHistory(TimeProvider time) : DurableTaskClient("memory")
{
    private readonly Dictionary<string, OrchestrationMetadata> _instances = new(StringComparer.Ordinal);

    /// <summary>Instance ids of what was started, in order.</summary>
    public List<string> Started { get; } = [];

    /// <summary>Events that were raised: the instance and what it was told.</summary>
    public List<(string Instance, object? Payload)> Raised { get; } = [];

    /// <summary>The input that an instance was started with.</summary>
    public JobInput InputOf(string jobKey) => _instances[jobKey].ReadInputAs<JobInput>()!;

    /// <summary>A job gets to a state; a final one ends its orchestration unless told otherwise.</summary>
    public void Enter(string jobKey, string state, JobError? error = null, bool? isOpen = null)
    {
        var job = JobRecord.Discovered(InputOf(jobKey)) with { State = state, Error = error };
        Set(
            jobKey,
            isOpen ?? !JobStates.IsFinal(state) ? OrchestrationRuntimeStatus.Running : OrchestrationRuntimeStatus.Completed,
            new JobStatus(job, [], "run", 1)
        );
    }

    /// <summary>An orchestration ends by itself, or is ended from outside.</summary>
    public void Set(string jobKey, OrchestrationRuntimeStatus runtime, JobStatus? status = null)
    {
        var old = _instances[jobKey];
        _instances[jobKey] = Instance(
            jobKey,
            old.Name,
            runtime,
            old.SerializedInput,
            status is null ? old.SerializedCustomStatus : JsonSerializer.Serialize(status)
        );
    }

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        var id = options!.InstanceId!;
        if (_instances.TryGetValue(id, out var old) && !old.IsCompleted)
        {
            throw new OrchestrationAlreadyExistsException(id);
        }

        _instances[id] = Instance(
            id,
            orchestratorName.Name,
            OrchestrationRuntimeStatus.Pending,
            JsonSerializer.Serialize(input),
            status: null
        );
        Started.Add(id);
        return Task.FromResult(id);
    }

    public override Task RaiseEventAsync(
        string instanceId,
        string eventName,
        object? eventPayload = null,
        CancellationToken cancellation = default
    )
    {
        Raised.Add((instanceId, eventPayload));
        return Task.CompletedTask;
    }

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) => Task.FromResult(_instances.GetValueOrDefault(instanceId));

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    )
    {
        while (!_instances[instanceId].IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellation);
        }

        return _instances[instanceId];
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        Pageable.Create((_, _) => Task.FromResult(new Page<OrchestrationMetadata>([.. _instances.Values], continuationToken: null)));

    public override Task<PurgeResult> PurgeInstanceAsync(
        string instanceId,
        PurgeInstanceOptions? options = null,
        CancellationToken cancellation = default
    ) => Task.FromResult(new PurgeResult(_instances.Remove(instanceId) ? 1 : 0));

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) => throw new NotSupportedException();

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private OrchestrationMetadata Instance(string id, string name, OrchestrationRuntimeStatus runtime, string? input, string? status) =>
        new(name, id)
        {
            RuntimeStatus = runtime,
            SerializedInput = input,
            SerializedCustomStatus = status,
            CreatedAt = time.GetUtcNow(),
            LastUpdatedAt = time.GetUtcNow(),
            DataConverter = JsonDataConverter.Default,
        };
}
