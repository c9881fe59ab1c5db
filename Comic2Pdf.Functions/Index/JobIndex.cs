using System.Collections.Concurrent;
using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Functions.Index;

/// <summary>
/// All jobs in memory, so that lists and counters cost nothing. It is a cache of the orchestrations' history: filled from it at the start,
/// updated with each change, compared with it from time to time. Thread-safe.
/// </summary>
public sealed class JobIndex
{
    private readonly ConcurrentDictionary<string, JobStatus> _jobs = new(StringComparer.Ordinal);
    private readonly SharedTexts _texts = new();
    private long _version;
    private Sorted? _newestFirst;

    /// <summary>Grows with each change.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>All jobs, in no order.</summary>
    public ICollection<JobStatus> All => _jobs.Values;

    /// <summary>All jobs, the newest first; sorted once for each version, as lists are asked for more often than they change.</summary>
    public IReadOnlyList<JobRecord> NewestFirst()
    {
        // The version first: what changes meanwhile makes the next call sort anew.
        var version = Version;
        if (Volatile.Read(ref _newestFirst) is { } kept && kept.Version == version)
        {
            return kept.Jobs;
        }

        var jobs = _jobs.Values.Select(s => s.Job).ToArray();
        Array.Sort(
            jobs,
            static (a, b) =>
                string.CompareOrdinal(b.CreatedAt, a.CreatedAt) is var order and not 0 ? order : string.CompareOrdinal(b.JobKey, a.JobKey)
        );
        Volatile.Write(ref _newestFirst, new Sorted(version, jobs));
        return jobs;
    }

    /// <summary>Whether the history was read since the start.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>A job, or null.</summary>
    public JobStatus? Find(string jobKey) => _jobs.GetValueOrDefault(jobKey);

    /// <summary>Takes a status, unless a newer one of the same run is known.</summary>
    /// <returns>Whether it was taken.</returns>
    public bool Put(JobStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        status = _texts.Share(status);
        var taken = true;
        var isKnown = false;
        _jobs.AddOrUpdate(
            status.Job.JobKey,
            _ =>
            {
                (taken, isKnown) = (true, false);
                return status;
            },
            (_, old) =>
            {
                taken = old.Run != status.Run || status.Revision >= old.Revision;
                isKnown = old.Run == status.Run && status.Revision == old.Revision;
                return taken ? status : old;
            }
        );
        if (taken && !isKnown)
        {
            // What was known already changes no list and no file.
            Interlocked.Increment(ref _version);
        }

        return taken;
    }

    /// <summary>Removes a job, if it is there.</summary>
    public void Remove(string jobKey)
    {
        _jobs.TryRemove(jobKey, out _);
        Interlocked.Increment(ref _version);
    }

    /// <summary>The history was read.</summary>
    public void MarkLoaded() => IsLoaded = true;

    /// <summary>Something else that the files show has changed.</summary>
    public void Touch() => Interlocked.Increment(ref _version);

    private sealed record Sorted(long Version, JobRecord[] Jobs);
}
