using System.Threading.Channels;
using Comic2Pdf.LocalRuntime.Functions;
using Comic2Pdf.LocalRuntime.History;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.LocalRuntime.Engine;

/// <summary>
/// Runs activities, so many at a time, and records their results. An activity whose result is not recorded (a crash, a stop before its
/// end) is run again by the next start; one that was recorded never is.
/// </summary>
internal sealed class ActivityDispatcher(
    FunctionCatalog functions, HistoryWriter writer, int concurrency, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly Channel<ActivityItem> queue = Channel.CreateUnbounded<ActivityItem>();
    private readonly HashSet<long> live = [];
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource abandoned = new();
    private Task[] workers = [];

    public void Start(DurableTaskClient client) =>
        workers = [.. Enumerable.Range(0, concurrency).Select(_ => Task.Run(() => WorkAsync(client)))];

    public void Add(ActivityItem item)
    {
        lock (gate)
        {
            live.Add(item.Id);
        }

        queue.Writer.TryWrite(item);
    }

    public void Drop(long id)
    {
        lock (gate)
        {
            live.Remove(id);
        }
    }

    /// <summary>Takes no new work, tells what runs that it should end, and waits for it as long as the token lets it.</summary>
    public async Task StopAsync(CancellationToken patience)
    {
        queue.Writer.TryComplete();
        await stopping.CancelAsync();
        try
        {
            await Task.WhenAll(workers).WaitAsync(patience);
        }
        catch (OperationCanceledException)
        {
            logger.ActivitiesAbandoned();
        }

        await abandoned.CancelAsync();
    }

    public void Dispose()
    {
        stopping.Dispose();
        abandoned.Dispose();
    }

    private async Task WorkAsync(DurableTaskClient client)
    {
        await foreach (var item in queue.Reader.ReadAllAsync())
        {
            if (!stopping.IsCancellationRequested && IsLive(item.Id))
            {
                await RunAsync(item, client);
            }
        }
    }

    private bool IsLive(long id)
    {
        lock (gate)
        {
            return live.Contains(id);
        }
    }

    private async Task RunAsync(ActivityItem item, DurableTaskClient client)
    {
        HistoryEvent result;
        try
        {
            if (functions.FindActivity(item.Name) is { } function)
            {
                result = new TaskCompleted(item.Task, await function.InvokeAsync(item.InstanceId, item.Input, client, stopping.Token));
            }
            else
            {
                var missing = Failure.Of(new InvalidOperationException(
                    $"The function '{item.Name}' doesn't exist, is disabled, or is not an activity function."));
                result = new TaskFailed(item.Task, missing with { IsFinal = true });
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            logger.ActivityGivenBack(item.Name, item.InstanceId);
            return;
        }
        catch (Exception e)
        {
            logger.ActivityFailed(item.Name, item.InstanceId, e);
            result = new TaskFailed(item.Task, Failure.Of(e));
        }

        await RecordAsync(item, result);
    }

    // Work that is done is not thrown away because the disk is full: it waits until it can be recorded.
    private async Task RecordAsync(ActivityItem item, HistoryEvent result)
    {
        while (!abandoned.IsCancellationRequested)
        {
            try
            {
                await writer.WriteAsync((statements, effects) => statements.Complete(item, result, effects));
                Drop(item.Id);
                return;
            }
            catch (Exception e)
            {
                logger.ResultNotRecorded(item.Name, item.InstanceId, e);
                await Task.Delay(RetryPause, time, abandoned.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
