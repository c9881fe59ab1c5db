using Comic2Pdf.LocalRuntime.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Durable;

public sealed class CustomStatusTests
{
    [Theory]
    [InlineData(8190, OrchestrationRuntimeStatus.Completed)]
    [InlineData(8191, OrchestrationRuntimeStatus.Failed)]
    public async Task SetCustomStatus_AroundSixteenKilobytes_FailsOnlyAboveThem(int characters, OrchestrationRuntimeStatus expected)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        var end = await host.RunAsync("Status", characters);

        Assert.Equal(expected, end.RuntimeStatus);
        Assert.Equal(
            expected == OrchestrationRuntimeStatus.Failed,
            end.SerializedOutput?.Contains("16 KB", StringComparison.Ordinal) ?? false
        );
    }

    [Fact]
    public async Task TerminateInstanceAsync_AfterAStatusWasSet_KeepsIt()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", TestHost.Timeout);
        await host.ReachedAsync(id, "working");

        await host.Client.TerminateInstanceAsync(id, TestHost.Timeout);

        var end = await host.EndOfAsync(id);
        Assert.Equal("\"working\"", end.SerializedCustomStatus);
        Assert.Null(end.SerializedOutput);
    }

    internal sealed class Functions
    {
        [Function("Status")]
        public static void Status([OrchestrationTrigger] TaskOrchestrationContext context, int characters) =>
            context.SetCustomStatus(new string('x', characters));

        [Function("Waits")]
        public static Task Waits([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus("working");
            return context.WaitForExternalEvent<string>("never");
        }
    }
}
