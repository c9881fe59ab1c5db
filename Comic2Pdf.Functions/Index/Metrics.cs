using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Functions.Index;

/// <summary>Counts what the history and the journal of refused files hold. Only full disks are counted up in memory: a full disk keeps no record.</summary>
public sealed class Metrics(JobIndex index, RejectionJournal rejections, EventCounters counters, TimeProvider time)
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
            (int)counters.Of(EventNames.DiskFull)
                + refused.GetValueOrDefault(RejectionCode.Disk)
                + jobs.Count(s => JobStates.IsError(s.Job.State) && s.Job.Error?.Code == ErrorCode.OutputNotWritable),
            jobs.Sum(s => s.Transitions.Count(t => t.Code == ErrorCode.PdfInvalid && t.State == JobStates.OcrError)),
            refused.GetValueOrDefault(RejectionCode.Size),
            refused.GetValueOrDefault(ErrorCode.NotAnArchive),
            Timestamp.Of(time.GetUtcNow())
        );
    }
}
