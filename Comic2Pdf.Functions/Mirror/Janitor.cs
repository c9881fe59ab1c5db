using Comic2Pdf.Functions.Activities;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Stores;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Mirror;

/// <summary>Removes what nobody needs any more: work folders of jobs that ended long ago, temporary files that a crash left.</summary>
public sealed class Janitor(DataLayout layout, AppSettings settings, JobIndex index, Publisher publisher, TimeProvider time, ILogger<Janitor> logger)
{
    private static readonly TimeSpan TemporaryAge = TimeSpan.FromDays(1);

    /// <summary>Cleans up once.</summary>
    public void Clean()
    {
        var now = time.GetUtcNow();
        foreach (var status in index.All.Where(s => JobStates.IsFinal(s.Job.State)))
        {
            var job = status.Job;
            var keep = job.State == JobStates.Done || settings.KeepWorkDirDays > 0 ? settings.KeepWorkDirDays : 1;
            if (now - Timestamp.Parse(job.UpdatedAt) < TimeSpan.FromDays(keep) || !Directory.Exists(layout.WorkOf(job.JobKey)))
            {
                continue;
            }

            try
            {
                publisher.RemoveWork(job.JobKey);
                Log.WorkRemoved(logger, job.JobKey);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Log.HousekeepingFault(logger, $"removing {layout.WorkOf(job.JobKey)}", e.Message);
            }
        }

        foreach (var folder in new[] { layout.In, layout.Out, layout.Index })
        {
            foreach (var file in Directory.EnumerateFiles(folder).Where(f => f.EndsWith(".tmp", StringComparison.Ordinal) && now.UtcDateTime - File.GetLastWriteTimeUtc(f) > TemporaryAge))
            {
                File.Delete(file);
            }
        }
    }
}
