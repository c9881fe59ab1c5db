namespace Comic2Pdf.Functions.Intake;

/// <summary>What is done with a file that is an archive.</summary>
public enum IntakeDecision
{
    /// <summary>The job is claimed (over a claim that is void or of a failed run, if there is one), and the file becomes its archive.</summary>
    ClaimJob,

    /// <summary>The job that was claimed and never started is started; then the file is looked at again.</summary>
    StartClaimed,

    /// <summary>The file has served its purpose and is deleted.</summary>
    Delete,

    /// <summary>The file is held as a duplicate.</summary>
    Hold,

    /// <summary>The file stays: another process is at work on it, or on the same content.</summary>
    Wait,
}
