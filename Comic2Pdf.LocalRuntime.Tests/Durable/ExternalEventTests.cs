using Comic2Pdf.LocalRuntime.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Durable;

public sealed class ExternalEventTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task WaitForExternalEvent_NameInAnotherCase_Arrives()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", TestHost.Timeout);
        await host.ReachedAsync(id, "waiting");

        await host.Client.RaiseEventAsync(id, "aPPROVAL", new Answer(true), TestHost.Timeout);

        Assert.Equal("yes", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WaitForExternalEvent_RaisedBeforeAnybodyWaits_IsKept()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions), time: time);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("WaitsLater", TestHost.Timeout);
        await host.ReachedAsync(id, "busy");
        await host.Client.RaiseEventAsync(id, "n", 1, TestHost.Timeout);
        await host.Client.RaiseEventAsync(id, "N", 2, TestHost.Timeout);

        time.Advance(TimeSpan.FromHours(1));

        var end = await host.EndOfAsync(id);
        Assert.Equal([1, 2], end.ReadOutputAs<int[]>()!);
    }

    [Fact]
    public async Task WaitForExternalEvent_TimeIsOver_ThrowsTaskCanceledException()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions), time: time);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("WithTimeout", TestHost.Timeout);
        await host.ReachedAsync(id, "waiting");

        time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("TaskCanceledException", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WaitForExternalEvent_ArrivesInTime_CancelsItsTimer()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions), time: time);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("WithTimeout", TestHost.Timeout);
        await host.ReachedAsync(id, "waiting");

        await host.Client.RaiseEventAsync(id, "approval", "x", TestHost.Timeout);

        Assert.Equal("x", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WaitForExternalEvent_SameNameOtherType_Fails()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        Assert.Contains("same type argument", (await host.RunAsync("TwoTypes")).SerializedOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitForExternalEvent_LatestWaitWasCancelled_UsesTheEventUp()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions), time: time);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Swallows", TestHost.Timeout);
        await host.ReachedAsync(id, "waiting");
        time.Advance(TimeSpan.FromMinutes(5));
        await host.ReachedAsync(id, "timed out");

        await host.Client.RaiseEventAsync(id, "e", "first", TestHost.Timeout);
        await host.Client.RaiseEventAsync(id, "next", cancellation: TestHost.Timeout);
        await host.ReachedAsync(id, "waiting again");
        await host.Client.RaiseEventAsync(id, "e", "second", TestHost.Timeout);

        Assert.Equal("second", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WaitForExternalEvent_StillPendingAtTheEnd_DoesNotHoldTheInstance()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.RunAsync("LeavesWait")).RuntimeStatus);
    }

    [Fact]
    public async Task RaiseEventAsync_MissingOrFinishedInstance_Throws()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        await host.RunAsync("LeavesWait", id: "over");

        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.RaiseEventAsync("missing", "e", cancellation: TestHost.Timeout));
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Client.RaiseEventAsync("over", "e", cancellation: TestHost.Timeout));
    }

    [Fact]
    public async Task SendEvent_ToAnotherInstance_ArrivesAndToAMissingOneIsDropped()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("receiver"), TestHost.Timeout);

        await host.RunAsync("Sends");

        Assert.Equal("yes", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    internal sealed record Answer(bool Approved);

    internal sealed class Functions
    {
        [Function("Waits")]
        public static async Task<string> Waits([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus("waiting");
            return (await context.WaitForExternalEvent<Answer>("Approval")).Approved ? "yes" : "no";
        }

        [Function("WaitsLater")]
        public static async Task<int[]> WaitsLater([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus("busy");
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return [await context.WaitForExternalEvent<int>("n"), await context.WaitForExternalEvent<int>("n")];
        }

        [Function("WithTimeout")]
        public static async Task<string> WithTimeout([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus("waiting");
            try
            {
                return await context.WaitForExternalEvent<string>("approval", TimeSpan.FromMinutes(5));
            }
            catch (OperationCanceledException e)
            {
                return e.GetType().Name;
            }
        }

        [Function("TwoTypes")]
        public static Task TwoTypes([OrchestrationTrigger] TaskOrchestrationContext context) =>
            Task.WhenAny(context.WaitForExternalEvent<string>("a"), context.WaitForExternalEvent<int>("A"));

        [Function("Swallows")]
        public static async Task<string> Swallows([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus("waiting");
            try
            {
                await context.WaitForExternalEvent<string>("e", TimeSpan.FromMinutes(5));
            }
            catch (TaskCanceledException)
            {
                context.SetCustomStatus("timed out");
            }

            await context.WaitForExternalEvent<string>("next");
            context.SetCustomStatus("waiting again");
            return await context.WaitForExternalEvent<string>("e");
        }

        [Function("LeavesWait")]
        public static void LeavesWait([OrchestrationTrigger] TaskOrchestrationContext context) => _ = context.WaitForExternalEvent<string>("never");

        [Function("Sends")]
        public static void Sends([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SendEvent("receiver", "approval", new Answer(true));
            context.SendEvent("nobody", "approval", new Answer(true));
        }
    }
}
