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

    // Nothing delivers a blob a second time after a week; the longest that queues keep a message.
    private static readonly TimeSpan DeliveryAge = TimeSpan.FromDays(30);

    // Temporary names of this program: a point, 32 hex digits, .tmp or .part or nothing. What others leave there is theirs.
    private static bool IsOurs(string path) => Path.GetFileName(path) is ['.', .. { Length: >= 32 } name] && Guid.TryParseExact(name[..32], "N", out _);

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

        foreach (var folder in new[] { layout.Work, layout.In, layout.Out, layout.Index })
        {
            RemoveLeft(folder, IsOurs, now.UtcDateTime - TemporaryAge);
        }

        if (Directory.Exists(layout.BlobMarks))
        {
            RemoveLeft(layout.BlobMarks, _ => true, now.UtcDateTime - DeliveryAge);
        }
    }

    private void RemoveLeft(string folder, Func<string, bool> isOurs, DateTime before)
    {
        try
        {
            foreach (var file in Directory.GetFiles(folder).Where(f => isOurs(f) && File.GetLastWriteTimeUtc(f) < before))
            {
                File.Delete(file);
            }

            // An upload that was cut off.
            foreach (var upload in Directory.GetDirectories(folder).Where(f => isOurs(f) && Directory.GetLastWriteTimeUtc(f) < before))
            {
                Directory.Delete(upload, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.HousekeepingFault(logger, $"removing temporary files of {folder}", e.Message);
        }
    }
}
