using Comic2Pdf.Conformance.Tests.Engines;
using Comic2Pdf.Conformance.Tests.Scenarios;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Conformance.Tests.App;

/// <summary>The app's job orchestration goes through the same states on every engine.</summary>
public sealed class JobTests(EngineSet engines) : ScenarioTests(engines)
{
    private const string Start = "DISCOVERED PREP_SUBMITTED";
    private const string Read = "PREP_RUNNING PREP_DONE OCR_SUBMITTED OCR_RUNNING";

    private static readonly Dictionary<JobScript, string> States = new()
    {
        [JobScript.Succeeds] = $"{Start} {Read} DONE",
        [JobScript.RetriesPrep] = $"{Start} PREP_RUNNING PREP_ERROR PREP_RETRY PREP_SUBMITTED {Read} DONE",
        [JobScript.IsRefused] = $"{Start} PREP_RUNNING PREP_ERROR ERROR_PREP",
        [JobScript.FailsInAChunk] = $"{Start} {Read} OCR_ERROR OCR_RETRY OCR_SUBMITTED OCR_RUNNING OCR_ERROR ERROR_OCR",
        [JobScript.LosesItsHeartbeat] = $"{Start} PREP_RUNNING PREP_TIMEOUT PREP_RETRY PREP_SUBMITTED {Read} DONE",
        [JobScript.IsCancelledWhileWaiting] = $"{Start} ERROR_PREP",
        [JobScript.IsBlocked] = $"{Start} PREP_RUNNING PREP_RETRY PREP_SUBMITTED {Read} DONE",
        [JobScript.IsInterrupted] = $"{Start} {Read} OCR_RETRY OCR_SUBMITTED OCR_RUNNING DONE",
        [JobScript.IsInterruptedForGood] =
            $"{Start} {Read} OCR_RETRY OCR_SUBMITTED OCR_RUNNING OCR_ERROR OCR_RETRY OCR_SUBMITTED OCR_RUNNING OCR_ERROR ERROR_OCR",
        [JobScript.IsPaused] = $"{Start} {Read} OCR_SUBMITTED OCR_RUNNING DONE",
        [JobScript.IsCancelledWhileRunning] = $"{Start} {Read} ERROR_OCR",
    };

    [Theory, MemberData(nameof(All))]
    public async Task Jobs_OfEveryScript_GoThroughTheirStates(EngineKind kind)
    {
        var client = await ClientAsync(kind);

        // All at once, as they take seconds each.
        var ends = await Task.WhenAll(States.Keys.Select(script => new JobDriver(client, TimeLimit).RunAsync(script)));

        Assert.All(ends, static end => Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus));
        Assert.Equal(States.Values, ends.Select(static end => string.Join(' ', JobDriver.StatusOf(end)!.Transitions.Select(t => t.State))));
        Assert.Equal(
            States.Values.Select(static s => s[(s.LastIndexOf(' ') + 1)..]),
            ends.Select(static end => end.ReadOutputAs<string>())
        );
    }
}
