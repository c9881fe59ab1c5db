using Comic2Pdf.DurableTask.Sqlite.Dispatch;
using Comic2Pdf.DurableTask.Sqlite.History;
using DurableTask.Core;
using DurableTask.Core.History;

namespace Comic2Pdf.DurableTask.Sqlite;

// The interface documents its members.
#pragma warning disable CS1591

/// <summary>What the framework's dispatchers ask for.</summary>
public sealed partial class SqliteOrchestrationService : IOrchestrationService
{
    // With the pauses between them: about four minutes.
    private const int MaxAttempts = 10;

    // The framework gives work back without the reason; it tells it just before, in the same flow.
    private readonly AsyncLocal<Exception?> _reason = new();

    public int TaskOrchestrationDispatcherCount => 1;
    public int TaskActivityDispatcherCount => 1;
    public int MaxConcurrentTaskOrchestrationWorkItems => _options.MaxConcurrentOrchestrations;
    public int MaxConcurrentTaskActivityWorkItems => _options.MaxConcurrentActivities;
    public BehaviorOnContinueAsNew EventBehaviourForContinueAsNew => BehaviorOnContinueAsNew.Carryover;

    // The constructor has done it.
    public Task StartAsync() => Task.CompletedTask;

    public Task CreateAsync() => Task.CompletedTask;

    public Task CreateIfNotExistsAsync() => Task.CompletedTask;

    public Task CreateAsync(bool recreateInstanceStore) => recreateInstanceStore ? DeleteAsync() : Task.CompletedTask;

    public Task DeleteAsync() => throw new NotSupportedException("Dispose the service and delete its directory instead.");

    public Task DeleteAsync(bool deleteInstanceStore) => DeleteAsync();

    /// <summary>Returns when everything that was completed is on disk.</summary>
    public Task StopAsync() => Database.WriteAsync(static _ => true);

    public Task StopAsync(bool isForced) => StopAsync();

    public bool IsMaxMessageCountExceeded(int currentMessageCount, OrchestrationRuntimeState runtimeState) => false;

    public int GetDelayInSecondsAfterOnFetchException(Exception exception) => 1;

    public int GetDelayInSecondsAfterOnProcessException(Exception exception)
    {
        _reason.Value = exception;
        return 0;
    }

    // A wait costs nothing: the timeout is not used.
    public async Task<TaskOrchestrationWorkItem?> LockNextTaskOrchestrationWorkItemAsync(
        TimeSpan receiveTimeout,
        CancellationToken cancellationToken
    )
    {
        while (await Dispatch.TakeTurnAsync(cancellationToken) is var (session, messages))
        {
            if (TryLoad(session, messages) is { } item)
            {
                return item;
            }
        }

        return null;
    }

    public Task RenewTaskOrchestrationWorkItemLockAsync(TaskOrchestrationWorkItem workItem) => Task.CompletedTask;

    /// <summary>
    /// Queues the turn for the writer and returns: a dispatcher does not wait for the disk, and the instance stays locked until the turn
    /// is on it. A turn that can not be written is run again.
    /// </summary>
    public Task CompleteTaskOrchestrationWorkItemAsync(
        TaskOrchestrationWorkItem workItem,
        OrchestrationRuntimeState newOrchestrationRuntimeState,
        IList<TaskMessage> outboundMessages,
        IList<TaskMessage> orchestratorMessages,
        IList<TaskMessage> timerMessages,
        TaskMessage? continuedAsNewMessage,
        OrchestrationState? orchestrationState
    )
    {
        var item = (TurnWorkItem)workItem;
        var isNewExecution = !ReferenceEquals(newOrchestrationRuntimeState, item.OrchestrationRuntimeState);
        List<HistoryEvent> events = [.. newOrchestrationRuntimeState.NewEvents];
        var turn = new Turn(
            item.Instance.Key,
            isNewExecution ? 0 : item.Instance.Turns,
            isNewExecution,
            HistoryJson.Write(events),
            orchestrationState,
            item.Consumed,
            [.. outboundMessages.Select(static m => new OutgoingMessage(m))],
            [.. orchestratorMessages.Select(static m => new OutgoingMessage(m))],
            [.. timerMessages.Select(static m => new OutgoingMessage(m))]
        );
        item.IsSettled = true;
        _ = CommitAsync(item, turn, events);
        return Task.CompletedTask;
    }

    public Task AbandonTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        var item = (TurnWorkItem)workItem;
        item.IsSettled = true;
        var attempts = ++item.Instance.Attempts;
        if (_reason.Value is { } poison && attempts >= MaxAttempts)
        {
            Break(item.Instance.Key, item.InstanceId, InstanceErrors.PoisonMessage(attempts, poison));
            return Task.CompletedTask;
        }

        _ = LaterAsync(PauseAfter(attempts), () => Dispatch.PutBack(item.Instance, item.Consumed));
        _logger.TurnGivenBack(item.InstanceId, attempts, PauseAfter(attempts));
        return Task.CompletedTask;
    }

    public Task ReleaseTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        if (workItem is TurnWorkItem { IsSettled: false } item)
        {
            item.IsSettled = true;
            Dispatch.PutBack(item.Instance, item.Consumed);
        }

        return Task.CompletedTask;
    }

    public async Task<TaskActivityWorkItem?> LockNextTaskActivityWorkItem(TimeSpan receiveTimeout, CancellationToken cancellationToken) =>
        await Dispatch.TakeActivityAsync(cancellationToken);

    public Task<TaskActivityWorkItem> RenewTaskActivityWorkItemLockAsync(TaskActivityWorkItem workItem) => Task.FromResult(workItem);

    /// <summary>Queues the result for the writer and returns. One that can not be written is written again until it can.</summary>
    public Task CompleteTaskActivityWorkItemAsync(TaskActivityWorkItem workItem, TaskMessage responseMessage)
    {
        var (row, result) = (((ActivityWorkItem)workItem).Row, new OutgoingMessage(responseMessage));
        _ = WriteUntilDoneAsync(write => _statements.Complete(write, row, result));
        return Task.CompletedTask;
    }

    public Task AbandonTaskActivityWorkItemAsync(TaskActivityWorkItem workItem)
    {
        var item = (ActivityWorkItem)workItem;
        if (_reason.Value is { } poison && item.Attempts + 1 >= MaxAttempts)
        {
            var failure = InstanceErrors.PoisonMessage(item.Attempts + 1, poison);
            var failed = new TaskFailedEvent(-1, item.Task.EventId, failure.ErrorMessage, details: null, failure);
            return CompleteTaskActivityWorkItemAsync(
                item,
                new TaskMessage { OrchestrationInstance = item.TaskMessage.OrchestrationInstance, Event = failed }
            );
        }

        var pause = PauseAfter(++item.Attempts);
        _ = LaterAsync(pause, () => Dispatch.PutBack(item));
        _logger.ActivityGivenBack(item.Task.Name ?? "", item.TaskMessage.OrchestrationInstance.InstanceId, item.Attempts, pause);
        return Task.CompletedTask;
    }
}
