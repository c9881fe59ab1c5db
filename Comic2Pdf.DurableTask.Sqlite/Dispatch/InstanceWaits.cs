using System.Collections.Concurrent;

namespace Comic2Pdf.DurableTask.Sqlite.Dispatch;

/// <summary>Wakes those who wait for an instance. An id that nothing waits for costs nothing.</summary>
internal sealed class InstanceWaits
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waits = new(StringComparer.Ordinal);

    /// <summary>How many instances are waited for, for the tests.</summary>
    public int Count => _waits.Count;

    /// <summary>
    /// Ask first, then look at the instance, then wait: so nothing is missed. Who stops waiting signals: others look once more, and nothing
    /// is left behind.
    /// </summary>
    public Task Next(string id) =>
        _waits.GetOrAdd(id, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Signal(string id)
    {
        if (_waits.TryRemove(id, out var wait))
        {
            wait.TrySetResult();
        }
    }
}
