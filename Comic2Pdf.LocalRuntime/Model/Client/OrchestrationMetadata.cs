// Mirrors Microsoft.DurableTask.Client 1.25.0 (see docs/local-runtime.md, "The mirrored model").
using System.Collections.Immutable;

namespace Microsoft.DurableTask.Client;

/// <summary>
/// A snapshot of an instance. Input, output and custom status are there only when they were asked for. FailureDetails is null even for a
/// Failed instance, whose SerializedOutput is the error as plain text; SerializedCustomStatus is "null" when it was never set.
/// </summary>
public sealed class OrchestrationMetadata
{
    public OrchestrationMetadata(string name, string instanceId)
    {
        Name = name;
        InstanceId = instanceId;
    }

    public string Name { get; }

    public string InstanceId { get; }

    public DataConverter? DataConverter { get; init; }

    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUpdatedAt { get; init; }

    public string? SerializedInput { get; init; }

    public string? SerializedOutput { get; init; }

    public string? SerializedCustomStatus { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary.Create<string, string>();

    public TaskFailureDetails? FailureDetails { get; init; }

    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    public bool IsCompleted => RuntimeStatus
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    /// <exception cref="InvalidOperationException">The snapshot was taken without inputs and outputs.</exception>
    public T? ReadInputAs<T>() => Converter().Deserialize<T>(SerializedInput);

    /// <exception cref="InvalidOperationException">The snapshot was taken without inputs and outputs.</exception>
    public T? ReadOutputAs<T>() => Converter().Deserialize<T>(SerializedOutput);

    /// <exception cref="InvalidOperationException">The snapshot was taken without inputs and outputs.</exception>
    public T? ReadCustomStatusAs<T>() => Converter().Deserialize<T>(SerializedCustomStatus);

    public override string ToString() =>
        $"[Name: '{Name}', ID: '{InstanceId}', RuntimeStatus: {RuntimeStatus}, CreatedAt: {CreatedAt:s}, LastUpdatedAt: {LastUpdatedAt:s}]";

    private DataConverter Converter() => DataConverter ?? throw new InvalidOperationException(
        "Inputs, outputs and custom status can only be read from metadata that was fetched with the option to include them.");
}
