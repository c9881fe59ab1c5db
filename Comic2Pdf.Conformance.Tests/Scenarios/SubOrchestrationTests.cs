using Comic2Pdf.Conformance.Tests.Engines;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Conformance.Tests.Scenarios;

public sealed class SubOrchestrationTests(EngineSet engines) : ScenarioTests(engines)
{
    internal static void Register(FunctionSet functions) =>
        functions
            .Orchestrator<int, int>(
                "Sums by children",
                async (context, depth) =>
                    depth == 0
                        ? 1
                        : (
                            await Task.WhenAll(
                                context.CallSubOrchestratorAsync<int>("Sums by children", depth - 1),
                                context.CallSubOrchestratorAsync<int>("Sums by children", depth - 1)
                            )
                        ).Sum()
            )
            .Orchestrator<object?, string>(
                "Has a named child",
                async (context, _) =>
                    await context.CallSubOrchestratorAsync<string>(
                        "Names its parent",
                        options: new SubOrchestrationOptions(instanceId: context.InstanceId + "-child")
                    )
            )
            .Orchestrator<object?, string>(
                "Names its parent",
                (context, _) => Task.FromResult($"{context.InstanceId} of {context.Parent?.Name} {context.Parent?.InstanceId}")
            )
            .Orchestrator<object?, string>(
                "Waits for its child",
                async (context, _) =>
                {
                    context.SetCustomStatus("waiting");
                    try
                    {
                        return await context.CallSubOrchestratorAsync<string>(
                            "Waits for Data",
                            options: new SubOrchestrationOptions(instanceId: context.InstanceId + "-child")
                        );
                    }
                    catch (TaskFailedException e)
                    {
                        return $"{e.TaskName}: {e.FailureDetails.ErrorMessage}";
                    }
                }
            );

    [Theory, MemberData(nameof(All))]
    public async Task CallSubOrchestratorAsync_OverThreeLevels_GivesAllResults(EngineKind kind) =>
        AssertCompleted(await RunAsync(kind, "Sums by children", 3), "8");

    [Theory, MemberData(nameof(All))]
    public async Task Parent_InASubOrchestration_IsTheOneThatStartedIt(EngineKind kind)
    {
        var end = await RunAsync(kind, "Has a named child");

        AssertCompleted(end, $"\"{end.InstanceId}-child of Has a named child {end.InstanceId}\"");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Parent_OfAnInstanceThatAClientStarted_IsNull(EngineKind kind)
    {
        var end = await RunAsync(kind, "Names its parent");

        AssertCompleted(end, $"\"{end.InstanceId} of  \"");
    }

    // Microsoft's worker looks for the failure's details, which a termination has not. So a parent that would catch the failure fails too.
    [Theory, MemberData(nameof(All))]
    public async Task Terminate_OfAChild_FailsItsParent(EngineKind kind)
    {
        var id = await StartAsync(kind, "Waits for its child");
        await ReachedAsync(kind, id + "-child", "waiting");

        await (await ClientAsync(kind)).TerminateInstanceAsync(id + "-child", "enough", TimeLimit);

        AssertFailed(
            kind,
            await EndOfAsync(kind, id),
            "System.NullReferenceException: Object reference not set to an instance of an object."
        );
    }

    [Theory, MemberData(nameof(All))]
    public async Task Terminate_OfAParent_LeavesTheChildAlone(EngineKind kind)
    {
        var client = await ClientAsync(kind);
        var id = await StartAsync(kind, "Waits for its child");
        await ReachedAsync(kind, id + "-child", "waiting");

        await client.TerminateInstanceAsync(id, TimeLimit);
        await EndOfAsync(kind, id);
        await client.RaiseEventAsync(id + "-child", "Data", "still here", TimeLimit);

        AssertCompleted(await EndOfAsync(kind, id + "-child"), "\"still here\"");
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await EndOfAsync(kind, id)).RuntimeStatus);
    }

    // The reference takes no notice of Recursive.
    [Theory, MemberData(nameof(Ours))]
    public async Task TerminateAndPurge_Recursively_TakeTheChildrenToo(EngineKind kind)
    {
        var client = await ClientAsync(kind);
        var id = await StartAsync(kind, "Waits for its child");
        await ReachedAsync(kind, id + "-child", "waiting");

        await client.TerminateInstanceAsync(id, new TerminateInstanceOptions("enough", Recursive: true), TimeLimit);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await EndOfAsync(kind, id)).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await EndOfAsync(kind, id + "-child")).RuntimeStatus);
        Assert.Equal(2, (await client.PurgeInstanceAsync(id, new PurgeInstanceOptions(Recursive: true), TimeLimit)).PurgedInstanceCount);
        Assert.Null(await client.GetInstanceAsync(id + "-child", TimeLimit));
    }
}
