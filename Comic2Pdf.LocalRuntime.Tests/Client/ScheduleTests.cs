using Comic2Pdf.LocalRuntime.Tests.Support;
using DurableTask.Core.Exceptions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Client;

public sealed class ScheduleTests
{
    [Fact]
    public async Task Schedule_IdIsRunning_ThrowsOrchestrationAlreadyExists()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        var options = new StartOrchestrationOptions("one");
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", options, TestHost.Timeout);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() =>
            host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", options, TestHost.Timeout)
        );
    }

    [Fact]
    public async Task Schedule_FiftyAtOnceWithOneId_ExactlyOneWins()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        var wins = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(async n =>
                {
                    try
                    {
                        await host.Client.ScheduleNewOrchestrationInstanceAsync(
                            "Waits",
                            n,
                            new StartOrchestrationOptions("one"),
                            TestHost.Timeout
                        );
                        return n;
                    }
                    catch (OrchestrationAlreadyExistsException)
                    {
                        return -1;
                    }
                })
        );

        var winner = Assert.Single(wins, n => n >= 0);
        Assert.Equal(winner, (await host.Client.GetInstanceAsync("one", true, TestHost.Timeout))!.ReadInputAs<int>());
    }

    [Fact]
    public async Task Schedule_IdIsCompleted_IsReplaced()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        await host.RunAsync("Echo", "first", "one");

        var end = await host.RunAsync("Echo", "second", "one");

        Assert.Equal("second", end.ReadOutputAs<string>());
        Assert.Equal(1, await host.Client.GetAllInstancesAsync().CountAsync(TestHost.Timeout));
    }

    [Fact]
    public async Task Schedule_DedupeStatuses_DecideInsteadOfTheDefault()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        await host.RunAsync("Echo", "first", "done");
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("busy"), TestHost.Timeout);
        await host.ReachedAsync("busy", "waiting");

        var done = new StartOrchestrationOptions("done").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() =>
            host.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "x", done, TestHost.Timeout)
        );
        var busy = new StartOrchestrationOptions("busy").WithDedupeStatuses();
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "replaced", busy, TestHost.Timeout);

        Assert.Equal("replaced", (await host.EndOfAsync("busy")).ReadOutputAs<string>());
        var contradiction = new StartOrchestrationOptions("x").WithDedupeStatuses(OrchestrationRuntimeStatus.Terminated);
        await Assert.ThrowsAsync<ArgumentException>(() =>
            host.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "x", contradiction, TestHost.Timeout)
        );
    }

    [Fact]
    public async Task Schedule_StartAt_StaysPendingUntilThenAcrossARestart()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var directory = TestHost.NewDirectory();
        var options = new StartOrchestrationOptions("later", time.GetUtcNow().AddHours(1));
        await using (var host = await TestHost.StartAsync(typeof(Functions), time: time, directory: directory))
        {
            await host.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "late", options, TestHost.Timeout);
            await host.Client.RaiseEventAsync("later", "early", 1, TestHost.Timeout);
        }

        await using var next = await TestHost.StartAsync(typeof(Functions), time: time, directory: directory);
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await next.Client.GetInstanceAsync("later", TestHost.Timeout))!.RuntimeStatus);
        time.Advance(TimeSpan.FromHours(1));

        Assert.Equal("late", (await next.EndOfAsync("later")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Schedule_Tags_AreReadBack()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        var options = new StartOrchestrationOptions("tagged")
        {
            Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["k"] = "v" },
        };

        await host.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "x", options, TestHost.Timeout);

        Assert.Equal("v", (await host.EndOfAsync("tagged")).Tags["k"]);
    }

    [Fact]
    public async Task Schedule_IdAgainstTheRules_Throws()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        foreach (var id in new[] { "@entity", new string('x', 257), " ", "a\nb" })
        {
            await Assert.ThrowsAsync<ArgumentException>(() =>
                host.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "x", new StartOrchestrationOptions(id), TestHost.Timeout)
            );
        }

        Assert.Equal("x", (await host.RunAsync("Echo", "x", new string('x', 256))).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Restart_FinishedInstance_RunsAgainWithItsInput()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        await host.RunAsync("Echo", "again", "one");

        var id = await host.Client.RestartAsync("one", restartWithNewInstanceId: true, TestHost.Timeout);
        Assert.NotEqual("one", id);
        Assert.Equal("again", (await host.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal("one", await host.Client.RestartAsync("one", cancellation: TestHost.Timeout));
        await host.EndOfAsync("one");
        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.RestartAsync("missing", cancellation: TestHost.Timeout));
    }

    [Fact]
    public async Task WaitForInstanceStart_Pending_EndsWhenItRuns()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("w"), TestHost.Timeout);

        var started = await host.Client.WaitForInstanceStartAsync("w", TestHost.Timeout);

        Assert.Equal(OrchestrationRuntimeStatus.Running, started.RuntimeStatus);
        Assert.Null(started.SerializedCustomStatus);
        Assert.Throws<InvalidOperationException>(() => started.ReadCustomStatusAs<string>());
    }

    internal sealed class Functions
    {
        [Function("Echo")]
        public static string Echo([OrchestrationTrigger] TaskOrchestrationContext context, string text) => text;

        [Function("Waits")]
        public static Task Waits([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus("waiting");
            return context.WaitForExternalEvent<string>("never");
        }
    }
}
