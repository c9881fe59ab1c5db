using Comic2Pdf.Conformance.Tests.Engines;
using Microsoft.DurableTask;

namespace Comic2Pdf.Conformance.Tests.Scenarios;

public sealed class EventTests(EngineSet engines) : ScenarioTests(engines)
{
    internal static void Register(FunctionSet functions) =>
        functions
            .Orchestrator<object?, string>(
                "Waits for Data",
                async (context, _) =>
                {
                    context.SetCustomStatus("waiting");
                    return await context.WaitForExternalEvent<string>("Data");
                }
            )
            .Orchestrator<object?, string>(
                "Waits for Go, then for Data twice",
                async (context, _) =>
                {
                    context.SetCustomStatus("waiting");
                    await context.WaitForExternalEvent<object?>("Go");
                    return await context.WaitForExternalEvent<string>("Data") + await context.WaitForExternalEvent<string>("data");
                }
            )
            .Orchestrator<object?, string>(
                "Waits twice at once",
                async (context, _) =>
                {
                    var (first, second) = (context.WaitForExternalEvent<string>("Data"), context.WaitForExternalEvent<string>("Data"));
                    context.SetCustomStatus("waiting");
                    await Task.WhenAll(first, second);
                    return $"first {await first}, second {await second}";
                }
            )
            .Orchestrator<object?, string>(
                "Gives a wait up",
                async (context, _) =>
                {
                    using var cancel = new CancellationTokenSource();
                    var (first, second) = (
                        context.WaitForExternalEvent<string>("Data"),
                        context.WaitForExternalEvent<string>("Data", cancel.Token)
                    );
                    cancel.Cancel();
                    context.SetCustomStatus("waiting");
                    return $"{second.IsCanceled} {await first}";
                }
            )
            .Orchestrator<int, string>(
                "Waits for a time",
                async (context, milliseconds) =>
                {
                    try
                    {
                        context.SetCustomStatus("waiting");
                        return await context.WaitForExternalEvent<string>("Data", TimeSpan.FromMilliseconds(milliseconds));
                    }
                    catch (OperationCanceledException e)
                    {
                        return e.GetType().Name;
                    }
                }
            )
            .Orchestrator<object?, string>(
                "Races events and a timer",
                async (context, _) =>
                {
                    using var cancel = new CancellationTokenSource();
                    var timer = context.CreateTimer(TimeSpan.FromHours(1), cancel.Token);
                    var (a, b) = (context.WaitForExternalEvent<string>("A"), context.WaitForExternalEvent<string>("B"));
                    context.SetCustomStatus("waiting");
                    var first = await Task.WhenAny(a, b, timer);
                    cancel.Cancel();

                    // Else it might be over before the later event is sent, which then would be refused.
                    await context.WaitForExternalEvent<string>("End");
                    return first == a ? $"A {await a}"
                        : first == b ? $"B {await b}"
                        : "timer";
                }
            )
            .Orchestrator<string, string>(
                "Sends Data to",
                async (context, id) =>
                {
                    context.SendEvent(id, "Data", $"from another");
                    return await context.CallActivityAsync<string>("Echo", "sent");
                }
            )
            .Orchestrator<object?, string>(
                "Talks with its child",
                async (context, _) =>
                {
                    var child = context.CallSubOrchestratorAsync<string>(
                        "Answers its parent",
                        options: new SubOrchestrationOptions(instanceId: context.InstanceId + "-child")
                    );
                    var question = await context.WaitForExternalEvent<string>("Question");
                    context.SendEvent(context.InstanceId + "-child", "Answer", question + " yes");
                    return await child;
                }
            )
            .Orchestrator<object?, string>(
                "Answers its parent",
                async (context, _) =>
                {
                    context.SendEvent(context.Parent!.InstanceId, "Question", "well?");
                    return await context.WaitForExternalEvent<string>("Answer");
                }
            );

    [Theory, MemberData(nameof(All))]
    public async Task RaiseEvent_ToAWaitingInstance_GivesItThePayload(EngineKind kind)
    {
        var id = await WaitingAsync(kind, "Waits for Data");

        await RaiseAsync(kind, id, "DATA", "there");

        AssertCompleted(await EndOfAsync(kind, id), "\"there\"");
    }

    [Theory, MemberData(nameof(All))]
    public async Task RaiseEvent_BeforeTheWait_IsKeptInOrder(EngineKind kind)
    {
        var id = await WaitingAsync(kind, "Waits for Go, then for Data twice");

        await RaiseAsync(kind, id, "Data", "a");
        await RaiseAsync(kind, id, "Data", "b");
        await RaiseAsync(kind, id, "Go", null);

        AssertCompleted(await EndOfAsync(kind, id), "\"ab\"");
    }

