using Comic2Pdf.LocalRuntime.Engine;
using Comic2Pdf.LocalRuntime.History;
using Comic2Pdf.LocalRuntime.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Engine;

public sealed class SuspendTests
{
    [Fact]
    public async Task SuspendInstanceAsync_EventsAndResults_WaitUntilItIsResumed()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Steps", TestHost.Timeout);
        await host.ReachedAsync(id, "0");
        await host.Client.SuspendInstanceAsync(id, "lunch", TestHost.Timeout);
        await HasStatusAsync(host, id, OrchestrationRuntimeStatus.Suspended);

        await host.Client.RaiseEventAsync(id, "step", 1, TestHost.Timeout);
        await host.Client.RaiseEventAsync(id, "step", 2, TestHost.Timeout);
        // A turn that takes the events while it is suspended: the second one was recorded, and nothing has moved.
        await HasConsumedAsync(host);
        Assert.Equal("\"0\"", (await host.Client.GetInstanceAsync(id, true, TestHost.Timeout))!.SerializedCustomStatus);
        await host.Client.ResumeInstanceAsync(id, "back", TestHost.Timeout);

        var end = await host.EndOfAsync(id);
        Assert.Equal([1, 2], end.ReadOutputAs<int[]>()!);
    }

    [Fact]
    public async Task SuspendInstanceAsync_AcrossARestart_StaysSuspended()
    {
        var directory = TestHost.NewDirectory();
        string id;
        await using (var host = await TestHost.StartAsync(typeof(Functions), directory: directory))
        {
            id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Steps", TestHost.Timeout);
            await host.ReachedAsync(id, "0");
            await host.Client.SuspendInstanceAsync(id, null, TestHost.Timeout);
            await HasStatusAsync(host, id, OrchestrationRuntimeStatus.Suspended);
            await host.Client.RaiseEventAsync(id, "step", 1, TestHost.Timeout);
        }

        await using var next = await TestHost.StartAsync(typeof(Functions), directory: directory);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await next.Client.GetInstanceAsync(id, TestHost.Timeout))!.RuntimeStatus);
        await next.Client.ResumeInstanceAsync(id, null, TestHost.Timeout);
        await next.Client.RaiseEventAsync(id, "step", 2, TestHost.Timeout);

        var end = await next.EndOfAsync(id);
        Assert.Equal([1, 2], end.ReadOutputAs<int[]>()!);
    }

    [Fact]
    public async Task TerminateInstanceAsync_Suspended_EndsIt()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Steps", TestHost.Timeout);
        await host.Client.SuspendInstanceAsync(id, null, TestHost.Timeout);
        await HasStatusAsync(host, id, OrchestrationRuntimeStatus.Suspended);

        await host.Client.TerminateInstanceAsync(id, TestHost.Timeout);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.EndOfAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task Client_InstanceInTheWrongStatus_Throws()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Steps", TestHost.Timeout);
        await host.ReachedAsync(id, "0");

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Client.ResumeInstanceAsync(id, null, TestHost.Timeout));
        await host.Client.TerminateInstanceAsync(id, TestHost.Timeout);
        await host.EndOfAsync(id);
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Client.TerminateInstanceAsync(id, TestHost.Timeout));
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Client.SuspendInstanceAsync(id, null, TestHost.Timeout));
        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.TerminateInstanceAsync("missing", TestHost.Timeout));
    }

    private static async Task HasStatusAsync(TestHost host, string id, OrchestrationRuntimeStatus status)
    {
        var waits = host.Get<InstanceWaits>();
        while (true)
        {
            var change = waits.NextChange(id);
            if ((await host.Client.GetInstanceAsync(id, TestHost.Timeout))!.RuntimeStatus == status)
            {
                return;
            }

            await change.WaitAsync(TestHost.Patience, TestHost.Timeout);
        }
    }

    private static async Task HasConsumedAsync(TestHost host)
    {
        while (host.Get<HistoryReader>().Pending().Messages.Count > 0)
        {
            await Task.Yield();
        }
    }

    internal sealed class Functions
    {
        [Function("Steps")]
        public static async Task<int[]> Steps([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus("0");
            var first = await context.WaitForExternalEvent<int>("step");
            context.SetCustomStatus("1");
            return [first, await context.WaitForExternalEvent<int>("step")];
        }
    }
}
