using Comic2Pdf.DurableTask.Sqlite.Tests.Support;
using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using Xunit;

namespace Comic2Pdf.DurableTask.Sqlite.Tests;

public sealed class OrchestrationTests
{
    [Fact]
    public async Task Run_ActivitiesTimersAndChildren_EndsWithTheResultOfAll()
    {
        await using var hub = await new TestHub()
            .On(
                "Parent",
                async (context, input, _) =>
                {
                    var a = await context.ScheduleTask<string>("Echo", "", input + "a");
                    await context.CreateTimer(context.CurrentUtcDateTime.AddMilliseconds(1), true);
                    var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => context.ScheduleTask<string>("Echo", "", $"{i}")));
                    return a + await context.CreateSubOrchestrationInstance<string>("Child", "", string.Concat(all));
                }
            )
            .On("Child", async (context, input, _) => await context.ScheduleTask<string>("Echo", "", input))
            .Activity(
                "Echo",
                static input =>
                    Task.FromResult<string?>(
                        input.Replace("[\"", "\"", StringComparison.Ordinal).Replace("\"]", "\"", StringComparison.Ordinal)
                    )
            )
            .StartAsync();

        var state = await hub.RunAsync("Parent", input: "x");

        Assert.Equal(OrchestrationStatus.Completed, state.OrchestrationStatus);
        Assert.Contains("012345678910111213141516171819", state.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TheOrchestratorFails_TheStateHasItsFailure()
    {
        await using var hub = await new TestHub().On("O", static (_, _, _) => throw new InvalidDataException("bad")).StartAsync();

        var state = await hub.RunAsync("O");

        Assert.Equal(OrchestrationStatus.Failed, state.OrchestrationStatus);
        Assert.Equal("System.IO.InvalidDataException", state.FailureDetails.ErrorType);
        Assert.Contains("bad", state.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AnActivityFails_TheOrchestratorCatchesIt()
    {
        await using var hub = await new TestHub()
            .On(
                "O",
                async (context, _, _) =>
                {
                    try
                    {
                        return await context.ScheduleTask<string>("Bad", "");
                    }
                    catch (TaskFailedException e)
                    {
                        return e.FailureDetails!.ErrorMessage;
                    }
                }
            )
            .Activity("Bad", static _ => throw new InvalidDataException("bad"))
            .StartAsync();

        Assert.Equal("bad", (await hub.RunAsync("O")).Output);
    }

    [Fact]
    public async Task ContinueAsNew_ManyTimes_KeepsOneTurnOfHistoryAndTheNewInput()
    {
        await using var hub = await new TestHub()
            .On(
                "Loop",
                async (context, input, _) =>
                {
                    var n = int.Parse(input);
                    await context.CreateTimer(context.CurrentUtcDateTime, true);
                    if (n > 0)
                    {
                        context.ContinueAsNew("2.0", n - 1);
                    }

                    return $"end {context.Version}";
                }
            )
            .StartAsync();

        var first = await hub.CreateAsync("Loop", input: 20);
        var state = await hub.EndOfAsync(first.InstanceId);

        Assert.Equal(("end 2.0", "0", "2.0"), (state.Output, state.Input, state.Version));
        Assert.NotEqual(first.ExecutionId, state.OrchestrationInstance.ExecutionId);
        var history = Comic2Pdf.DurableTask.Sqlite.History.HistoryJson.ReadEvents(
            await hub.Service.GetOrchestrationHistoryAsync(first.InstanceId, null)
        );
        Assert.Single(history.OfType<ExecutionStartedEvent>());
        Assert.Single(history.OfType<TimerFiredEvent>());
    }

    [Fact]
    public async Task CustomStatus_SetInATurn_IsSeenWhileItRuns()
    {
        await using var hub = await new TestHub()
            .On(
                "O",
                async (_, _, self) =>
                {
                    self.Status = "\"waiting\"";
                    await self.Event("go");
                    self.Status = "\"going\"";
                    return "end";
                }
            )
            .StartAsync();
        var instance = await hub.CreateAsync("O");

        await hub.ReachedAsync(instance.InstanceId, static s => s.Status == "\"waiting\"");
        await hub.Client.RaiseEventAsync(instance, "go", "x");

        Assert.Equal("\"going\"", (await hub.EndOfAsync(instance.InstanceId)).Status);
    }

    [Fact]
    public async Task SuspendAndResume_EventsComeMeanwhile_AreTakenAfterwards()
    {
        await using var hub = await new TestHub().On("O", static async (_, _, self) => await self.Event("go")).StartAsync();
        var instance = await hub.CreateAsync("O");

        await hub.Client.SuspendInstanceAsync(instance, "wait");
        await hub.ReachedAsync(instance.InstanceId, static s => s.OrchestrationStatus == OrchestrationStatus.Suspended);
        await hub.Client.RaiseEventAsync(instance, "go", "x");
        await hub.Client.ResumeInstanceAsync(instance, "go on");

        Assert.Equal((OrchestrationStatus.Completed, "\"x\""), Result(await hub.EndOfAsync(instance.InstanceId)));
    }

    [Fact]
    public async Task Terminate_ActivitiesWait_TheyAreNeverStarted()
    {
        var started = 0;
        var release = new TaskCompletionSource<string?>();
        await using var hub = await new TestHub(configure: static o => o.MaxConcurrentActivities = 1)
            .On(
                "O",
                static async (context, _, _) =>
                    string.Concat(await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => context.ScheduleTask<string>("A", ""))))
            )
            .On("Other", static async (context, _, _) => await context.ScheduleTask<string>("B", ""))
            .Activity(
                "A",
                _ =>
                {
                    Interlocked.Increment(ref started);
                    return release.Task;
                }
            )
            .Activity("B", static _ => Task.FromResult<string?>("\"b\""))
            .StartAsync();
        var instance = await hub.CreateAsync("O");
        await hub.ReachedAsync(instance.InstanceId, static s => s.OrchestrationStatus == OrchestrationStatus.Running);

        await hub.Client.TerminateInstanceAsync(instance, "stop");
        var state = await hub.EndOfAsync(instance.InstanceId);
        release.SetResult("late");

        Assert.Equal((OrchestrationStatus.Terminated, "stop"), Result(state));
        // It waits behind all that is queued.
        Assert.Equal("b", (await hub.RunAsync("Other")).Output);
        Assert.InRange(started, 0, 1);
        Assert.Equal((OrchestrationStatus.Terminated, "stop"), Result(await hub.EndOfAsync(instance.InstanceId)));
    }

    [Fact]
    public async Task Terminate_TheStartIsScheduledForLater_EndsAtOnce()
    {
        await using var hub = await new TestHub().On("O", static (_, _, _) => Task.FromResult<string?>("x")).StartAsync();
        var instance = await hub.Client.CreateScheduledOrchestrationInstanceAsync("O", "", "later", null, DateTime.MaxValue.AddDays(-2));

        await hub.Client.TerminateInstanceAsync(instance, "stop");

        Assert.Equal((OrchestrationStatus.Terminated, "stop"), Result(await hub.EndOfAsync("later")));
        Assert.Equal(0, hub.Service.Dispatch.Timers.Count);
    }

    [Fact]
    public async Task ScheduledStart_EventsComeBeforeIt_AreTakenAfterIt()
    {
        await using var hub = await new TestHub().On("O", static async (_, _, self) => await self.Event("go")).StartAsync();
        var instance = await hub.Client.CreateScheduledOrchestrationInstanceAsync(
            "O",
            "",
            "later",
            null,
            TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(300)
        );
        await hub.Client.RaiseEventAsync(instance, "go", "early");

        Assert.Equal((OrchestrationStatus.Completed, "\"early\""), Result(await hub.EndOfAsync("later")));
    }

    [Fact]
    public async Task SubOrchestration_ItsIdIsInUse_FailsInTheParent()
    {
        await using var hub = await new TestHub()
            .On("Parent", static async (context, _, _) => await context.CreateSubOrchestrationInstance<string>("Wait", "", "taken", null))
            .On("Wait", static async (_, _, self) => await self.Event("never"))
            .StartAsync();
        await hub.CreateAsync("Wait", "taken");

        var state = await hub.RunAsync("Parent");

        Assert.Equal(OrchestrationStatus.Failed, state.OrchestrationStatus);
        Assert.Contains("already exists", state.FailureDetails.InnerFailure?.ErrorMessage ?? state.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RaiseEvent_TheInstanceIsMissingOrFinished_IsDropped()
    {
        await using var hub = await new TestHub().On("O", static (_, _, _) => Task.FromResult<string?>("x")).StartAsync();
        var finished = (await hub.RunAsync("O")).OrchestrationInstance;

        await hub.Client.RaiseEventAsync(new OrchestrationInstance { InstanceId = "missing" }, "e", 1);
        await hub.Client.RaiseEventAsync(finished, "e", 1);

        Assert.Equal(0, hub.Service.Dispatch.InMemory);
        Assert.Equal(2, hub.Logs.Entries.Count(static e => e.EventId == 206));
    }

    [Fact]
    public async Task SendEvent_FromAnOrchestration_ReachesTheOther()
    {
        await using var hub = await new TestHub()
            .On(
                "Sender",
                static (context, _, _) =>
                {
                    context.SendEvent(new OrchestrationInstance { InstanceId = "target" }, "go", "hello");
                    return Task.FromResult<string?>("sent");
                }
            )
            .On("Target", static async (_, _, self) => await self.Event("go"))
            .StartAsync();
        await hub.CreateAsync("Target", "target");

        await hub.RunAsync("Sender");

        Assert.Equal("\"hello\"", (await hub.EndOfAsync("target")).Output);
    }

    [Fact]
    public async Task Stop_NothingRuns_TakesNoSecond()
    {
        var hub = await new TestHub().On("O", static (_, _, _) => Task.FromResult<string?>("x")).StartAsync();
        await hub.RunAsync("O");

        var begin = TimeProvider.System.GetTimestamp();
        await hub.StopAsync(forced: false);

        Assert.True(
            TimeProvider.System.GetElapsedTime(begin) < TimeSpan.FromSeconds(1),
            "the framework waits in whole seconds for a fetcher that is left"
        );
        await hub.DisposeAsync();
    }

    // CancelAsync leaves the orchestrator's thread.
    private static (OrchestrationStatus Status, string Output) Result(OrchestrationState state) =>
        (state.OrchestrationStatus, state.Output);
}
