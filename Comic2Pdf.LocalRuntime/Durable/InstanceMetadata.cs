using DurableTask.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.LocalRuntime.Durable;

/// <summary>An instance's state as the client shows it.</summary>
internal static class InstanceMetadata
{
    /// <param name="state">The framework's state.</param>
    /// <param name="converter">Reads inputs, outputs and the custom status; null: they are left out.</param>
    public static OrchestrationMetadata Of(OrchestrationState state, DataConverter? converter) =>
        new(state.Name, state.OrchestrationInstance.InstanceId)
        {
            RuntimeStatus = Statuses.FromCore(state.OrchestrationStatus),
            CreatedAt = Statuses.Utc(state.CreatedTime),
            LastUpdatedAt = Statuses.Utc(state.LastUpdatedTime),
            DataConverter = converter,
            SerializedInput = converter is null ? null : state.Input,
            SerializedOutput = converter is null ? null : state.FailureDetails?.ToString() ?? state.Output,
            SerializedCustomStatus = converter is null ? null : state.Status ?? "null",
            Tags = state.Tags is { Count: > 0 } tags ? tags.AsReadOnly() : new Dictionary<string, string>(),
        };
}
