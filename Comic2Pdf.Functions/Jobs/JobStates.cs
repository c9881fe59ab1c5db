namespace Comic2Pdf.Functions.Jobs;

/// <summary>The states of a job; the names are a contract.</summary>
public static class JobStates
{
    /// <summary>Known, nothing done.</summary>
    public const string Discovered = "DISCOVERED";

    /// <summary>PREP is over.</summary>
    public const string PrepDone = "PREP_DONE";

    /// <summary>The PDF is in out/.</summary>
    public const string Done = "DONE";

    /// <summary>PREP failed for good.</summary>
    public const string ErrorPrep = "ERROR_PREP";

    /// <summary>OCR failed for good.</summary>
    public const string ErrorOcr = "ERROR_OCR";

    /// <summary>Nothing more will happen by itself.</summary>
    public static bool IsFinal(string state) => state is Done or ErrorPrep or ErrorOcr;

    /// <summary>A final state without a PDF.</summary>
    public static bool IsError(string state) => state is ErrorPrep or ErrorOcr;

    /// <summary>A worker is on it.</summary>
    public static bool IsRunning(string state) => state is "PREP_RUNNING" or "OCR_RUNNING";
}
