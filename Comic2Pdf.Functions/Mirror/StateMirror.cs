using System.Collections.Concurrent;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Stores;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Mirror;

/// <summary>The same facts as files: state.json at once, jobs.json and metrics.json at most twice a second (less often when they are large). A missing or broken file is written again.</summary>
public sealed class StateMirror(DataLayout layout, JsonFiles files, JobIndex index, Metrics metrics, TimeProvider time, ILogger<StateMirror> logger)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, (long Length, DateTime Time)> _whole = new(StringComparer.Ordinal);
    private TimeSpan _pause = TimeSpan.Zero;
    private long _writtenAt;
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
            if (!index.IsLoaded || version == _written || (_written >= 0 && time.GetElapsedTime(_writtenAt) < _pause))
            {
                return;
            }

            var begin = time.GetTimestamp();

            // The small one first: when one of them cannot be written, the counters are still right.
            files.Write(layout.MetricsJson, metrics.Count());
            files.Write(layout.JobsJson, index.NewestFirst());
            _written = version;
            _writtenAt = time.GetTimestamp();
            Remember(layout.MetricsJson);
            Remember(layout.JobsJson);

            // Ten thousand jobs are a large file: writing it takes at most a tenth of the time.
            var took = time.GetElapsedTime(begin);
            _pause = took * 10 > ShortestPause ? took * 10 : ShortestPause;
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
            if (!IsWhole<JobRecord>(Path.Combine(folder, "state.json"), folder) && index.Find(status.Job.JobKey) is { } now)
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

    private void Remember(string path)
    {
        var file = new FileInfo(path);
        _whole[path] = (file.Length, file.LastWriteTimeUtc);
    }

    // A file that was whole and has not changed is not read again: ten thousand of them every twenty seconds would never let the processor rest.
    private bool IsWhole<T>(string path, string? folder = null)
        where T : class
    {
        var file = new FileInfo(path);
        if (file.Exists)
        {
            var stamp = (file.Length, file.LastWriteTimeUtc);
            if (_whole.TryGetValue(path, out var known) && known == stamp)
            {
                return true;
            }

            if (files.TryRead<T>(path) is null)
            {
                return false;
            }

            _whole[path] = stamp;
            return true;
        }

        _whole.TryRemove(path, out _);
        if (folder is not null && !Directory.Exists(folder))
        {
            // The janitor was here: nothing is missing.
            return true;
        }

        if (_written >= 0)
        {
            Log.JsonMissing(logger, path);
        }

        return false;
    }
}
