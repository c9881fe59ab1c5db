using System.ComponentModel.DataAnnotations;
using System.Reflection;
using DurableTask.Core.Settings;

namespace Comic2Pdf.LocalRuntime.Hosting;

/// <summary>What a host needs to know. Everything but the directory has a default.</summary>
public sealed class LocalFunctionsHostOptions
{
    /// <summary>Where what must survive a restart lives: the SQLite file of the orchestrations, and what triggers remember. One process owns it; it is created when missing.</summary>
    [Required]
    public required string DataDirectory { get; set; }

    /// <summary>The assemblies whose [Function] methods are served.</summary>
    public IList<Assembly> Assemblies { get; } = [];

    /// <summary>Types that are served besides those of the assemblies.</summary>
    public IList<Type> FunctionTypes { get; } = [];

    /// <summary>HTTP triggers: address, keys, limits.</summary>
    public LocalHttpOptions Http { get; } = new();

    /// <summary>Blob triggers: source, redelivery.</summary>
    public LocalBlobOptions Blobs { get; } = new();

    /// <summary>Orchestrations in an Azure Storage account instead of the SQLite file; null, the default: the file.</summary>
    public AzureStorageHistoryOptions? AzureStorage { get; set; }

    /// <summary>
    /// The version of orchestrations that are started without one, and which versions this host runs: host.json's defaultVersion, versionMatchStrategy and
    /// versionFailureStrategy. Default: no version, and it runs all.
    /// </summary>
    public VersioningSettings Versioning { get; } = new();

    /// <summary>Activities that run at the same time. Default: ten per processor, as in Azure.</summary>
    [Range(1, 10_000)]
    public int MaxConcurrentActivities { get; set; } = 10 * Environment.ProcessorCount;

    /// <summary>Orchestrators whose code runs at the same time. Default: one per processor.</summary>
    [Range(1, 10_000)]
    public int MaxConcurrentOrchestrators { get; set; } = Environment.ProcessorCount;

    /// <summary>Open instances whose history is kept in memory. Default: 1,000; the others are read from disk when they go on.</summary>
    [Range(0, int.MaxValue)]
    public int MaxInstancesInMemory { get; set; } = 1_000;

    /// <summary>How long a stop waits for running activities. Default: 20 s. What has not ended then is run again by the next start.</summary>
    public TimeSpan ShutdownGrace { get; set; } = TimeSpan.FromSeconds(20);
}
