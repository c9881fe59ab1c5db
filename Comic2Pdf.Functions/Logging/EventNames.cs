namespace Comic2Pdf.Functions.Logging;

/// <summary>What <see cref="EventCounters"/> counts; the names of the Prometheus metrics.</summary>
public static class EventNames
{
    /// <summary>Jobs that got a PDF.</summary>
    public const string JobsDone = "comic2pdf_jobs_done_total";

    /// <summary>Jobs that failed for good.</summary>
    public const string JobsError = "comic2pdf_jobs_error_total";

    /// <summary>Attempts that failed, by code.</summary>
    public const string AttemptsFailed = "comic2pdf_attempts_failed_total";

    /// <summary>Files refused, by code.</summary>
    public const string Rejected = "comic2pdf_input_rejected_total";

    /// <summary>Writes that found the disk full.</summary>
    public const string DiskFull = "comic2pdf_disk_error_total";

    /// <summary>Pages of finished jobs.</summary>
    public const string Pages = "comic2pdf_pages_total";

    /// <summary>Pages of finished jobs that are not as they should be.</summary>
    public const string PagesSkipped = "comic2pdf_pages_skipped_total";

    /// <summary>How long successful attempts took, by stage.</summary>
    public const string StageDuration = "comic2pdf_stage_duration_seconds";

    /// <summary>From the arrival of a file to its PDF.</summary>
    public const string JobDuration = "comic2pdf_job_duration_seconds";
}
