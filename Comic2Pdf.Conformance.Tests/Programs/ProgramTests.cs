using System.Text.RegularExpressions;
using Comic2Pdf.Conformance.Tests.Engines;
using Comic2Pdf.Conformance.Tests.Scenarios;
using CsCheck;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing.Sidecar;

namespace Comic2Pdf.Conformance.Tests.Programs;

/// <summary>
/// Generated orchestrations end in the same way on the SQLite provider and on Microsoft's service in memory. The latter runs under the product's worker:
/// under its own sidecar some instances that continue as new never end.
/// </summary>
public sealed partial class ProgramTests(EngineSet engines) : ScenarioTests(engines)
{
    private const int Programs = 500;

    // A failure prints the seed and the smallest program that it was found with; CsCheck_Seed=... in the environment runs it again.
    [Fact, Trait("Engine", "Sqlite")]
    public async Task Programs_OnSqliteAndInMemory_EndInTheSameWay()
    {
        await using var memory = await FrameworkEngine.StartAsync(
            EngineKind.Reference,
            new InMemoryOrchestrationService(),
            Catalog.Functions,
            () => ValueTask.CompletedTask
        );
        var sqlite = await ClientAsync(EngineKind.Sqlite);
        await ProgramGenerator.Programs.SampleAsync(
            async program =>
            {
                var ends = await Task.WhenAll(EndOfAsync(sqlite, program), EndOfAsync(memory.Client, program));
                Assert.Equal(ends[1], ends[0]);
            },
            iter: Programs,
            threads: 8,
            print: static program => $"{program}"
        );
    }

    private static async Task<End> EndOfAsync(DurableTaskClient client, ProgramInput program)
    {
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Program", program, TimeLimit);
        var end = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, TimeLimit);
        return new(
            end.RuntimeStatus,
            end.SerializedOutput is { } text ? TaskNumber().Replace(text, "#") : null,
            end.SerializedCustomStatus
        );
    }

    // Steps that run at the same time take their numbers as they come.
    [GeneratedRegex("#[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex TaskNumber();

    private sealed record End(OrchestrationRuntimeStatus Status, string? Text, string? CustomStatus);
}
