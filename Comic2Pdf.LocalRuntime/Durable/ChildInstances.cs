using System.Text.Json;
using DurableTask.Core;
using DurableTask.Core.History;

namespace Comic2Pdf.LocalRuntime.Durable;

/// <summary>The sub-orchestrations of an instance, as its history names them.</summary>
internal static class ChildInstances
{
    public static async Task<IReadOnlyList<string>> OfAsync(IOrchestrationServiceClient service, string instanceId)
    {
        // The framework hands a history out as JSON only: an array of events, their type by number or by name.
        var history = await service.GetOrchestrationHistoryAsync(instanceId, executionId: null);
        if (string.IsNullOrEmpty(history))
        {
            return [];
        }

        using var events = JsonDocument.Parse(history);
        return
        [
            .. events
                .RootElement.EnumerateArray()
                .Where(IsCreation)
                .Select(e => e.GetProperty("InstanceId").GetString()!)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static bool IsCreation(JsonElement e) =>
        e.TryGetProperty("EventType", out var type)
        && (
            type.ValueKind == JsonValueKind.Number
                ? type.GetInt32() == (int)EventType.SubOrchestrationInstanceCreated
                : type.GetString() == nameof(EventType.SubOrchestrationInstanceCreated)
        );
}
