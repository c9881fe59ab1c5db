using System.Globalization;
using System.Text.Json;

namespace Comic2Pdf.LocalRuntime.Hosting;

/// <summary>
/// Takes from a host.json what has a meaning here: the route prefix and, of the durable task extension, the concurrency limits, the hub's name, the version of
/// new orchestrations and the settings of the Azure Storage provider.
/// </summary>
public static class HostJson
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Sets the options from the file. A prefix that is not in the file is "api", as in Azure; other values that are missing stay.</summary>
    /// <exception cref="JsonException">The file is not JSON.</exception>
    public static void Apply(string path, LocalFunctionsHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var document = JsonDocument.Parse(File.ReadAllText(path), Lenient);
        var extensions = Get(document.RootElement, "extensions");
        options.Http.RoutePrefix = Get(Get(extensions, "http"), "routePrefix")?.GetString() ?? "api";
        var durable = Get(extensions, "durableTask");
        options.MaxConcurrentActivities = Get(durable, "maxConcurrentActivityFunctions")?.GetInt32() ?? options.MaxConcurrentActivities;
        options.MaxConcurrentOrchestrators = Get(durable, "maxConcurrentOrchestratorFunctions")?.GetInt32() ?? options.MaxConcurrentOrchestrators;
        options.DefaultVersion = Get(durable, "defaultVersion")?.GetString() ?? options.DefaultVersion;
        if (options.AzureStorage is { } history)
        {
            var provider = Get(durable, "storageProvider");
            history.TaskHub = Get(durable, "hubName")?.GetString() ?? history.TaskHub;
            history.PartitionCount = Get(provider, "partitionCount")?.GetInt32() ?? history.PartitionCount;
            history.MaxQueuePollingInterval = Time(provider, "maxQueuePollingInterval") ?? history.MaxQueuePollingInterval;
            history.ControlQueueVisibilityTimeout = Time(provider, "controlQueueVisibilityTimeout") ?? history.ControlQueueVisibilityTimeout;
            history.WorkItemQueueVisibilityTimeout = Time(provider, "workItemQueueVisibilityTimeout") ?? history.WorkItemQueueVisibilityTimeout;
        }
    }

    private static TimeSpan? Time(JsonElement? element, string name) =>
        Get(element, name)?.GetString() is { } text ? TimeSpan.Parse(text, CultureInfo.InvariantCulture) : null;

    private static JsonElement? Get(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
