using System.Collections.Concurrent;

namespace Comic2Pdf.DurableTask.Sqlite.Dispatch;

/// <summary>Wakes those who wait for an instance to change. An id that nobody waits for costs nothing.</summary>
internal sealed class InstanceWaits
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> waits = new(StringComparer.Ordinal);

    /// <summary>Ask first, then look at the instance, then wait: so no change is missed.</summary>
    public Task NextChange(string id) =>
        waits.GetOrAdd(id, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Changed(string id)
    {
        if (waits.TryRemove(id, out var wait))
        {
            wait.TrySetResult();
        }
    }
}
