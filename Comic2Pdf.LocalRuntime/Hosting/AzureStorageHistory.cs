using DurableTask.AzureStorage;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.LocalRuntime.Hosting;

/// <summary>Makes Microsoft's Azure Storage provider, set as the Functions host sets it.</summary>
internal static class AzureStorageHistory
{
    public static AzureStorageOrchestrationService Create(
        AzureStorageHistoryOptions options,
        LocalFunctionsHostOptions host,
        ILoggerFactory loggers
    ) =>
        new(
            new()
            {
                StorageAccountClientProvider = options is { AccountName: { } name, Credential: { } credential }
                    ? new StorageAccountClientProvider(name, credential)
                    : new StorageAccountClientProvider(options.ConnectionString!),
                TaskHubName = options.TaskHub,
                PartitionCount = options.PartitionCount,
                MaxQueuePollingInterval = options.MaxQueuePollingInterval,
                ControlQueueVisibilityTimeout = options.ControlQueueVisibilityTimeout,
                WorkItemQueueVisibilityTimeout = options.WorkItemQueueVisibilityTimeout,
                MaxConcurrentTaskOrchestrationWorkItems = host.MaxConcurrentOrchestrators,
                MaxConcurrentTaskActivityWorkItems = host.MaxConcurrentActivities,
                // Leases of queues are held under this name: two processes on one machine must not have the same.
                WorkerId = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}",
                LoggerFactory = loggers,
            }
        );
}
