namespace Comic2Pdf.Functions.Notices;

/// <summary>What is told; the names are a contract.</summary>
public static class NoticeEvents
{
    /// <summary>A job has its PDF.</summary>
    public const string Done = "DONE";

    /// <summary>A job has failed for good.</summary>
    public const string Error = "ERROR";

    /// <summary>A file waits for a decision, as there is a job of it.</summary>
    public const string DuplicatePending = "DUPLICATE_PENDING";
}
