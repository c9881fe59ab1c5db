using Comic2Pdf.Conformance.Tests.Engines;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Conformance.Tests.Scenarios;

public sealed class ActivityTests(EngineSet engines) : ScenarioTests(engines)
{
    internal static void Register(FunctionSet functions) => functions
        .Orchestrator<string, string>("Greets", async (context, name) => await context.CallActivityAsync<string>("Greet", name))
        .Activity<string, string>("Greet", (_, name) => Task.FromResult($"Hello {name}"));

    [Theory, MemberData(nameof(All))]
    public async Task CallActivityAsync_ThatSucceeds_GivesItsResult(EngineKind kind)
    {
        var end = await RunAsync(kind, "Greets", "Tintin");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal("\"Hello Tintin\"", end.SerializedOutput);
    }
}
