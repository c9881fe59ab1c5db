using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Settings;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Index;

/// <summary>Fills the index from the history, and keeps it right where jobs also change in other processes.</summary>
public sealed class IndexLoader(JobIndex index, AppSettings settings, TimeProvider time) : IDisposable
{
    private const int PageSize = 500;

    private static readonly TimeSpan MaxListAge = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FullInterval = TimeSpan.FromHours(1);
    private static readonly OrchestrationRuntimeStatus[] Open =
    [
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Suspended,
    ];

    private readonly SemaphoreSlim _first = new(1);
    private DateTimeOffset _last = DateTimeOffset.MinValue;
    private DateTimeOffset _lastFull = DateTimeOffset.MinValue;

    /// <summary>Reads all orchestrations.</summary>
    private async Task LoadAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var (now, known) = (time.GetUtcNow(), index.All.Select(s => s.Job.JobKey).ToList());
        var seen = await ReadAsync(client, new OrchestrationQuery(PageSize: PageSize, FetchInputsAndOutputs: true), cancellationToken);
        foreach (var gone in known.Where(key => !seen.Contains(key)))
        {
            index.Remove(gone);
        }

        (_last, _lastFull) = (now, now);
        index.MarkLoaded();
    }

    /// <summary>Makes sure that the index can be shown. Where other processes work on the same jobs it is two seconds old at most.</summary>
    public async Task EnsureAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (!index.IsLoaded)
        {
            await LoadFirstAsync(client, cancellationToken);
        }
        else if (settings.IsShared)
        {
            await RefreshAsync(client, MaxListAge, cancellationToken);
        }
    }

    /// <summary>Once, however many ask at the same time.</summary>
    private async Task LoadFirstAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        await _first.WaitAsync(cancellationToken);
        try
        {
            if (!index.IsLoaded)
            {
                await LoadAsync(client, cancellationToken);

                // The whole history went through memory, and little of it stays: a server that then has nothing to do would keep the rest for hours.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }
        }
        finally
        {
            _first.Release();
        }
    }

    /// <summary>Reads what may have changed since the last time: new orchestrations (where others may have made them), open ones, and those that the index takes for open.</summary>
    /// <param name="client">The history.</param>
    /// <param name="maxAge">How old what is known may be.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task RefreshAsync(DurableTaskClient client, TimeSpan maxAge, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        var now = time.GetUtcNow();
        if (!index.IsLoaded || now - _lastFull > FullInterval)
        {
            // All of them at times: only so are jobs noticed that another process has deleted.
            await LoadAsync(client, cancellationToken);
            return;
        }

        if (now - _last < maxAge)
        {
            return;
        }

        var assumedOpen = index.All.Where(s => !JobStates.IsFinal(s.Job.State)).Select(s => s.Job.JobKey).ToList();
        var since = _last - Overlap;
        _last = now;
        if (settings.IsShared)
        {
            await ReadAsync(
                client,
                new OrchestrationQuery(CreatedFrom: since, PageSize: PageSize, FetchInputsAndOutputs: true),
                cancellationToken
            );
        }

        var open = await ReadAsync(
            client,
            new OrchestrationQuery(Statuses: Open, PageSize: PageSize, FetchInputsAndOutputs: true),
            cancellationToken
        );
        await CloseAsync(client, assumedOpen.Where(key => !open.Contains(key)), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _first.Dispose();

    private async Task CloseAsync(DurableTaskClient client, IEnumerable<string> jobKeys, CancellationToken cancellationToken)
    {
        foreach (var jobKey in jobKeys)
        {
            if (await client.GetInstanceAsync(jobKey, getInputsAndOutputs: true, cancellationToken) is not { } instance)
            {
                index.Remove(jobKey);
            }
            else if (instance.IsCompleted && JobStatusReader.Read(instance) is { } status)
            {
                index.Put(status);
            }
        }
    }

    private async Task<HashSet<string>> ReadAsync(DurableTaskClient client, OrchestrationQuery query, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var instance in client.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
        {
            if (instance.Name == Names.Job)
            {
                seen.Add(instance.InstanceId);
                if (JobStatusReader.Read(instance) is { } status)
                {
                    index.Put(status);
                }
            }
        }

        return seen;
    }
}
