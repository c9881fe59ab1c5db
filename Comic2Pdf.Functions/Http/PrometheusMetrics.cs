using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Worker;

namespace Comic2Pdf.Functions.Http;

/// <summary>The metrics as Prometheus wants them: what there is now as gauges, what has happened since the start as counters and histograms.</summary>
public sealed class PrometheusMetrics(
    JobIndex index,
    EventCounters counters,
    DuplicateStore duplicates,
    PageWorkerPool workers,
    IDiskSpace disk,
    AppSettings settings,
    ToolVersions tools
)
{
    /// <summary>All of them.</summary>
    public async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        var states = index.All.GroupBy(s => s.Job.State, StringComparer.Ordinal).Select(g => (g.Key, (double)g.Count())).ToList();
        var waiting = 0;
        foreach (var key in await duplicates.PendingKeysAsync(cancellationToken))
        {
            waiting += (await duplicates.FilesOfAsync(key, cancellationToken)).Count;
        }

        return new PrometheusText()
            .Gauge("comic2pdf_build_info", "1; its labels say what runs.", "version", [(tools.Prep["comic2pdf"], 1)])
            .Gauge("comic2pdf_jobs", "Jobs in each state.", "state", states.OrderBy(s => s.Key, StringComparer.Ordinal))
            .Gauge("comic2pdf_jobs_running", "Jobs that a worker is on.", Sum(states, JobStates.IsRunning))
            .Gauge("comic2pdf_jobs_queued", "Jobs that wait.", Sum(states, s => !JobStates.IsFinal(s) && !JobStates.IsRunning(s)))
            .Gauge("comic2pdf_duplicates_waiting", "Duplicates that wait for a decision.", waiting)
            .Gauge("comic2pdf_disk_free_bytes", "Free space where DATA_DIR is.", disk.FreeBytes(settings.DataDir))
            .Counter(EventNames.JobsDone, "Jobs that got a PDF.", counters.Of(EventNames.JobsDone))
            .Counter(EventNames.JobsError, "Jobs that failed for good.", counters.Of(EventNames.JobsError))
            .Counter(EventNames.AttemptsFailed, "Attempts that failed.", "code", counters.ByLabel(EventNames.AttemptsFailed))
            .Counter("comic2pdf_pdf_invalid_total", "Attempts whose PDF did not pass its check.", Failed(ErrorCode.PdfInvalid))
            .Counter(EventNames.Rejected, "Files refused.", "code", counters.ByLabel(EventNames.Rejected))
            .Counter("comic2pdf_input_rejected_size_total", "Files refused for their size.", Rejected(RejectionCode.Size))
            .Counter(
                "comic2pdf_input_rejected_signature_total",
                "Files refused because they are no archive.",
                Rejected(ErrorCode.NotAnArchive)
            )
            .Counter(
                EventNames.DiskFull,
                "Writes that found the disk full, and files refused for lack of space.",
                counters.Of(EventNames.DiskFull) + Rejected(RejectionCode.Disk)
            )
            .Counter(EventNames.Pages, "Pages of finished jobs.", counters.Of(EventNames.Pages))
            .Counter(
                EventNames.PagesSkipped,
                "Pages of finished jobs that are not as they should be.",
                counters.Of(EventNames.PagesSkipped)
            )
            .Counter("comic2pdf_worker_crashes_total", "Page workers that crashed or held too much memory.", workers.Crashes)
            .Histogram(
                EventNames.StageDuration,
                "How long attempts that succeeded took.",
                "stage",
                counters.DurationsOf(EventNames.StageDuration)
            )
            .Histogram(
                EventNames.JobDuration,
                "From the arrival of a file to its PDF.",
                "job",
                counters.DurationsOf(EventNames.JobDuration)
            )
            .ToString();
    }

    private static double Sum(List<(string State, double Count)> states, Func<string, bool> which) =>
        states.Where(s => which(s.State)).Sum(s => s.Count);

    private long Failed(string code) => counters.ByLabel(EventNames.AttemptsFailed).Where(c => c.Label == code).Sum(c => c.Count);

    private long Rejected(string code) => counters.ByLabel(EventNames.Rejected).Where(c => c.Label == code).Sum(c => c.Count);
}
