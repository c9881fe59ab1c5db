using Comic2Pdf.Conformance.Tests.Scenarios;
using Comic2Pdf.DurableTask.Sqlite;
using Comic2Pdf.Tests.Fixtures;
using DurableTask.AzureStorage;
using Microsoft.Extensions.Logging.Abstractions;

[assembly: AssemblyFixture(typeof(Comic2Pdf.Conformance.Tests.Engines.EngineSet))]

namespace Comic2Pdf.Conformance.Tests.Engines;

/// <summary>The engines of all tests, each started when the first test asks for it. Tests share them and keep apart by their instance ids.</summary>
public sealed class EngineSet : IAsyncDisposable
{
    /// <summary>The defaultVersion of the host.json that the engines stand for.</summary>
    public const string DefaultVersion = "1.0";

    /// <summary>Far below the product's 3 days, so that a test sees a longer timer being cut into pieces.</summary>
    public static readonly TimeSpan MaximumTimerInterval = TimeSpan.FromSeconds(2);

    private readonly Lazy<Task<IEngine>>[] _engines;

    public EngineSet() => _engines = [.. Enum.GetValues<EngineKind>().Select(kind => new Lazy<Task<IEngine>>(() => StartAsync(kind)))];

    internal static async Task<IEngine> StartAsync(EngineKind kind) =>
        kind switch
        {
            EngineKind.AzureStorage => await StartAzureStorageAsync(),
            EngineKind.Sqlite => await StartSqliteAsync(),
            EngineKind.Reference => await ReferenceEngine.StartAsync(Catalog.Functions),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    internal Task<IEngine> GetAsync(EngineKind kind) => _engines[(int)kind].Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in _engines.Where(e => e.IsValueCreated && e.Value.IsCompletedSuccessfully))
        {
            await (await engine.Value).DisposeAsync();
        }
    }

    private static async Task<IEngine> StartSqliteAsync()
    {
        var directory = Directory.CreateTempSubdirectory("comic2pdf-conformance-").FullName;
        var service = new SqliteOrchestrationService(new() { Directory = directory }, TimeProvider.System, NullLoggerFactory.Instance);
        return await FrameworkEngine.StartAsync(
            EngineKind.Sqlite,
            service,
            Catalog.Functions,
            async () =>
            {
                await service.DisposeAsync();
                Directory.Delete(directory, recursive: true);
            }
        );
    }

    private static async Task<IEngine> StartAzureStorageAsync()
    {
        var azurite = await AzuriteServer.StartAsync(accounts: 1, all: true);
        var service = new AzureStorageOrchestrationService(
            new()
            {
                StorageAccountClientProvider = new(azurite.Account(0)),
                TaskHubName = "conformance",
                PartitionCount = 2,
                LeaseAcquireInterval = TimeSpan.FromSeconds(1),
                MaxQueuePollingInterval = TimeSpan.FromMilliseconds(100),
                // A message that was given up comes back after this long, not after five minutes.
                ControlQueueVisibilityTimeout = TimeSpan.FromSeconds(20),
                WorkItemQueueVisibilityTimeout = TimeSpan.FromSeconds(20),
                ThrowExceptionOnInvalidDedupeStatus = true,
                UseInstanceTableEtag = true,
            }
        );
        return await FrameworkEngine.StartAsync(EngineKind.AzureStorage, service, Catalog.Functions, async () => await azurite.StopAsync());
    }
}
