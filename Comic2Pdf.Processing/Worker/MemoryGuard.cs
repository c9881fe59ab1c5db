namespace Comic2Pdf.Processing.Worker;

/// <summary>Watches a page worker's memory while it works and calls off the wait when it grows past its bound.</summary>
internal sealed class MemoryGuard : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Timer _timer;

    /// <summary>Starts watching.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="maxBytes">Its bound.</param>
    /// <param name="exceeded">Cancelled once when it is past it.</param>
    public MemoryGuard(PageWorker worker, long maxBytes, CancellationTokenSource exceeded) =>
        _timer = new Timer(
            _ =>
            {
                if (worker.MemoryBytes > maxBytes)
                {
                    IsExceeded = true;
                    exceeded.Cancel();
                }
            },
            null,
            Interval,
            Interval);

    /// <summary>Whether the worker was found past its bound.</summary>
    public bool IsExceeded { get; private set; }

    /// <summary>Stops watching; waits for a look under way.</summary>
    public void Dispose()
    {
        using var done = new ManualResetEvent(false);
        if (_timer.Dispose(done))
        {
            done.WaitOne();
        }
    }
}