    [Theory, MemberData(nameof(All))]
    public async Task RaiseEvent_WhileTheInstanceIsPending_IsKept(EngineKind kind)
    {
        var id = await StartAsync(kind, "Waits for Data");

        await RaiseAsync(kind, id, "Data", "early");

        AssertCompleted(await EndOfAsync(kind, id), "\"early\"");
    }

    // The latest wait of a name is served first: Microsoft's worker keeps a stack.
    [Theory, MemberData(nameof(All))]
    public async Task RaiseEvent_ToTwoWaitsOfOneName_ServesTheLatestFirst(EngineKind kind)
    {
        var id = await WaitingAsync(kind, "Waits twice at once");

        await RaiseAsync(kind, id, "Data", "a");
        await RaiseAsync(kind, id, "Data", "b");

        AssertCompleted(await EndOfAsync(kind, id), "\"first b, second a\"");
    }

    // Until Microsoft.DurableTask 1.25 the wait that was given up used the event up.
    [Theory, MemberData(nameof(All))]
    public async Task RaiseEvent_WhenTheLatestWaitWasCancelled_ServesTheOneBeforeIt(EngineKind kind)
    {
        var id = await WaitingAsync(kind, "Gives a wait up");

        await RaiseAsync(kind, id, "Data", "a");

        AssertCompleted(await EndOfAsync(kind, id), "\"True a\"");
    }

    [Theory, MemberData(nameof(All))]
    public async Task WaitForExternalEvent_WhoseTimeIsOver_IsCancelled(EngineKind kind) =>
        AssertCompleted(await RunAsync(kind, "Waits for a time", 100), "\"TaskCanceledException\"");

    [Theory, MemberData(nameof(All))]
    public async Task WaitForExternalEvent_WhoseEventComesInTime_KeepsNoTimerOpen(EngineKind kind)
    {
        var id = await WaitingAsync(kind, "Waits for a time", 3_600_000);

        await RaiseAsync(kind, id, "Data", "in time");

        AssertCompleted(await EndOfAsync(kind, id), "\"in time\"");
    }

    [Theory, MemberData(nameof(All))]
    public async Task WhenAny_OverEventsAndATimer_GivesTheFirst(EngineKind kind)
    {
        var id = await WaitingAsync(kind, "Races events and a timer");

        await RaiseAsync(kind, id, "B", "won");
        await RaiseAsync(kind, id, "A", "late");
        await RaiseAsync(kind, id, "End", "");

        AssertCompleted(await EndOfAsync(kind, id), "\"B won\"");
    }

    [Theory, MemberData(nameof(All))]
    public async Task SendEvent_ToAnotherInstance_ReachesIt(EngineKind kind)
    {
        var id = await WaitingAsync(kind, "Waits for Data");

        AssertCompleted(await RunAsync(kind, "Sends Data to", id), "\"sent\"");

        AssertCompleted(await EndOfAsync(kind, id), "\"from another\"");
    }

    [Theory, MemberData(nameof(All))]
    public async Task SendEvent_ToAMissingInstance_IsDropped(EngineKind kind) =>
        AssertCompleted(await RunAsync(kind, "Sends Data to", $"missing-{Guid.NewGuid():N}"), "\"sent\"");

    [Theory, MemberData(nameof(All))]
    public async Task SendEvent_BetweenParentAndChild_ReachesBoth(EngineKind kind) =>
        AssertCompleted(await RunAsync(kind, "Talks with its child"), "\"well? yes\"");

    // The reference's sidecar takes events for anybody and drops them.
    [Theory, MemberData(nameof(Ours))]
    public async Task RaiseEvent_ToAMissingOrFinishedInstance_Throws(EngineKind kind)
    {
        var finished = await RunAsync(kind, "Calls Echo", "x");

        await Assert.ThrowsAsync<ArgumentException>(() => RaiseAsync(kind, "missing", "Data", "x"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => RaiseAsync(kind, finished.InstanceId, "Data", "x"));
    }

    private async Task<string> WaitingAsync(EngineKind kind, string name, object? input = null)
    {
        var id = await StartAsync(kind, name, input);
        await ReachedAsync(kind, id, "waiting");
        return id;
    }

    private async Task RaiseAsync(EngineKind kind, string id, string name, object? payload) =>
        await (await ClientAsync(kind)).RaiseEventAsync(id, name, payload, TimeLimit);
}
