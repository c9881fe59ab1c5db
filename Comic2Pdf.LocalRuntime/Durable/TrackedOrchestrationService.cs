using System.Collections.Concurrent;
using DurableTask.Core;

namespace Comic2Pdf.LocalRuntime.Durable;

/// <summary>
/// A storage provider that knows which work items are in hand. A stop can so take no new ones, wait for those, and give back what has not ended;
/// what ends later is not recorded, because by then it may run somewhere else. Entities are left out on purpose: they are not supported.
/// </summary>
internal sealed class TrackedOrchestrationService(IOrchestrationService inner) : IOrchestrationService, IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<TaskActivityWorkItem, bool> _activities = new();
    private readonly ConcurrentDictionary<TaskOrchestrationWorkItem, bool> _turns = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _givenBack;

    public int TaskOrchestrationDispatcherCount => inner.TaskOrchestrationDispatcherCount;

    public int MaxConcurrentTaskOrchestrationWorkItems => inner.MaxConcurrentTaskOrchestrationWorkItems;

    public BehaviorOnContinueAsNew EventBehaviourForContinueAsNew => inner.EventBehaviourForContinueAsNew;

    public int TaskActivityDispatcherCount => inner.TaskActivityDispatcherCount;

    public int MaxConcurrentTaskActivityWorkItems => inner.MaxConcurrentTaskActivityWorkItems;

    /// <summary>Takes no new work items, and waits until those in hand have ended or <paramref name="grace"/> is over.</summary>
    /// <returns>Whether all have ended.</returns>
    public async Task<bool> CloseAsync(TimeSpan grace, TimeProvider time)
    {
        await _closing.CancelAsync();
        SignalWhenIdle();
        try
        {
            await _idle.Task.WaitAsync(grace, time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Gives the activities back that are still running.</summary>
    public async Task AbandonAsync()
    {
        _givenBack = true;
        foreach (var item in _activities.Keys)
        {
            if (_activities.TryRemove(item, out _))
            {
                await inner.AbandonTaskActivityWorkItemAsync(item);
            }
        }
    }

    public void Dispose() => _closing.Dispose();

    public Task<TaskOrchestrationWorkItem> LockNextTaskOrchestrationWorkItemAsync(
        TimeSpan receiveTimeout,
        CancellationToken cancellationToken
    ) =>
        LockNextAsync(
            _turns,
            inner.LockNextTaskOrchestrationWorkItemAsync,
            inner.AbandonTaskOrchestrationWorkItemAsync,
            receiveTimeout,
            cancellationToken
        );

    public Task RenewTaskOrchestrationWorkItemLockAsync(TaskOrchestrationWorkItem workItem) =>
        inner.RenewTaskOrchestrationWorkItemLockAsync(workItem);

    public async Task CompleteTaskOrchestrationWorkItemAsync(
        TaskOrchestrationWorkItem workItem,
        OrchestrationRuntimeState newOrchestrationRuntimeState,
        IList<TaskMessage> outboundMessages,
        IList<TaskMessage> orchestratorMessages,
        IList<TaskMessage> timerMessages,
        TaskMessage continuedAsNewMessage,
        OrchestrationState orchestrationState
    )
    {
        await inner.CompleteTaskOrchestrationWorkItemAsync(
            workItem,
            newOrchestrationRuntimeState,
            outboundMessages,
            orchestratorMessages,
            timerMessages,
            continuedAsNewMessage,
            orchestrationState
        );
        if (workItem.Session is not null)
        {
            // An extended session is released only when it has been idle for long: what counts here is that nothing is unrecorded.
            End(_turns, workItem);
        }
    }

    public Task AbandonTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem) =>
        inner.AbandonTaskOrchestrationWorkItemAsync(workItem);

    // The last that a dispatcher does with a turn, however it has ended.
    public async Task ReleaseTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        try
        {
            await inner.ReleaseTaskOrchestrationWorkItemAsync(workItem);
        }
        finally
        {
            End(_turns, workItem);
        }
    }

    public Task<TaskActivityWorkItem> LockNextTaskActivityWorkItem(TimeSpan receiveTimeout, CancellationToken cancellationToken) =>
        LockNextAsync(
            _activities,
            inner.LockNextTaskActivityWorkItem,
            inner.AbandonTaskActivityWorkItemAsync,
            receiveTimeout,
            cancellationToken
        );

    public Task<TaskActivityWorkItem> RenewTaskActivityWorkItemLockAsync(TaskActivityWorkItem workItem) =>
        _givenBack ? Task.FromResult(workItem) : inner.RenewTaskActivityWorkItemLockAsync(workItem);

    public async Task CompleteTaskActivityWorkItemAsync(TaskActivityWorkItem workItem, TaskMessage responseMessage)
    {
        if (_activities.ContainsKey(workItem))
        {
            await inner.CompleteTaskActivityWorkItemAsync(workItem, responseMessage);
            End(_activities, workItem);
        }
    }

    public async Task AbandonTaskActivityWorkItemAsync(TaskActivityWorkItem workItem)
    {
        if (_activities.ContainsKey(workItem))
        {
            try
            {
                await inner.AbandonTaskActivityWorkItemAsync(workItem);
            }
            finally
            {
                End(_activities, workItem);
            }
        }
    }

    public bool IsMaxMessageCountExceeded(int currentMessageCount, OrchestrationRuntimeState runtimeState) =>
        inner.IsMaxMessageCountExceeded(currentMessageCount, runtimeState);

    public int GetDelayInSecondsAfterOnProcessException(Exception exception) => inner.GetDelayInSecondsAfterOnProcessException(exception);

    public int GetDelayInSecondsAfterOnFetchException(Exception exception) => inner.GetDelayInSecondsAfterOnFetchException(exception);

    public Task StartAsync() => inner.StartAsync();

    public Task StopAsync() => inner.StopAsync();

    public Task StopAsync(bool isForced) => inner.StopAsync(isForced);

    public Task CreateAsync() => inner.CreateAsync();

    public Task CreateAsync(bool recreateInstanceStore) => inner.CreateAsync(recreateInstanceStore);

    public Task CreateIfNotExistsAsync() => inner.CreateIfNotExistsAsync();

    public Task DeleteAsync() => inner.DeleteAsync();

    public Task DeleteAsync(bool deleteInstanceStore) => inner.DeleteAsync(deleteInstanceStore);

    private async Task<T> LockNextAsync<T>(
        ConcurrentDictionary<T, bool> inHand,
        Func<TimeSpan, CancellationToken, Task<T>> lockNext,
        Func<T, Task> abandon,
        TimeSpan receiveTimeout,
        CancellationToken cancellationToken
    )
        where T : class
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        T? item;
        try
        {
            item = await lockNext(receiveTimeout, linked.Token);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            item = null;
        }

        if (item is null)
        {
            if (_closing.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            // A dispatcher takes null for "nothing came in time".
            return null!;
        }

        inHand[item] = true;
        if (_closing.IsCancellationRequested)
        {
            await abandon(item);
            End(inHand, item);
            return null!;
        }

        return item;
    }

    private void End<T>(ConcurrentDictionary<T, bool> inHand, T item)
        where T : class
    {
        inHand.TryRemove(item, out _);
        SignalWhenIdle();
    }

    private void SignalWhenIdle()
    {
        if (_closing.IsCancellationRequested && _activities.IsEmpty && _turns.IsEmpty)
        {
            _idle.TrySetResult();
        }
    }
}
