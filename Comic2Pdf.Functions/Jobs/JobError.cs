namespace Comic2Pdf.Functions.Jobs;

/// <summary>Why an attempt or a job failed: a code of docs/errors.md and a sentence.</summary>
public sealed record JobError(string Code, string Detail)
{
    /// <summary>The code of an attempt whose heartbeat stopped; see docs/errors.md.</summary>
    public const string HeartbeatTimeout = "heartbeat_timeout";

    /// <summary>The code of an archive that is another one than was taken.</summary>
    public const string InputChanged = "input_changed";
}
