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

        await client.RaiseEventAsync(id, "Data", "kept", Patience);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await client.GetInstanceAsync(id, Patience))!.RuntimeStatus);
        await client.ResumeInstanceAsync(id, "go on", Patience);

        AssertCompleted(await EndOfAsync(kind, id), "\"kept\"");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Terminate_OfARunningInstance_GivesItTheOutput(EngineKind kind)
    {
        var id = await WaitingAsync(kind);

        await (await ClientAsync(kind)).TerminateInstanceAsync(id, "enough", Patience);

        var end = await EndOfAsync(kind, id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
        Assert.Equal("\"enough\"", end.SerializedOutput);
        Assert.Equal("\"waiting\"", end.SerializedCustomStatus);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Terminate_OfASuspendedInstance_EndsIt(EngineKind kind)
    {
        var id = await SuspendedAsync(kind);

        await (await ClientAsync(kind)).TerminateInstanceAsync(id, Patience);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await EndOfAsync(kind, id)).RuntimeStatus);
    }

    // The reference's sidecar does not look at the instance first.
    [Theory, MemberData(nameof(Ours))]
    public async Task Requests_ThatTheStateForbids_Throw(EngineKind kind)
    {
        var client = await ClientAsync(kind);
        var (waiting, suspended) = (await WaitingAsync(kind), await SuspendedAsync(kind));
        var finished = (await RunAsync(kind, "Calls Echo", "x")).InstanceId;

        await Assert.ThrowsAsync<InvalidOperationException>(() => client.ResumeInstanceAsync(waiting, Patience));
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.SuspendInstanceAsync(suspended, Patience));
        foreach (var request in Requests(client))
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => request(finished));
            await Assert.ThrowsAsync<ArgumentException>(() => request("missing"));
        }

        await client.TerminateInstanceAsync(waiting, Patience);
        await client.TerminateInstanceAsync(suspended, Patience);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Purge_OfAFinishedInstance_RemovesIt(EngineKind kind)
    {
        var client = await ClientAsync(kind);
        var id = (await RunAsync(kind, "Calls Echo", "x")).InstanceId;

        Assert.Equal(1, (await client.PurgeInstanceAsync(id, Patience)).PurgedInstanceCount);

        Assert.Null(await client.GetInstanceAsync(id, Patience));
        Assert.Equal(0, (await client.PurgeInstanceAsync(id, Patience)).PurgedInstanceCount);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Purge_OfAnOpenInstance_LeavesItAlone(EngineKind kind)
    {
        var client = await ClientAsync(kind);
        var id = await WaitingAsync(kind);

        Assert.Equal(0, (await client.PurgeInstanceAsync(id, Patience)).PurgedInstanceCount);

        await client.RaiseEventAsync(id, "Data", "here", Patience);
        AssertCompleted(await EndOfAsync(kind, id), "\"here\"");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Waits_ForStartAndCompletion_GiveTheInstance(EngineKind kind)
    {
        var client = await ClientAsync(kind);
        var id = await StartAsync(kind, "Waits for Data");

        var started = await client.WaitForInstanceStartAsync(id, Patience);
        await client.RaiseEventAsync(id, "Data", "here", Patience);
        var end = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Patience);

        Assert.NotEqual(OrchestrationRuntimeStatus.Pending, started.RuntimeStatus);
        AssertCompleted(end, "\"here\"");
    }

    private static IEnumerable<Func<string, Task>> Requests(DurableTaskClient client) =>
        [
            id => client.RaiseEventAsync(id, "Data", "x", Patience),
            id => client.SuspendInstanceAsync(id, Patience),
            id => client.ResumeInstanceAsync(id, Patience),
            id => client.TerminateInstanceAsync(id, Patience),
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
        await (await ClientAsync(kind)).SuspendInstanceAsync(id, "wait", Patience);
        await ReachedAsync(kind, id, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        return id;
    }
}
