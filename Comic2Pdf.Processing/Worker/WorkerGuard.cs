using System.Diagnostics;

namespace Comic2Pdf.Processing.Worker;

/// <summary>Watches a page worker while it works, and cancels the wait for its answer when it holds too much memory or its time is over.</summary>
internal sealed class WorkerGuard : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Timer _timer;

    /// <summary>Starts watching.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="maxBytes">Memory that it may hold.</param>
    /// <param name="limit">Time that it may take, as <see cref="WorkerDeadline"/> counts it.</param>
    /// <param name="stop">Cancelled once when it is past either.</param>
    public WorkerGuard(PageWorker worker, long maxBytes, TimeSpan limit, CancellationTokenSource stop)
    {
        var deadline = new WorkerDeadline(limit);
        var before = worker.ProcessorTime;
        _timer = new Timer(
            _ =>
            {
                IsOverMemory |= worker.MemoryBytes > maxBytes;
                if (IsOverMemory || deadline.IsPast(_clock.Elapsed, worker.ProcessorTime - before))
                {
                    stop.Cancel();
                }
            },
            null,
            Interval,
            Interval
        );
    }

    /// <summary>Whether the worker was found to hold too much.</summary>
    public bool IsOverMemory { get; private set; }

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
