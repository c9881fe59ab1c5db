using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Functions.Http;

/// <summary>
/// What has changed in the list of jobs since a listener looked last. One that comes back says when it looked, and gets what was updated since; that may be told twice, and a
/// job that was deleted meanwhile shows in the total alone. So nothing has to be remembered for listeners, and any process can go on where another ended.
/// </summary>
internal sealed class JobChanges(JobIndex index, TimeProvider time)
{
    // Clocks of processes differ, times are whole seconds, and a change is known a moment after it was made.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, JobStatus> _told = new(StringComparer.Ordinal);
    private long _version = -1;

    /// <summary>What was updated since then; nothing when the listener knows no time.</summary>
    public JobChangesAnswer Begin(string? since)
    {
        _version = index.Version;
        var from =
            since is not null && Timestamp.IsValid(since) ? Timestamp.Of(Timestamp.Parse(since) - Overlap) : Timestamp.Of(time.GetUtcNow());
        var changed = new List<JobRow>();
        foreach (var status in index.All)
        {
            _told[status.Job.JobKey] = status;
            if (string.CompareOrdinal(status.Job.UpdatedAt, from) >= 0)
            {
                changed.Add(JobRow.Of(status));
            }
        }

        return new JobChangesAnswer(Timestamp.Of(time.GetUtcNow()), _told.Count, changed, []);
    }

    /// <summary>What has changed since the last call; null: nothing.</summary>
    public JobChangesAnswer? Next()
    {
        var version = index.Version;
        if (version == _version)
        {
            return null;
        }

        _version = version;
        var all = index.All;
        var changed = new List<JobRow>();
        foreach (var status in all)
        {
            if (!ReferenceEquals(_told.GetValueOrDefault(status.Job.JobKey), status))
            {
                _told[status.Job.JobKey] = status;
                changed.Add(JobRow.Of(status));
            }
        }

        List<string> removed = _told.Count > all.Count ? [.. _told.Keys.Where(key => index.Find(key) is null)] : [];
        removed.ForEach(key => _told.Remove(key));
        return changed.Count == 0 && removed.Count == 0
            ? null
            : new JobChangesAnswer(Timestamp.Of(time.GetUtcNow()), _told.Count, changed, removed);
    }
}
