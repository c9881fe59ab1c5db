using System.Collections.Concurrent;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;

namespace Comic2Pdf.Functions.Index;

/// <summary>Counts what happens to jobs, each change of state once, however often it is recorded. Thread-safe.</summary>
public sealed class JobEvents(EventCounters counters)
{
    private readonly ConcurrentDictionary<string, (string Run, int Revision)> _seen = new(StringComparer.Ordinal);

    /// <summary>Counts a status that a job has entered.</summary>
    public void Note(JobStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        if (IsSeen(status) || status.Transitions is not [.., var last] || last.State != status.Job.State)
        {
            return;
        }

        if (JobStates.IsError(last.State))
        {
            counters.Add(EventNames.JobsError);
        }
        else if (last.Code is { } code)
        {
            counters.Add(EventNames.AttemptsFailed, label: code);
        }
        else if (last.State == JobStates.In(JobStages.Prep, JobPhases.Done))
        {
            ObserveStage(status, JobStages.Prep);
        }
        else if (last.State == JobStates.Done)
        {
            ObserveStage(status, JobStages.Ocr);
            counters.Add(EventNames.JobsDone);
            counters.Add(EventNames.Pages, status.Job.Pages.Total);
            counters.Add(EventNames.PagesSkipped, status.Job.SkippedPages.Count);
            counters.Observe(EventNames.JobDuration, Seconds(status.Job.CreatedAt, last.At));
        }
    }

    private bool IsSeen(JobStatus status)
    {
        var isSeen = false;
        _seen.AddOrUpdate(
            status.Job.JobKey,
            _ => (status.Run, status.Revision),
            (_, old) =>
            {
                isSeen = old.Run == status.Run && old.Revision >= status.Revision;
                return isSeen ? old : (status.Run, status.Revision);
            }
        );
        return isSeen;
    }

    private void ObserveStage(JobStatus status, string stage)
    {
        if (status.Transitions.LastOrDefault(t => t.State == JobStates.In(stage, JobPhases.Running)) is { } begin)
        {
            counters.Observe(EventNames.StageDuration, Seconds(begin.At, status.Transitions[^1].At), stage);
        }
    }

    private static double Seconds(string from, string to) => Math.Max(0, (Timestamp.Parse(to) - Timestamp.Parse(from)).TotalSeconds);
}
