using System.Collections.Concurrent;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Stores;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Mirror;

/// <summary>
/// The same facts as files: state.json at once; jobs.json and metrics.json each second, and less often where that would cost more than a tenth of the
/// time. A missing or broken file is written again.
/// </summary>
public sealed class StateMirror(IStore store, JsonFiles files, JobIndex index, Metrics metrics, TimeProvider time, ILogger<StateMirror> logger) : IDisposable
{
    private static readonly TimeSpan RemoteInterval = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1);
    private readonly ConcurrentDictionary<string, string> _whole = new(StringComparer.Ordinal);
    private long _written = -1;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

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
            var begin = time.GetUtcNow();
            if (!index.IsLoaded || version == _written || begin < _notBefore)
            {
                return;
            }

            var jobs = index.All.Select(s => s.Job).OrderByDescending(j => j.CreatedAt, StringComparer.Ordinal).ThenBy(j => j.JobKey, StringComparer.Ordinal).ToList();
            // The small one first: when one of them cannot be written, the counters are still right.
            await files.WriteAsync(DataLayout.MetricsJson, await metrics.CountAsync(cancellationToken), cancellationToken);
            await files.WriteAsync(DataLayout.JobsJson, jobs, cancellationToken);
            var pause = 10 * (time.GetUtcNow() - begin);
            _notBefore = time.GetUtcNow() + (store.IsLocal || pause > RemoteInterval ? pause : RemoteInterval);
            _written = version;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Looks whether the files are whole, and mends them.</summary>
    /// <param name="all">Also those of jobs that ended long ago, where looking costs money.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task RepairAsync(bool all, CancellationToken cancellationToken)
    {
        if (!index.IsLoaded)
        {
            return;
        }

        if (!await IsWholeAsync<List<JobRecord>>(DataLayout.JobsJson, cancellationToken) | !await IsWholeAsync<Dictionary<string, object>>(DataLayout.MetricsJson, cancellationToken))
        {
            index.Touch();
        }

        foreach (var job in index.All.Select(s => s.Job).Where(j => all || store.IsLocal || !JobStates.IsFinal(j.State)))
        {
            if (!await IsWholeAsync<JobRecord>(DataLayout.StateOf(job.JobKey), cancellationToken) && index.Find(job.JobKey) is { } now)
            {
                await TryWriteStateAsync(now.Job, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task TryWriteStateAsync(JobRecord job, CancellationToken cancellationToken)
    {
        try
        {
            await WriteStateAsync(job, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Those of the other jobs can be mended all the same.
            Log.HousekeepingFault(logger, $"writing state.json of job {job.JobKey}", e.Message);
        }
    }

    private async Task<bool> IsWholeAsync<T>(string name, CancellationToken cancellationToken)
        where T : class
    {
        if (await store.FindAsync(name, cancellationToken) is not { } file)
        {
            if (_whole.TryRemove(name, out _))
            {
                Log.JsonMissing(logger, store.Show(name));
            }

            return false;
        }

        // One that was whole and has not changed since is not read again: there may be tens of thousands.
        if (_whole.TryGetValue(name, out var version) && version == file.Version)
        {
            return true;
        }

        if (await files.TryReadAsync<T>(name, cancellationToken) is null)
        {
            return false;
        }

        _whole[name] = file.Version;
        return true;
    }
}
