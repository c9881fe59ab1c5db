using Comic2Pdf.LocalRuntime.Engine;
using Comic2Pdf.LocalRuntime.History;
using Comic2Pdf.LocalRuntime.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Engine;

public sealed class DurableTimerTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task CreateTimer_ThirtyDays_FiresThenAndNotBefore()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions), time: time);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Month", TestHost.Timeout);
        await host.ReachedAsync(id, "waiting");

        time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.Equal(1, host.Get<OrchestrationEngine>().TimersInMemory);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromDays(30), (await host.EndOfAsync(id)).ReadOutputAs<TimeSpan>());
    }

    [Fact]
    public async Task CreateTimer_AcrossARestart_FiresAtItsTime()
    {
        var directory = TestHost.NewDirectory();
        string id;
        await using (var host = await TestHost.StartAsync(typeof(Functions), time: time, directory: directory))
        {
            id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Month", TestHost.Timeout);
            await host.ReachedAsync(id, "waiting");
        }

        time.Advance(TimeSpan.FromDays(31));
        await using var next = await TestHost.StartAsync(typeof(Functions), time: time, directory: directory);

        Assert.Equal(TimeSpan.FromDays(31), (await next.EndOfAsync(id)).ReadOutputAs<TimeSpan>());
    }

    [Fact]
    public async Task CreateTimer_Cancelled_DoesNotHoldTheInstance()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions), time: time);

        Assert.Equal("done, cancelled", (await host.RunAsync("Cancelled")).ReadOutputAs<string>());
        Assert.Equal(0, host.Get<OrchestrationEngine>().TimersInMemory);
    }

    [Fact]
    public async Task CreateTimer_CancelledInALaterTurn_IsTakenOffTheClock()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions), time: time);

        Assert.Equal("Echo", (await host.RunAsync("Deadline")).ReadOutputAs<string>());
        Assert.Equal(0, host.Get<OrchestrationEngine>().TimersInMemory);
    }

    [Fact]
    public async Task CreateTimer_NotCancelled_HoldsTheInstanceUntilItFires()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions), time: time);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Forgotten", TestHost.Timeout);
        await host.ReachedAsync(id, "done");

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.Client.GetInstanceAsync(id, TestHost.Timeout))!.RuntimeStatus);
        time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.EndOfAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task CreateTimer_FiredOrCancelled_LeavesNothingBehindWhileTheInstanceGoesOn()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions), time: time);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("GoesOn", TestHost.Timeout);

        await host.ReachedAsync(id, "waiting");

        Assert.Empty(host.Get<HistoryReader>().Pending().Timers);
        Assert.Equal(0, host.Get<OrchestrationEngine>().TimersInMemory);
    }

    [Fact]
    public async Task CreateTimer_InThePast_FiresAtOnce()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions), time: time);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.RunAsync("Past")).RuntimeStatus);
    }

    internal sealed class Functions
    {
        [Function("Month")]
        public static async Task<TimeSpan> Month([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var start = context.CurrentUtcDateTime;
            context.SetCustomStatus("waiting");
            await context.CreateTimer(TimeSpan.FromDays(30), CancellationToken.None);
            return context.CurrentUtcDateTime - start;
        }

        [Function("Cancelled")]
        public static async Task<string> Cancelled([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            using var cancellation = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromDays(1), cancellation.Token);
#pragma warning disable CA1849, MA0042 // On the orchestrator's thread.
            cancellation.Cancel();
#pragma warning restore CA1849, MA0042
            try
            {
                await timer;
                return "fired";
            }
            catch (TaskCanceledException)
            {
                return "done, cancelled";
            }
        }

        [Function("Deadline")]
        public static async Task<string> Deadline([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            using var cancellation = new CancellationTokenSource();
            var deadline = context.CreateTimer(TimeSpan.FromDays(1), cancellation.Token);
            var work = context.CallActivityAsync<string>("Echo", "Echo");
            var winner = await Task.WhenAny(work, deadline);
#pragma warning disable CA1849, MA0042 // On the orchestrator's thread.
            cancellation.Cancel();
#pragma warning restore CA1849, MA0042
            return winner == work ? await work : "late";
        }

        [Function("Forgotten")]
        public static void Forgotten([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            context.SetCustomStatus("done");
        }

        [Function("GoesOn")]
        public static async Task GoesOn([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddHours(-1), CancellationToken.None);
            using var cancellation = new CancellationTokenSource();
            var deadline = context.CreateTimer(TimeSpan.FromDays(1), cancellation.Token);
            await Task.WhenAny(context.CallActivityAsync<string>("Echo", "Echo"), deadline);
#pragma warning disable CA1849, MA0042 // On the orchestrator's thread.
            cancellation.Cancel();
#pragma warning restore CA1849, MA0042
            context.SetCustomStatus("waiting");
            await context.WaitForExternalEvent<string>("never");
        }

        [Function("Past")]
        public static Task Past([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CreateTimer(context.CurrentUtcDateTime.AddHours(-1), CancellationToken.None);

        [Function("Echo")]
        public static string Echo([ActivityTrigger] string text) => text;
    }
}
