using System.Text;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Functions.Index;

/// <summary>Counts what the history and the journal of refused files hold. Nothing is counted up in memory, so nothing is forgotten.</summary>
public sealed class Metrics(JobIndex index, RejectionJournal rejections, TimeProvider time)
{
    /// <summary>Counts jobs, attempts and rejected files.</summary>
    public async Task<MetricsReport> CountAsync(CancellationToken cancellationToken)
    {
        var refused = await rejections.CountAsync(cancellationToken);
        var jobs = index.All;
        var running = jobs.Count(s => JobStates.IsRunning(s.Job.State));
        var final = jobs.Count(s => JobStates.IsFinal(s.Job.State));
        return new MetricsReport(
            jobs.Count(s => s.Job.State == JobStates.Done),
            jobs.Count(s => JobStates.IsError(s.Job.State)),
            running,
            jobs.Count - final - running,
            refused.GetValueOrDefault(RejectionCode.Disk)
                + jobs.Count(s => JobStates.IsError(s.Job.State) && s.Job.Error?.Code == ErrorCode.OutputNotWritable),
            jobs.Sum(s => s.Transitions.Count(t => t.Code == ErrorCode.PdfInvalid && t.State == JobStates.OcrError)),
            refused.GetValueOrDefault(RejectionCode.Size),
            refused.GetValueOrDefault(ErrorCode.NotAnArchive),
            Timestamp.Of(time.GetUtcNow())
        );
    }

    /// <summary>The same as Prometheus text.</summary>
    public static string ToPrometheus(MetricsReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder();
        Add(text, "comic2pdf_jobs_done_total", "counter", "Jobs with a PDF.", report.Done);
        Add(text, "comic2pdf_jobs_error_total", "counter", "Jobs that failed for good.", report.Error);
        Add(text, "comic2pdf_jobs_running", "gauge", "Jobs that a worker is on.", report.Running);
        Add(text, "comic2pdf_jobs_queued", "gauge", "Jobs that wait.", report.Queued);
        Add(text, "comic2pdf_disk_error_total", "counter", "Files refused and jobs failed for lack of disk space.", report.DiskError);
        Add(text, "comic2pdf_pdf_invalid_total", "counter", "Attempts whose PDF did not pass its check.", report.PdfInvalid);
        Add(text, "comic2pdf_input_rejected_size_total", "counter", "Files refused for their size.", report.InputRejectedSize);
        Add(
            text,
            "comic2pdf_input_rejected_signature_total",
            "counter",
            "Files refused because they are no archive.",
            report.InputRejectedSignature
        );
        return text.ToString();
    }

    private static void Add(StringBuilder text, string name, string type, string help, int value) =>
        text.Append("# HELP ")
            .Append(name)
            .Append(' ')
            .Append(help)
            .Append("\n# TYPE ")
            .Append(name)
            .Append(' ')
            .Append(type)
            .Append('\n')
            .Append(name)
            .Append(' ')
            .Append(value)
            .Append('\n');
}
