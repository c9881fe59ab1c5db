using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Tests.Functions.Jobs;

/// <summary>The names are a contract: files, HTTP and histories have them.</summary>
[Trait("Storage", "files")]
public sealed class JobStatesTests
{
    [Theory]
    [InlineData(JobStates.Discovered, "DISCOVERED")]
    [InlineData(JobStates.PrepSubmitted, "PREP_SUBMITTED")]
    [InlineData(JobStates.PrepRunning, "PREP_RUNNING")]
    [InlineData(JobStates.PrepDone, "PREP_DONE")]
    [InlineData(JobStates.OcrSubmitted, "OCR_SUBMITTED")]
    [InlineData(JobStates.OcrRunning, "OCR_RUNNING")]
    [InlineData(JobStates.OcrError, "OCR_ERROR")]
    [InlineData(JobStates.Done, "DONE")]
    [InlineData(JobStates.ErrorPrep, "ERROR_PREP")]
    [InlineData(JobStates.ErrorOcr, "ERROR_OCR")]
    public void Constant_IsTheContractsName(string state, string name) => Assert.Equal(name, state);

    [Theory]
    [InlineData(JobStages.Prep, JobPhases.Submitted, "PREP_SUBMITTED")]
    [InlineData(JobStages.Prep, JobPhases.Timeout, "PREP_TIMEOUT")]
    [InlineData(JobStages.Ocr, JobPhases.Running, "OCR_RUNNING")]
    [InlineData(JobStages.Ocr, JobPhases.Error, "OCR_ERROR")]
    [InlineData(JobStages.Ocr, JobPhases.Retry, "OCR_RETRY")]
    public void In_StageAndPhase_IsTheContractsName(string stage, string phase, string name) =>
        Assert.Equal(name, JobStates.In(stage, phase));

    [Theory]
    [InlineData(JobStages.Prep, "ERROR_PREP")]
    [InlineData(JobStages.Ocr, "ERROR_OCR")]
    public void FailedIn_Stage_IsTheContractsName(string stage, string name) => Assert.Equal(name, JobStates.FailedIn(stage));

    [Theory]
    [InlineData("DISCOVERED", false, false, false)]
    [InlineData("PREP_SUBMITTED", false, false, false)]
    [InlineData("PREP_RUNNING", false, false, true)]
    [InlineData("PREP_DONE", false, false, false)]
    [InlineData("OCR_RUNNING", false, false, true)]
    [InlineData("OCR_ERROR", false, false, false)]
    [InlineData("OCR_TIMEOUT", false, false, false)]
    [InlineData("DONE", true, false, false)]
    [InlineData("ERROR_PREP", true, true, false)]
    [InlineData("ERROR_OCR", true, true, false)]
    public void Is_State_AsNamed(string state, bool isFinal, bool isError, bool isRunning) =>
        Assert.Equal((isFinal, isError, isRunning), (JobStates.IsFinal(state), JobStates.IsError(state), JobStates.IsRunning(state)));
}
