using System.ComponentModel.DataAnnotations;
using Azure.Core;

namespace Comic2Pdf.LocalRuntime.Hosting;

/// <summary>Orchestrations in an Azure Storage account (or Azurite): queues, tables and blobs of one task hub, which any number of processes share.</summary>
public sealed class AzureStorageHistoryOptions
{
    /// <summary>A connection string; null where <see cref="AccountName"/> and <see cref="Credential"/> say it instead.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The account's name, for a sign-in by identity.</summary>
    public string? AccountName { get; set; }

    /// <summary>Who signs in; needed with <see cref="AccountName"/>.</summary>
    public TokenCredential? Credential { get; set; }

    /// <summary>The task hub: all processes with the same one share their orchestrations. Letters and digits, 3 to 45. Default: Comic2Pdf.</summary>
    [RegularExpression("^[A-Za-z][A-Za-z0-9]{2,44}$")]
    public string TaskHub { get; set; } = "Comic2Pdf";

    /// <summary>Control queues; as many processes can run orchestrators at the same time. It is fixed when the hub is made. Default: 4, as in Azure.</summary>
    [Range(1, 16)]
    public int PartitionCount { get; set; } = 4;

    /// <summary>The longest wait between two looks at an empty queue. Default: 30 s, as in Azure.</summary>
    public TimeSpan MaxQueuePollingInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After this time an orchestrator's message that a dead process had taken is delivered again. Default: 5 min, as in Azure.</summary>
    public TimeSpan ControlQueueVisibilityTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The same for activities. Default: 5 min, as in Azure.</summary>
    public TimeSpan WorkItemQueueVisibilityTimeout { get; set; } = TimeSpan.FromMinutes(5);
}
