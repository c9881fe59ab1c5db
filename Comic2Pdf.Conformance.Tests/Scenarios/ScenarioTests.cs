using Comic2Pdf.Conformance.Tests.Engines;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Conformance.Tests.Scenarios;

/// <summary>What the scenarios have in common: each is run on every engine, with instances of its own.</summary>
public abstract class ScenarioTests(EngineSet engines)
{
    public static TheoryData<EngineKind> All { get; } = [EngineKind.AzureStorage, EngineKind.Reference];

    /// <summary>Far longer than any scenario takes: it ends what hangs for good.</summary>
    private protected static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;

    private protected async Task<DurableTaskClient> ClientAsync(EngineKind kind) => (await engines.GetAsync(kind)).Client;

    private protected async Task<OrchestrationMetadata> RunAsync(EngineKind kind, string name, object? input = null, StartOrchestrationOptions? options = null)
    {
        var client = await ClientAsync(kind);
        var id = await client.ScheduleNewOrchestrationInstanceAsync(name, input, options, Patience);
        return await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Patience);
    }
}
