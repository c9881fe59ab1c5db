using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Stores;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Mirror;

/// <summary>The same facts as files: state.json at once, jobs.json and metrics.json at most twice a second. A missing or broken file is written again.</summary>
public sealed class StateMirror(DataLayout layout, JsonFiles files, JobIndex index, Metrics metrics, ILogger<StateMirror> logger)
{
    private readonly Lock _lock = new();
    private long _written = -1;

    /// <summary>Writes a job's state.json; not when its folder is gone for good.</summary>
    public void WriteState(JobRecord job)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (Directory.Exists(layout.WorkOf(job.JobKey)))
        {
            files.Write(layout.WorkOf(job.JobKey, "state.json"), job);
        }
    }

    /// <summary>Writes jobs.json and metrics.json when something has changed since the last time.</summary>
    public void WriteIndex()
    {
        lock (_lock)
        {
            var version = index.Version;
            if (!index.IsLoaded || version == _written)
            {
                return;
            }

            // The small one first: when one of them cannot be written, the counters are still right.
            files.Write(layout.MetricsJson, metrics.Count());
            files.Write(layout.JobsJson, index.All.Select(s => s.Job).OrderByDescending(j => j.CreatedAt, StringComparer.Ordinal).ThenBy(j => j.JobKey, StringComparer.Ordinal).ToList());
            _written = version;
        }
    }

    /// <summary>Looks whether the files are whole, and mends them.</summary>
    public void Repair()
    {
        if (!index.IsLoaded)
        {
            return;
        }

        if (!IsWhole<List<JobRecord>>(layout.JobsJson) | !IsWhole<Dictionary<string, object>>(layout.MetricsJson))
        {
            index.Touch();
        }

        foreach (var status in index.All)
        {
            var folder = layout.WorkOf(status.Job.JobKey);
            if (Directory.Exists(folder) && !IsWhole<JobRecord>(Path.Combine(folder, "state.json")) && index.Find(status.Job.JobKey) is { } now)
            {
                TryWriteState(now.Job);
            }
        }
    }

    private void TryWriteState(JobRecord job)
    {
        try
        {
            WriteState(job);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Those of the other jobs can be mended all the same.
            Log.HousekeepingFault(logger, $"writing state.json of job {job.JobKey}", e.Message);
        }
    }

    private bool IsWhole<T>(string path)
        where T : class
    {
        if (File.Exists(path))
        {
            return files.TryRead<T>(path) is not null;
        }

        if (_written >= 0)
        {
            Log.JsonMissing(logger, path);
        }

        return false;
    }
}
