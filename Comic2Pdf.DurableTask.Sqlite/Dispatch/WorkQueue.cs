using System.Threading.Channels;

namespace Comic2Pdf.DurableTask.Sqlite.Dispatch;

/// <summary>A queue that wakes who waits for it.</summary>
internal sealed class WorkQueue<T>
    where T : class
{
    // Synchronous, so that a cancelled wait ends before Cancel returns: the framework's dispatchers count their fetchers right after it,
    // and wait a whole second when one is left.
    private readonly Channel<T> _items = Channel.CreateUnbounded<T>(new() { AllowSynchronousContinuations = true });

    public void Add(T item) => _items.Writer.TryWrite(item);

    /// <returns>The next item; null when the wait was cancelled.</returns>
    public async Task<T?> TakeAsync(CancellationToken cancellation)
    {
        if (_items.Reader.TryRead(out var item))
        {
            return item;
        }

        try
        {
            item = await _items.Reader.ReadAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        // Off the thread that added it: it is often the writer's.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return item;
    }
}
