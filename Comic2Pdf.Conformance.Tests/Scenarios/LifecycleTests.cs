using Comic2Pdf.Conformance.Tests.Engines;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Conformance.Tests.Scenarios;

/// <summary>Suspend, resume, terminate and purge.</summary>
public sealed class LifecycleTests(EngineSet engines) : ScenarioTests(engines)
{
    [Theory, MemberData(nameof(All))]
    public async Task Suspend_KeepsEventsUntilTheInstanceIsResumed(EngineKind kind)
    {
        var client = await ClientAsync(kind);
        var id = await SuspendedAsync(kind);

        await client.RaiseEventAsync(id, "Data", "kept", TimeLimit);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await client.GetInstanceAsync(id, TimeLimit))!.RuntimeStatus);
        await client.ResumeInstanceAsync(id, "go on", TimeLimit);

        AssertCompleted(await EndOfAsync(kind, id), "\"kept\"");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Terminate_OfARunningInstance_GivesItTheOutput(EngineKind kind)
    {
        var id = await WaitingAsync(kind);

        await (await ClientAsync(kind)).TerminateInstanceAsync(id, "enough", TimeLimit);

        var end = await EndOfAsync(kind, id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
        Assert.Equal("\"enough\"", end.SerializedOutput);
        Assert.Equal("\"waiting\"", end.SerializedCustomStatus);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Terminate_OfASuspendedInstance_EndsIt(EngineKind kind)
    {
        var id = await SuspendedAsync(kind);

        await (await ClientAsync(kind)).TerminateInstanceAsync(id, TimeLimit);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await EndOfAsync(kind, id)).RuntimeStatus);
    }

    // The reference's sidecar does not look at the instance first.
    [Theory, MemberData(nameof(Ours))]
    public async Task Requests_ThatTheStateForbids_Throw(EngineKind kind)
    {
        var client = await ClientAsync(kind);
        var (waiting, suspended) = (await WaitingAsync(kind), await SuspendedAsync(kind));
        var finished = (await RunAsync(kind, "Calls Echo", "x")).InstanceId;

        await Assert.ThrowsAsync<InvalidOperationException>(() => client.ResumeInstanceAsync(waiting, TimeLimit));
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.SuspendInstanceAsync(suspended, TimeLimit));
        foreach (var request in Requests(client))
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => request(finished));
            await Assert.ThrowsAsync<ArgumentException>(() => request("missing"));
        }

        await client.TerminateInstanceAsync(waiting, TimeLimit);
        await client.TerminateInstanceAsync(suspended, TimeLimit);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Purge_OfAFinishedInstance_RemovesIt(EngineKind kind)
    {
        var client = await ClientAsync(kind);
        var id = (await RunAsync(kind, "Calls Echo", "x")).InstanceId;

        Assert.Equal(1, (await client.PurgeInstanceAsync(id, TimeLimit)).PurgedInstanceCount);

        Assert.Null(await client.GetInstanceAsync(id, TimeLimit));
        Assert.Equal(0, (await client.PurgeInstanceAsync(id, TimeLimit)).PurgedInstanceCount);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Purge_OfAnOpenInstance_LeavesItAlone(EngineKind kind)
    {
        var client = await ClientAsync(kind);
        var id = await WaitingAsync(kind);

        Assert.Equal(0, (await client.PurgeInstanceAsync(id, TimeLimit)).PurgedInstanceCount);

        await client.RaiseEventAsync(id, "Data", "here", TimeLimit);
        AssertCompleted(await EndOfAsync(kind, id), "\"here\"");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Waits_ForStartAndCompletion_GiveTheInstance(EngineKind kind)
    {
        var client = await ClientAsync(kind);
        var id = await StartAsync(kind, "Waits for Data");

        var started = await client.WaitForInstanceStartAsync(id, TimeLimit);
        await client.RaiseEventAsync(id, "Data", "here", TimeLimit);
        var end = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, TimeLimit);

        Assert.NotEqual(OrchestrationRuntimeStatus.Pending, started.RuntimeStatus);
        AssertCompleted(end, "\"here\"");
    }

    private static IEnumerable<Func<string, Task>> Requests(DurableTaskClient client) =>
        [
            id => client.RaiseEventAsync(id, "Data", "x", TimeLimit),
            id => client.SuspendInstanceAsync(id, TimeLimit),
            id => client.ResumeInstanceAsync(id, TimeLimit),
            id => client.TerminateInstanceAsync(id, TimeLimit),
        ];

    private async Task<string> WaitingAsync(EngineKind kind)
    {
        var id = await StartAsync(kind, "Waits for Data");
        await ReachedAsync(kind, id, "waiting");
        return id;
    }

    private async Task<string> SuspendedAsync(EngineKind kind)
    {
        var id = await WaitingAsync(kind);
        await (await ClientAsync(kind)).SuspendInstanceAsync(id, "wait", TimeLimit);
        await ReachedAsync(kind, id, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        return id;
    }
}
