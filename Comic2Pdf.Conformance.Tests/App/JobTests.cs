using Comic2Pdf.Conformance.Tests.Engines;
using Comic2Pdf.Conformance.Tests.Scenarios;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Conformance.Tests.App;

/// <summary>The app's job orchestration goes through the same states on every engine.</summary>
public sealed class JobTests(EngineSet engines) : ScenarioTests(engines)
{
    private const string Start = "DISCOVERED PREP_SUBMITTED";
    private const string Prepared = $"{Start} PREP_RUNNING PREP_DONE OCR_SUBMITTED OCR_RUNNING";

    [Theory, MemberData(nameof(All))]
    public Task Job_ThatSucceeds_IsDone(EngineKind kind) => RunAsync(kind, JobScript.Succeeds, $"{Prepared} DONE");

    [Theory, MemberData(nameof(All))]
    public Task Job_WhosePrepFailsOnce_IsDoneInTheSecondAttempt(EngineKind kind) => RunAsync(
        kind, JobScript.RetriesPrep, $"{Start} PREP_RUNNING PREP_ERROR PREP_RETRY PREP_SUBMITTED PREP_RUNNING PREP_DONE OCR_SUBMITTED OCR_RUNNING DONE");

    [Theory, MemberData(nameof(All))]
    public Task Job_ThatIsRefused_IsOverAtOnce(EngineKind kind) => RunAsync(kind, JobScript.IsRefused, $"{Start} PREP_RUNNING PREP_ERROR ERROR_PREP");

    [Theory, MemberData(nameof(All))]
    public Task Job_WithAChunkThatFails_IsOverAfterItsAttempts(EngineKind kind) => RunAsync(
        kind, JobScript.FailsInAChunk, $"{Prepared} OCR_ERROR OCR_RETRY OCR_SUBMITTED OCR_RUNNING OCR_ERROR ERROR_OCR");

    [Theory, MemberData(nameof(All))]
    public Task Job_ThatLosesItsHeartbeat_IsDoneInTheSecondAttempt(EngineKind kind) => RunAsync(
        kind, JobScript.LosesItsHeartbeat, $"{Start} PREP_RUNNING PREP_TIMEOUT PREP_RETRY PREP_SUBMITTED PREP_RUNNING PREP_DONE OCR_SUBMITTED OCR_RUNNING DONE");

    [Theory, MemberData(nameof(All))]
    public Task Job_CancelledWhileWaiting_IsOver(EngineKind kind) => RunAsync(kind, JobScript.IsCancelledWhileWaiting, $"{Start} ERROR_PREP");

    [Theory, MemberData(nameof(All))]
    public Task Job_CancelledWhileRunning_IsOver(EngineKind kind) => RunAsync(kind, JobScript.IsCancelledWhileRunning, $"{Prepared} ERROR_OCR");

    private async Task RunAsync(EngineKind kind, JobScript script, string states)
    {
        var end = await new JobDriver(await ClientAsync(kind), Patience).RunAsync(script);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal(states, string.Join(' ', JobDriver.StatusOf(end)!.Transitions.Select(t => t.State)));
        Assert.Equal(states[(states.LastIndexOf(' ') + 1)..], end.ReadOutputAs<string>());
    }
}
