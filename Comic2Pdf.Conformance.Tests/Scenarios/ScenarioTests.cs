using Comic2Pdf.Conformance.Tests.Engines;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Conformance.Tests.Scenarios;

/// <summary>What the scenarios have in common: each is run on every engine, with instances of its own.</summary>
public abstract class ScenarioTests(EngineSet engines)
{
    public static IReadOnlyCollection<TheoryDataRow<EngineKind>> All { get; } = [.. Enum.GetValues<EngineKind>().Select(Row)];

    /// <summary>The engines whose client is the product's. The reference's answers differ where a test says so.</summary>
    public static IReadOnlyCollection<TheoryDataRow<EngineKind>> Ours { get; } = [Row(EngineKind.Sqlite), Row(EngineKind.AzureStorage)];

    /// <summary>Far longer than any scenario takes: it ends what hangs for good.</summary>
    private protected static CancellationToken TimeLimit => new CancellationTokenSource(TimeSpan.FromMinutes(5)).Token;

    private protected async Task<DurableTaskClient> ClientAsync(EngineKind kind) => (await engines.GetAsync(kind)).Client;

    private protected async Task<string> StartAsync(
        EngineKind kind,
        string name,
        object? input = null,
        StartOrchestrationOptions? options = null
    ) => await (await ClientAsync(kind)).ScheduleNewOrchestrationInstanceAsync(name, input, options, TimeLimit);

    private protected async Task<OrchestrationMetadata> RunAsync(
        EngineKind kind,
        string name,
        object? input = null,
        StartOrchestrationOptions? options = null
    ) => await EndOfAsync(kind, await StartAsync(kind, name, input, options));

    // The Azure Storage provider's own wait looks every two seconds.
    private protected async Task<OrchestrationMetadata> EndOfAsync(EngineKind kind, string id) =>
        kind == EngineKind.AzureStorage
            ? await ReachedAsync(kind, id, static m => m.IsCompleted)
            : await (await ClientAsync(kind)).WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, TimeLimit);

    /// <summary>Waits until the orchestrator has set its custom status so.</summary>
    private protected Task<OrchestrationMetadata> ReachedAsync(EngineKind kind, string id, string customStatus) =>
        ReachedAsync(kind, id, m => m.SerializedCustomStatus == $"\"{customStatus}\"");

    // So that one engine's can be run: -trait Engine=Sqlite.
    private static TheoryDataRow<EngineKind> Row(EngineKind kind) => new(kind) { Traits = { ["Engine"] = [$"{kind}"] } };

    private protected async Task<OrchestrationMetadata> ReachedAsync(
        EngineKind kind,
        string id,
        Func<OrchestrationMetadata, bool> condition
    )
    {
        var client = await ClientAsync(kind);
        var timeLimit = TimeLimit;
        while (true)
        {
            if (await client.GetInstanceAsync(id, getInputsAndOutputs: true, timeLimit) is { } found && condition(found))
            {
                return found;
            }

            await Task.Delay(50, timeLimit);
        }
    }

    private protected static void AssertCompleted(OrchestrationMetadata end, string output)
    {
        Assert.True(
            end.RuntimeStatus == OrchestrationRuntimeStatus.Completed,
            $"{end.RuntimeStatus}: {end.SerializedOutput} {end.FailureDetails}"
        );
        Assert.Equal(output, end.SerializedOutput);
    }

    private protected static void AssertFailed(EngineKind kind, OrchestrationMetadata end, string error)
    {
        Assert.True(end.RuntimeStatus == OrchestrationRuntimeStatus.Failed, $"{end.RuntimeStatus}: {end.SerializedOutput}");
        if (kind == EngineKind.Reference)
        {
            // It hands the details out. The Functions host with Azure Storage keeps their text only, as the output, and so does the product's client.
            Assert.Equal(error, $"{end.FailureDetails?.ErrorType}: {end.FailureDetails?.ErrorMessage}");
        }
        else
        {
            Assert.Null(end.FailureDetails);
            Assert.Equal(error, end.SerializedOutput);
        }
    }
}
