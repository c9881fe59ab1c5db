namespace Comic2Pdf.Functions.Jobs;

/// <summary>The states of a job; the names are a contract. Those within a stage are made of <see cref="JobStages"/> and <see cref="JobPhases"/>.</summary>
public static class JobStates
{
    /// <summary>Known, nothing done.</summary>
    public const string Discovered = "DISCOVERED";

    /// <summary>PREP waits for a slot.</summary>
    public const string PrepSubmitted = $"{JobStages.Prep}_{JobPhases.Submitted}";

    /// <summary>A worker is on PREP.</summary>
    public const string PrepRunning = $"{JobStages.Prep}_{JobPhases.Running}";

    /// <summary>PREP is over.</summary>
    public const string PrepDone = $"{JobStages.Prep}_{JobPhases.Done}";

    /// <summary>OCR waits for a slot.</summary>
    public const string OcrSubmitted = $"{JobStages.Ocr}_{JobPhases.Submitted}";

    /// <summary>A worker is on OCR.</summary>
    public const string OcrRunning = $"{JobStages.Ocr}_{JobPhases.Running}";

    /// <summary>An attempt at OCR failed.</summary>
    public const string OcrError = $"{JobStages.Ocr}_{JobPhases.Error}";

    /// <summary>The PDF is in out/.</summary>
    public const string Done = "DONE";

    /// <summary>PREP failed for good.</summary>
    public const string ErrorPrep = $"{JobPhases.Error}_{JobStages.Prep}";

    /// <summary>OCR failed for good.</summary>
    public const string ErrorOcr = $"{JobPhases.Error}_{JobStages.Ocr}";

    /// <summary>The state of a phase of a stage: PREP_RUNNING.</summary>
    public static string In(string stage, string phase) => $"{stage}_{phase}";

    /// <summary>The state of a job whose stage failed for good: ERROR_PREP.</summary>
    public static string FailedIn(string stage) => $"{JobPhases.Error}_{stage}";

    /// <summary>Nothing more will happen by itself.</summary>
    public static bool IsFinal(string state) => state == Done || IsError(state);

    /// <summary>A final state without a PDF.</summary>
    public static bool IsError(string state) => state is ErrorPrep or ErrorOcr;

    /// <summary>A worker is on it.</summary>
    public static bool IsRunning(string state) => state is PrepRunning or OcrRunning;
}
