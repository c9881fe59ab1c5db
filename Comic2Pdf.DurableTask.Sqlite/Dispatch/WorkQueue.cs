namespace Comic2Pdf.DurableTask.Sqlite.Dispatch;

/// <summary>
/// A queue that wakes who waits for it. Unlike a channel, a cancelled wait ends before Cancel returns: the framework's dispatchers count
/// their fetchers right after it, and wait a whole second when one is left.
/// </summary>
internal sealed class WorkQueue<T>
    where T : class
{
    private readonly Queue<T> items = new();
    private readonly LinkedList<TaskCompletionSource<T?>> waiting = new();
    private readonly Lock gate = new();

    public void Add(T item)
    {
        TaskCompletionSource<T?> waiter;
        lock (gate)
        {
            if (waiting.First is null)
            {
                items.Enqueue(item);
                return;
            }

            waiter = waiting.First.Value;
            waiting.RemoveFirst();
        }

        // Not on this thread: it is often the writer's.
        ThreadPool.UnsafeQueueUserWorkItem(static x => x.waiter.TrySetResult(x.item), (waiter, item), preferLocal: false);
    }

    /// <returns>The next item; null when the wait was cancelled.</returns>
    public async Task<T?> TakeAsync(CancellationToken cancellation)
    {
        LinkedListNode<TaskCompletionSource<T?>> node;
        lock (gate)
        {
            if (cancellation.IsCancellationRequested)
            {
                return null;
            }

            if (items.TryDequeue(out var item))
            {
                return item;
            }

            node = waiting.AddLast(new TaskCompletionSource<T?>());
        }

        var registration = cancellation.UnsafeRegister(_ => Cancel(node), null);
        var taken = await node.Value.Task;
        registration.Unregister();
        return taken;
    }

    private void Cancel(LinkedListNode<TaskCompletionSource<T?>> node)
    {
        lock (gate)
        {
            if (node.List is null)
            {
                return;
            }

            waiting.Remove(node);
        }

        node.Value.TrySetResult(null);
    }
}
