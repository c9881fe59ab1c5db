using DurableTask.Core.Settings;
using Microsoft.Extensions.Configuration;

namespace Comic2Pdf.LocalRuntime.Hosting;

/// <summary>
/// Takes from a host.json what has a meaning here: the route prefix and, of the durable task extension, the concurrency limits, the hub's name, the versions
/// and the settings of the Azure Storage provider. As on the Functions host an environment variable replaces a value of the file:
/// AzureFunctionsJobHost__extensions__durableTask__hubName.
/// </summary>
public static class HostJson
{
    private const string Overrides = "AzureFunctionsJobHost__";

    /// <summary>Sets the options from the file. A prefix that is not in the file is "api", as in Azure; other values that are missing stay.</summary>
    /// <exception cref="InvalidDataException">The file is not JSON.</exception>
    /// <exception cref="InvalidOperationException">A value is not of its type.</exception>
    public static void Apply(string path, LocalFunctionsHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var host = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(path)).AddEnvironmentVariables(Overrides).Build();
        options.Http.RoutePrefix = host["extensions:http:routePrefix"] ?? "api";
        var durable = host.GetSection("extensions:durableTask");
        options.MaxConcurrentActivities = durable.GetValue("maxConcurrentActivityFunctions", options.MaxConcurrentActivities);
        options.MaxConcurrentOrchestrators = durable.GetValue("maxConcurrentOrchestratorFunctions", options.MaxConcurrentOrchestrators);
        ApplyVersioning(durable, options.Versioning);
        if (options.AzureStorage is { } history)
        {
            var provider = durable.GetSection("storageProvider");
            history.TaskHub = durable["hubName"] ?? history.TaskHub;
            history.PartitionCount = provider.GetValue("partitionCount", history.PartitionCount);
            history.MaxQueuePollingInterval = provider.GetValue("maxQueuePollingInterval", history.MaxQueuePollingInterval);
            history.ControlQueueVisibilityTimeout = provider.GetValue(
                "controlQueueVisibilityTimeout",
                history.ControlQueueVisibilityTimeout
            );
            history.WorkItemQueueVisibilityTimeout = provider.GetValue(
                "workItemQueueVisibilityTimeout",
                history.WorkItemQueueVisibilityTimeout
            );
        }
    }

    // Microsoft's default with a version of its own: instances that a newer app has started are left to it. Without one there is nothing to compare with.
    private static void ApplyVersioning(IConfiguration durable, VersioningSettings versioning)
    {
        versioning.Version = durable["defaultVersion"] ?? versioning.Version;
        var match =
            versioning.Version.Length == 0
                ? VersioningSettings.VersionMatchStrategy.None
                : VersioningSettings.VersionMatchStrategy.CurrentOrOlder;
        versioning.MatchStrategy = durable.GetValue("versionMatchStrategy", match);
        versioning.FailureStrategy = durable.GetValue("versionFailureStrategy", versioning.FailureStrategy);
    }
}
