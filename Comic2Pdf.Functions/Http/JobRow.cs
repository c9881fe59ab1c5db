using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Functions.Http;

/// <summary>A job as lists show it: a fifth of the record's size, and since when it runs.</summary>
/// <param name="JobKey">Its key.</param>
/// <param name="InputFile">Name of the archive.</param>
/// <param name="Folder">The folder below in/ that it came from, or null.</param>
/// <param name="State">Its state.</param>
/// <param name="Stage">PREP or OCR.</param>
/// <param name="Attempt">Attempt in this stage.</param>
/// <param name="Pages">Pages, and how many are done.</param>
/// <param name="Skipped">Pages that are not as they should be.</param>
/// <param name="Message">One sentence, or null.</param>
/// <param name="Error">Why it failed last, or null.</param>
/// <param name="SizeBytes">Size of the archive.</param>
/// <param name="PdfSizeBytes">Size of the PDF; 0: there is none, or it is not known.</param>
/// <param name="CreatedAt">When it was found.</param>
/// <param name="UpdatedAt">When this was last true.</param>
/// <param name="RunningSince">When the attempt began that runs now; null: none does.</param>
public sealed record JobRow(
    string JobKey,
    string InputFile,
    string? Folder,
    string State,
    string Stage,
    int Attempt,
    PageCount Pages,
    int Skipped,
    string? Message,
    JobError? Error,
    long SizeBytes,
    long PdfSizeBytes,
    string CreatedAt,
    string UpdatedAt,
    string? RunningSince
)
{
    /// <summary>The row of a job.</summary>
    public static JobRow Of(JobStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        var job = status.Job;
        return new JobRow(
            job.JobKey,
            job.InputFile,
            job.InputFolder,
            job.State,
            job.Stage,
            job.Attempt,
            job.Pages,
            job.SkippedPages.Count,
            job.Message,
            job.Error,
            job.SizeBytes,
            job.PdfSizeBytes,
            job.CreatedAt,
            job.UpdatedAt,
            JobStates.IsRunning(job.State) ? status.Transitions.LastOrDefault(t => t.State == job.State)?.At : null
        );
    }
}
