using Comic2Pdf.Functions.Orchestrations;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Mirror;

/// <summary>Fills the index from the history.</summary>
public sealed class IndexLoader(JobIndex index) : IDisposable
{
    private const int PageSize = 500;

    private readonly SemaphoreSlim _first = new(1);

    /// <summary>Reads the history unless that was done: once, however many ask at the same time.</summary>
    public async Task EnsureLoadedAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (index.IsLoaded)
        {
            return;
        }

        await _first.WaitAsync(cancellationToken);
        try
        {
            if (!index.IsLoaded)
            {
                await LoadAsync(client, cancellationToken);
            }
        }
        finally
        {
            _first.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _first.Dispose();

    /// <summary>Reads all orchestrations at the first call, those that are not over later.</summary>
    public async Task LoadAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        OrchestrationRuntimeStatus[]? statuses = index.IsLoaded ? [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended] : null;
        var query = new OrchestrationQuery(Statuses: statuses, PageSize: PageSize, FetchInputsAndOutputs: true);
        await foreach (var instance in client.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
        {
            if (instance.Name == Names.Job && JobStatusReader.Read(instance) is { } status)
            {
                index.Put(status);
            }
        }

        index.MarkLoaded();
    }
}
