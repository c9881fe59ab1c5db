using Comic2Pdf.LocalRuntime.Hosting;
using Comic2Pdf.LocalRuntime.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;
using static DurableTask.Core.Settings.VersioningSettings;

namespace Comic2Pdf.LocalRuntime.Tests.Durable;

/// <summary>Which orchestrations a host of version 2 runs.</summary>
public sealed class VersionTests
{
    [Theory]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "1")]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "2")]
    [InlineData(VersionMatchStrategy.Strict, "2")]
    [InlineData(VersionMatchStrategy.None, "3")]
    public async Task Run_VersionMatches_Runs(VersionMatchStrategy match, string version)
    {
        await using var host = await StartAsync(match, VersionFailureStrategy.Fail);

        var end = await host.EndOfAsync(await ScheduleAsync(host, version));

        Assert.Equal((OrchestrationRuntimeStatus.Completed, version), (end.RuntimeStatus, end.ReadOutputAs<string>()));
    }

    [Theory]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "3")]
    [InlineData(VersionMatchStrategy.Strict, "1")]
    public async Task Run_VersionDoesNotMatchAndIsToFail_Fails(VersionMatchStrategy match, string version)
    {
        await using var host = await StartAsync(match, VersionFailureStrategy.Fail);

        var end = await host.EndOfAsync(await ScheduleAsync(host, version));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
    }

    [Fact]
    public async Task Run_NewerVersionIsRejected_WaitsForTheNewerApp()
    {
        var directory = TestHost.NewDirectory();
        string id;
        await using (var old = await StartAsync(VersionMatchStrategy.CurrentOrOlder, VersionFailureStrategy.Reject, directory))
        {
            id = await ScheduleAsync(old, "3");
            // One of its own version, started later, has its turn all the same.
            await old.EndOfAsync(await ScheduleAsync(old, "2"));
            Assert.False((await old.Client.GetInstanceAsync(id, TestHost.Timeout))!.IsCompleted);
        }

        await using var newer = await StartAsync(
            VersionMatchStrategy.CurrentOrOlder,
            VersionFailureStrategy.Reject,
            directory,
            version: "3"
        );

        Assert.Equal("3", (await newer.EndOfAsync(id)).ReadOutputAs<string>());
    }

    private static Task<TestHost> StartAsync(
        VersionMatchStrategy match,
        VersionFailureStrategy failure,
        string? directory = null,
        string version = "2"
    ) =>
        TestHost.StartAsync(
            typeof(Functions),
            (LocalFunctionsHostOptions options) =>
                (options.Versioning.Version, options.Versioning.MatchStrategy, options.Versioning.FailureStrategy) = (
                    version,
                    match,
                    failure
                ),
            directory: directory
        );

    private static Task<string> ScheduleAsync(TestHost host, string version) =>
        host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Version",
            null,
            new StartOrchestrationOptions { Version = version },
            TestHost.Timeout
        );

    internal static class Functions
    {
        [Function("Version")]
        public static string Version([OrchestrationTrigger] TaskOrchestrationContext context) => context.Version;
    }
}
