using Comic2Pdf.LocalRuntime.Hosting;
using Comic2Pdf.LocalRuntime.Tests.Support;
using Xunit;
using static DurableTask.Core.Settings.VersioningSettings;

namespace Comic2Pdf.LocalRuntime.Tests.Hosting;

public sealed class HostJsonTests
{
    [Fact]
    public void Apply_FileWithComments_SetsPrefixAndLimits()
    {
        var options = Read(
            """
            {
              "version": "2.0", // a comment
              "extensions": {
                "http": { "routePrefix": "" },
                "durableTask": { "maxConcurrentActivityFunctions": 3, "maxConcurrentOrchestratorFunctions": 4, },
              }
            }
            """
        );

        Assert.Equal(("", 3, 4), (options.Http.RoutePrefix, options.MaxConcurrentActivities, options.MaxConcurrentOrchestrators));
    }

    [Fact]
    public void Apply_NothingSaid_PrefixIsApiAsInAzure()
    {
        var options = Read("""{ "version": "2.0" }""");

        Assert.Equal(("api", 10 * Environment.ProcessorCount), (options.Http.RoutePrefix, options.MaxConcurrentActivities));
    }

    [Fact]
    public void Apply_DefaultVersion_IsTakenWithMicrosoftsStrategies()
    {
        var versioning = Read("""{ "version": "2.0", "extensions": { "durableTask": { "defaultVersion": "2" } } }""").Versioning;

        Assert.Equal(
            ("2", VersionMatchStrategy.CurrentOrOlder, VersionFailureStrategy.Reject),
            (versioning.Version, versioning.MatchStrategy, versioning.FailureStrategy)
        );
    }

    [Fact]
    public void Apply_NoVersion_RunsAllVersions() =>
        Assert.Equal(VersionMatchStrategy.None, Read("""{ "version": "2.0" }""").Versioning.MatchStrategy);

    [Fact]
    public void Apply_VersionStrategies_AreTaken()
    {
        const string Json = """
            { "extensions": { "durableTask": { "defaultVersion": "2", "versionMatchStrategy": "Strict", "versionFailureStrategy": "Fail" } } }
            """;

        var versioning = Read(Json).Versioning;

        Assert.Equal((VersionMatchStrategy.Strict, VersionFailureStrategy.Fail), (versioning.MatchStrategy, versioning.FailureStrategy));
    }

    [Fact]
    public void Apply_StorageProvider_SetsTheHistoryInAnAccountWhereThereIsOne()
    {
        const string Json = """
            { "extensions": { "durableTask": { "hubName": "Hub7", "storageProvider": { "partitionCount": 1, "controlQueueVisibilityTimeout": "00:02:00" } } } }
            """;

        var options = Read(Json, new AzureStorageHistoryOptions());

        Assert.Equal(("Hub7", 1), (options.AzureStorage!.TaskHub, options.AzureStorage.PartitionCount));
        Assert.Equal(TimeSpan.FromMinutes(2), options.AzureStorage.ControlQueueVisibilityTimeout);
        Assert.Equal(TimeSpan.FromMinutes(5), options.AzureStorage.WorkItemQueueVisibilityTimeout);
        Assert.Null(Read(Json).AzureStorage);
    }

    [Fact]
    public void Apply_DefaultVersionNull_IsAsIfNotSaid()
    {
        var options = Read(
            """{ "version": "2.0", "extensions": { "durableTask": { "defaultVersion": null, "maxConcurrentActivityFunctions": 5 } } }"""
        );

        Assert.Equal(5, options.MaxConcurrentActivities);
    }

    private static LocalFunctionsHostOptions Read(string json, AzureStorageHistoryOptions? history = null)
    {
        var path = Path.Combine(TestHost.NewDirectory(), "host.json");
        File.WriteAllText(path, json);
        var options = new LocalFunctionsHostOptions { DataDirectory = ".", AzureStorage = history };
        HostJson.Apply(path, options);
        return options;
    }
}
