using System.Collections.Concurrent;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Storage;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Index;

/// <summary>
/// The same facts as files: state.json at once; jobs.json and metrics.json at most twice a second, and less often where that would cost more than a tenth of the
/// time. A file that is missing or broken, or a state.json that is older than its job, is written again.
/// </summary>
public sealed class StateMirror(
    IStore store,
    JsonFiles files,
    JobIndex index,
    Metrics metrics,
    TimeProvider time,
    ILogger<StateMirror> logger
) : IDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ShortestRemotePause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(10);

    private const int EndedJobsAtOnce = 125;

    private readonly SemaphoreSlim _one = new(1);
    private readonly ConcurrentDictionary<string, string> _whole = new(StringComparer.Ordinal);
    private int _nextEnded;
    private long _written = -1;
    private long _writtenAt;
    private TimeSpan _pause = TimeSpan.Zero;

    /// <summary>Writes a job's state.json; not when its folder is gone for good.</summary>
    public async Task WriteStateAsync(JobRecord job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (await store.ExistsAsync(DataLayout.ClaimOf(job.JobKey), cancellationToken))
        {
            await files.WriteAsync(DataLayout.StateOf(job.JobKey), job, cancellationToken);
        }
    }

    /// <summary>Writes jobs.json and metrics.json when something has changed since the last time.</summary>
    public async Task WriteIndexAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var version = index.Version;
            if (!index.IsLoaded || version == _written || (_written >= 0 && time.GetElapsedTime(_writtenAt) < _pause))
            {
                return;
            }

            var begin = time.GetTimestamp();
            // The small one first: when one of them cannot be written, the counters are still right.
            await files.WriteAsync(DataLayout.MetricsJson, await metrics.CountAsync(cancellationToken), cancellationToken);
            await files.WriteLargeAsync(DataLayout.JobsJson, index.NewestFirst(), cancellationToken);
            (_written, _writtenAt) = (version, time.GetTimestamp());
            await RememberAsync(DataLayout.MetricsJson, cancellationToken);
            await RememberAsync(DataLayout.JobsJson, cancellationToken);

            // Ten thousand jobs are a large file: writing it takes at most a tenth of the time.
            var (shortest, fair) = (store.Traits.HasCheapCalls ? ShortestPause : ShortestRemotePause, time.GetElapsedTime(begin) * 10);
            _pause = fair > shortest ? fair : shortest;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Looks whether the files are whole, and writes those that are not again.</summary>
    /// <param name="all">Also those of jobs that ended long ago, where looking costs money.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task RepairAsync(bool all, CancellationToken cancellationToken)
    {
        if (!index.IsLoaded)
        {
            return;
        }

        if (
            !await IsWholeAsync(DataLayout.JobsJson, DataLayout.JobsJson, files.IsListAsync<JobRecord>, cancellationToken)
            | !await IsWholeAsync(
                DataLayout.MetricsJson,
                DataLayout.MetricsJson,
                IsObjectAsync<Dictionary<string, object>>,
                cancellationToken
            )
        )
        {
            index.Touch();
        }

        foreach (var job in all ? index.All.Select(s => s.Job) : JobsToLookAt())
        {
            await RepairStateAsync(job.JobKey, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    // Open jobs and those that ended lately each time. Of the others a few each time, so that each has its turn, and ten thousand of them do not keep an idle
    // machine busy; where looking costs money, none.
    private IEnumerable<JobRecord> JobsToLookAt()
    {
        var jobs = index.NewestFirst();
        var since = Timestamp.Of(time.GetUtcNow() - Lately);
        var ended = store.Traits.HasCheapCalls
            ? jobs.Where(j => JobStates.IsFinal(j.State)).Skip(_nextEnded).Take(EndedJobsAtOnce).ToList()
            : [];
        _nextEnded = ended.Count < EndedJobsAtOnce ? 0 : _nextEnded + EndedJobsAtOnce;
        return jobs.Where(j => !JobStates.IsFinal(j.State) || string.CompareOrdinal(j.UpdatedAt, since) > 0).Concat(ended);
    }

    // What was just written is whole, and need not be read again to know it.
    private async Task RememberAsync(string name, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(name, cancellationToken) is { } file)
        {
            _whole[name] = file.Version;
        }
    }

    private async Task RepairStateAsync(string jobKey, CancellationToken cancellationToken)
    {
        try
        {
            if (
                !await IsWholeAsync(
                    DataLayout.StateOf(jobKey),
                    jobKey,
                    async (name, token) => IsOf(index.Find(jobKey)?.Job, (await files.ReadAsync<JobRecord>(name, token)).Value),
                    cancellationToken
                ) && index.Find(jobKey) is { } now
            )
            {
                await WriteStateAsync(now.Job, cancellationToken);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Those of the other jobs can be repaired all the same.
            Log.HousekeepingFault(logger, $"repairing state.json of job {jobKey}", e.Message);
        }
    }

    // By the job's key and not by the file's name: the index has that text already.
    private async Task<bool> IsWholeAsync(
        string name,
        string key,
        Func<string, CancellationToken, Task<bool>> read,
        CancellationToken cancellationToken
    )
    {
        if (await store.FindAsync(name, cancellationToken) is not { } file)
        {
            if (_whole.TryRemove(key, out _))
            {
                Log.JsonMissing(logger, store.DisplayName(name));
            }

            return false;
        }

        // One that was whole and has not changed since is not read again: there may be tens of thousands.
        if (_whole.TryGetValue(key, out var version) && version == file.Version)
        {
            return true;
        }

        if (!await IsReadableAsync(name, read, cancellationToken))
        {
            return false;
        }

        _whole[key] = file.Version;
        return true;
    }

    // One that cannot be read may be whole. It is a copy all the same: writing it again loses nothing, and is what helps against a bad sector.
    private async Task<bool> IsReadableAsync(
        string name,
        Func<string, CancellationToken, Task<bool>> read,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await read(name, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.HousekeepingFault(logger, $"reading {store.DisplayName(name)}", e.Message);
            return false;
        }
    }

    // A process of the same hub that was suspended goes on with what it was about to write, however old that is by now.
    private static bool IsOf(JobRecord? job, JobRecord? file) =>
        file is not null
        && (
            job is null
            || string.CompareOrdinal(file.UpdatedAt, job.UpdatedAt) > 0
            || (file.UpdatedAt == job.UpdatedAt && file.State == job.State)
        );

    private async Task<bool> IsObjectAsync<T>(string name, CancellationToken cancellationToken)
        where T : class => (await files.ReadAsync<T>(name, cancellationToken)).Value is not null;
}
