namespace Comic2Pdf.Functions.Jobs;

/// <summary>Where a job is within a stage. Stage and phase together are a state: PREP_RUNNING, ERROR_OCR; see <see cref="JobStates"/>.</summary>
public static class JobPhases
{
    /// <summary>An attempt waits for a slot.</summary>
    public const string Submitted = "SUBMITTED";

    /// <summary>An attempt has a slot; a worker is on it.</summary>
    public const string Running = "RUNNING";

    /// <summary>An attempt failed.</summary>
    public const string Error = "ERROR";

    /// <summary>An attempt was given up for lack of a heartbeat.</summary>
    public const string Timeout = "TIMEOUT";

    /// <summary>Another attempt follows.</summary>
    public const string Retry = "RETRY";

    /// <summary>The stage is over.</summary>
    public const string Done = "DONE";
}
