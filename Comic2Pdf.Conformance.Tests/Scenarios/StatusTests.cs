using Comic2Pdf.Conformance.Tests.Engines;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Conformance.Tests.Scenarios;

/// <summary>Custom statuses, versions, and what the client reads back.</summary>
public sealed class StatusTests(EngineSet engines) : ScenarioTests(engines)
{
    internal static void Register(FunctionSet functions) =>
        functions
            .Orchestrator<int, string>(
                "Shows a long status",
                async (context, characters) =>
                {
                    context.SetCustomStatus("small");
                    await context.CallActivityAsync<string>("Echo", "x");
                    context.SetCustomStatus(new string('x', characters));
                    return await context.CallActivityAsync<string>("Echo", "shown");
                }
            )
            .Orchestrator<object?, string>(
                "Shows a status and fails",
                async (context, _) =>
                {
                    context.SetCustomStatus("before the failure");
                    await context.CallActivityAsync<string>("Echo", "x");
                    throw new InvalidOperationException("failed");
                }
            )
            .Orchestrator<int, string>(
                "Tells its version",
                async (context, generations) =>
                {
                    if (generations > 0)
                    {
                        context.ContinueAsNew(new ContinueAsNewOptions { NewInput = generations - 1, NewVersion = "3.0" });
                        return "";
                    }

                    return $"{context.Version}, child {await context.CallSubOrchestratorAsync<string>("Tells its own version")}, "
                        + $"told {await context.CallSubOrchestratorAsync<string>("Tells its own version", options: new SubOrchestrationOptions { Version = "7.0" })}";
                }
            )
            .Orchestrator<object?, string>("Tells its own version", (context, _) => Task.FromResult(context.Version));

    [Theory, MemberData(nameof(All))]
    public async Task SetCustomStatus_JustBelowSixteenKilobytes_IsShown(EngineKind kind)
    {
        var end = await RunAsync(kind, "Shows a long status", 8190);

        AssertCompleted(end, "\"shown\"");
        Assert.Equal(8192, end.SerializedCustomStatus!.Length);
    }

    // As in the Functions host, the status is lost when the host fails an instance. The reference has no limit.
    [Theory, MemberData(nameof(Ours))]
    public async Task SetCustomStatus_AboveSixteenKilobytes_FailsTheInstance(EngineKind kind)
    {
        var end = await RunAsync(kind, "Shows a long status", 8191);

        AssertFailed(kind, end, "System.ArgumentException: The size of the JSON-serialized payload must not exceed 16 KB of UTF-16 text.");
        Assert.Equal("null", end.SerializedCustomStatus);
    }

    [Theory, MemberData(nameof(All))]
    public async Task SetCustomStatus_BeforeAFailure_Stays(EngineKind kind)
    {
        var end = await RunAsync(kind, "Shows a status and fails");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("\"before the failure\"", end.SerializedCustomStatus);
    }

    [Theory, MemberData(nameof(Ours))]
    public async Task SerializedCustomStatus_NeverSet_IsTheTextNull(EngineKind kind) =>
        Assert.Equal("null", (await RunAsync(kind, "Calls Echo", "x")).SerializedCustomStatus);

    [Theory, MemberData(nameof(Ours))]
    public async Task GetInstance_WithoutInputsAndOutputs_HasNone(EngineKind kind)
    {
        var id = (await RunAsync(kind, "Calls Echo", "x")).InstanceId;

        var found = (await (await ClientAsync(kind)).GetInstanceAsync(id, TimeLimit))!;

        Assert.Equal(("Calls Echo", OrchestrationRuntimeStatus.Completed), (found.Name, found.RuntimeStatus));
        Assert.Null(found.SerializedInput ?? found.SerializedOutput ?? found.SerializedCustomStatus);
        Assert.InRange(found.CreatedAt, TimeProvider.System.GetUtcNow().AddMinutes(-5), found.LastUpdatedAt);
    }

    [Theory, MemberData(nameof(All))]
    public async Task GetAllInstances_ByPrefixAndInPages_GivesEachOnce(EngineKind kind)
    {
        var client = await ClientAsync(kind);
        var prefix = $"query-{Guid.NewGuid():N}-";
        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => RunAsync(kind, "Calls Echo", $"{i}", new($"{prefix}{i}"))));

        var all = await IdsAsync(client, new() { InstanceIdPrefix = prefix, PageSize = 2 });
        var failed = await IdsAsync(client, new() { InstanceIdPrefix = prefix, Statuses = [OrchestrationRuntimeStatus.Failed] });
        var completed = await IdsAsync(
            client,
            new() { InstanceIdPrefix = prefix, Statuses = [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed] }
        );
        var later = await IdsAsync(client, new() { InstanceIdPrefix = prefix, CreatedFrom = TimeProvider.System.GetUtcNow().AddHours(1) });

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"{prefix}{i}"), all);
        Assert.Empty(failed);
        Assert.Equal(all, completed);
        Assert.Empty(later);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Version_NotSaid_IsTheDefault(EngineKind kind) =>
        AssertCompleted(await RunAsync(kind, "Tells its version", 0), "\"1.0, child 1.0, told 7.0\"");

    [Theory, MemberData(nameof(All))]
    public async Task Version_OfTheStartOptions_IsTheInstances(EngineKind kind) =>
        AssertCompleted(await RunAsync(kind, "Tells its version", 0, new() { Version = "2.0" }), "\"2.0, child 1.0, told 7.0\"");

    [Theory, MemberData(nameof(All))]
    public async Task Version_OfContinueAsNew_IsTheNextGenerations(EngineKind kind) =>
        AssertCompleted(await RunAsync(kind, "Tells its version", 1), "\"3.0, child 1.0, told 7.0\"");

    private static async Task<List<string>> IdsAsync(DurableTaskClient client, OrchestrationQuery query)
    {
        var ids = new List<string>();
        await foreach (var instance in client.GetAllInstancesAsync(query).WithCancellation(TimeLimit))
        {
            ids.Add(instance.InstanceId);
        }

        ids.Sort(StringComparer.Ordinal);
        return ids;
    }
}
