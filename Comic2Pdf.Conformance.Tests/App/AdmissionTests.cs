using Comic2Pdf.Conformance.Tests.Engines;
using Comic2Pdf.Conformance.Tests.Scenarios;
using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Orchestrations;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Conformance.Tests.App;

/// <summary>The app's admission orchestration gives out slots over more than one generation.</summary>
public sealed class AdmissionTests(EngineSet engines) : ScenarioTests(engines)
{
    internal static void Register(FunctionSet functions) =>
        functions.Orchestrator<object?, string?>(
            "Waits for a slot",
            async (context, _) => (await context.WaitForExternalEvent<JobSignal>(Names.JobSignal)).Slot?.ToString()
        );

    [Theory, MemberData(nameof(All))]
    public async Task Admission_OverAHundredMessages_StillKnowsWhoHasASlot(EngineKind kind)
    {
        var client = await ClientAsync(kind);
        var (first, second) = (await StartAsync(kind, "Waits for a slot"), await StartAsync(kind, "Waits for a slot"));

        var admission = await StartAsync(kind, Names.Admission, new AdmissionState { Owner = "test" });
        var end = await AskedUntilEndAsync(kind, first, () => AdmissionDriver.AskAsync(client, admission, first, second, TimeLimit));
        AssertCompleted(end, "\"PREP.a-p1\"");
        await AdmissionDriver.FillAsync(client, admission, AdmissionDriver.MessagesPerGeneration, TimeLimit);
        // The second generation's input. Waited for, because the reference loses what is sent in the turn that continues as new.
        await ReachedAsync(kind, admission, m => m.SerializedInput!.Contains("PREP.b-p1", StringComparison.Ordinal));
        end = await AskedUntilEndAsync(
            kind,
            second,
            () =>
                client.RaiseEventAsync(admission, Names.AdmissionMessage, new AdmissionMessage(AdmissionMessage.Release, first), TimeLimit)
        );
        AssertCompleted(end, "\"PREP.b-p1\"");
        await client.TerminateInstanceAsync(admission, TimeLimit);
    }

    // A message can be lost; a job asks again then, and so does the test.
    private async Task<OrchestrationMetadata> AskedUntilEndAsync(EngineKind kind, string id, Func<Task> askAsync)
    {
        var end = EndOfAsync(kind, id);
        while (!end.IsCompleted)
        {
            await askAsync();
            await Task.WhenAny(end, Task.Delay(TimeSpan.FromSeconds(10)));
        }

        return await end;
    }
}
