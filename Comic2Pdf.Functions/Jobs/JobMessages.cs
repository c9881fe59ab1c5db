namespace Comic2Pdf.Functions.Jobs;

/// <summary>How messages of jobs begin that wait and go on by themselves. The runbook names them.</summary>
public static class JobMessages
{
    /// <summary>A disk is full, say, or the store does not answer.</summary>
    public const string WaitsForRoom = "waits for room or rights";

    /// <summary>The process that worked on it has ended.</summary>
    public const string WasInterrupted = "was interrupted";

    /// <summary>ocr_concurrency was lowered.</summary>
    public const string Paused = "paused";

    /// <summary>Whether a job with this message waits for something that is not in it.</summary>
    public static bool IsWaiting(string? message) =>
        message is not null
        && (message.StartsWith(WaitsForRoom, StringComparison.Ordinal) || message.StartsWith(Paused, StringComparison.Ordinal));
}
