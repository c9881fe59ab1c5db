using System.Text.Json;

namespace Comic2Pdf.LocalRuntime.Hosting;

/// <summary>Takes from a host.json what has a meaning here: the route prefix and the two concurrency limits of the durable task extension.</summary>
public static class HostJson
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Sets the options from the file. A prefix that is not in the file is "api", as in Azure; other values that are missing stay.</summary>
    /// <exception cref="JsonException">The file is not JSON.</exception>
    /// <exception cref="NotSupportedException">The file gives orchestrations a version: here none would have it.</exception>
    public static void Apply(string path, LocalFunctionsHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var document = JsonDocument.Parse(File.ReadAllText(path), Lenient);
        var extensions = Get(document.RootElement, "extensions");
        options.Http.RoutePrefix = Get(Get(extensions, "http"), "routePrefix")?.GetString() ?? "api";
        var durable = Get(extensions, "durableTask");
        if (Get(durable, "defaultVersion") is { ValueKind: not JsonValueKind.Null })
        {
            throw new NotSupportedException("host.json: extensions.durableTask.defaultVersion: the embedded runtime has no versions of orchestrations");
        }

        options.MaxConcurrentActivities = Get(durable, "maxConcurrentActivityFunctions")?.GetInt32() ?? options.MaxConcurrentActivities;
        options.MaxConcurrentOrchestrators = Get(durable, "maxConcurrentOrchestratorFunctions")?.GetInt32() ?? options.MaxConcurrentOrchestrators;
    }

    private static JsonElement? Get(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var value) ? value : null;
}
