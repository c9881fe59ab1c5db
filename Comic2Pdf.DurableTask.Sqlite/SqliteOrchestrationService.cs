using Comic2Pdf.DurableTask.Sqlite.Dispatch;
using Comic2Pdf.DurableTask.Sqlite.History;
using Comic2Pdf.DurableTask.Sqlite.Storage;
using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.DurableTask.Sqlite;

/// <summary>
/// A storage provider of the Durable Task Framework on one SQLite file. What was acknowledged is on disk; nothing is acted upon before it
/// is; dispatchers are woken by commits, never by polling. docs/sqlite-provider.md says what holds.
/// </summary>
public sealed partial class SqliteOrchestrationService : IOrchestrationService, IAsyncDisposable, IDisposable
{
    // With the pauses between them: about four minutes.
    private const int MaxAttempts = 10;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource closing = new();
    private readonly CancellationToken closed;

    // The framework gives work back without the reason; it tells it just before, in the same flow.
    private readonly AsyncLocal<Exception?> reason = new();
    private readonly SqliteOrchestrationServiceOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly SqliteDatabase database;
    private readonly WorkDispatch dispatch;
    private readonly HistoryStatements statements;
    private readonly HistoryReader reader;

    /// <summary>Opens <c>history.db</c> in the directory of the options and takes up what is open in it.</summary>
    /// <exception cref="SqliteDatabaseException">Another process owns the file, or it has a format that is not read here.</exception>
    public SqliteOrchestrationService(SqliteOrchestrationServiceOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        SqliteOrchestrationServiceOptions.Validate(options);
        this.options = options;
        this.time = time;
        closed = closing.Token;
        logger = loggers.CreateLogger("Comic2Pdf.DurableTask.Sqlite");
        database = SqliteDatabase.Open(Path.Combine(options.Directory, "history.db"), HistorySchema.Schema, logger);
        try
        {
            dispatch = new WorkDispatch(options.MaxInstancesInMemory, time);
            statements = new HistoryStatements(dispatch, time, logger);
            reader = new HistoryReader(database);
            Resume();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public int TaskOrchestrationDispatcherCount => 1;

    /// <inheritdoc/>
    public int TaskActivityDispatcherCount => 1;

    /// <inheritdoc/>
    public int MaxConcurrentTaskOrchestrationWorkItems => options.MaxConcurrentOrchestrations;

    /// <inheritdoc/>
    public int MaxConcurrentTaskActivityWorkItems => options.MaxConcurrentActivities;

    /// <inheritdoc/>
    public BehaviorOnContinueAsNew EventBehaviourForContinueAsNew => BehaviorOnContinueAsNew.Carryover;

    internal SqliteDatabase Database => database;

    internal WorkDispatch Dispatch => dispatch;

    /// <inheritdoc/>
    public Task StartAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync() => StopAsync(isForced: false);

    /// <summary>Returns when everything that was completed is on disk.</summary>
    public Task StopAsync(bool isForced) => database.WriteAsync(static _ => true);

    /// <inheritdoc/>
    public Task CreateAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public Task CreateAsync(bool recreateInstanceStore) =>
        recreateInstanceStore ? throw new NotSupportedException("Dispose the service and delete its directory instead.") : Task.CompletedTask;

    /// <inheritdoc/>
    public Task CreateIfNotExistsAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public Task DeleteAsync() => DeleteAsync(deleteInstanceStore: true);

    /// <inheritdoc/>
    public Task DeleteAsync(bool deleteInstanceStore) => throw new NotSupportedException("Dispose the service and delete its directory instead.");

    /// <inheritdoc/>
    public bool IsMaxMessageCountExceeded(int currentMessageCount, OrchestrationRuntimeState runtimeState) => false;

    /// <inheritdoc/>
    public int GetDelayInSecondsAfterOnProcessException(Exception exception)
    {
        reason.Value = exception;
        return 0;
    }

    /// <inheritdoc/>
    public int GetDelayInSecondsAfterOnFetchException(Exception exception) => 1;

    /// <summary>The timeout is not used: a wait costs nothing, and the framework would only wait again.</summary>
    public async Task<TaskOrchestrationWorkItem?> LockNextTaskOrchestrationWorkItemAsync(TimeSpan receiveTimeout, CancellationToken cancellationToken)
    {
        while (await dispatch.TakeAsync(cancellationToken) is var (session, messages))
        {
            if (TryLoad(session, messages) is { } item)
            {
                return item;
            }
        }

        return null;
    }

    /// <inheritdoc/>
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
        OrchestrationState? orchestrationState)
    {
        var item = (TurnWorkItem)workItem;
        var isNewExecution = !ReferenceEquals(newOrchestrationRuntimeState, item.OrchestrationRuntimeState);
        List<HistoryEvent> events = [.. newOrchestrationRuntimeState.NewEvents];
        var turn = new Turn(item.Instance.Key, isNewExecution ? 0 : item.Instance.Turns, HistoryJson.Write(events), orchestrationState)
        {
            IsNewExecution = isNewExecution,
            Consumed = item.Consumed,
            Activities = OutgoingMessage.All(outboundMessages),
            Messages = OutgoingMessage.All(continuedAsNewMessage is null ? orchestratorMessages : [.. orchestratorMessages, continuedAsNewMessage]),
            Timers = OutgoingMessage.All(timerMessages),
        };
        item.IsSettled = true;
        _ = CommitAsync(item, turn, events);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task AbandonTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        var item = (TurnWorkItem)workItem;
        item.IsSettled = true;
        var pause = PauseAfter(++item.Instance.Attempts);
        if (reason.Value is { } poison && item.Instance.Attempts >= MaxAttempts)
        {
            Break(item.Instance.Key, item.InstanceId, InstanceErrors.PoisonMessage(item.Instance.Attempts, poison));
            return Task.CompletedTask;
        }

        _ = LaterAsync(pause, () => dispatch.TryAgain(item.Instance, item.Consumed));
        logger.TurnGivenBack(item.InstanceId, item.Instance.Attempts, pause);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ReleaseTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        var item = (TurnWorkItem)workItem;
        if (!item.IsSettled)
        {
            item.IsSettled = true;
            dispatch.TryAgain(item.Instance, item.Consumed);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<TaskActivityWorkItem?> LockNextTaskActivityWorkItem(TimeSpan receiveTimeout, CancellationToken cancellationToken) =>
        await dispatch.Activities.TakeAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<TaskActivityWorkItem> RenewTaskActivityWorkItemLockAsync(TaskActivityWorkItem workItem) => Task.FromResult(workItem);

    /// <summary>Queues the result for the writer and returns. One that can not be written is written again until it can.</summary>
    public Task CompleteTaskActivityWorkItemAsync(TaskActivityWorkItem workItem, TaskMessage responseMessage)
    {
        var (row, result) = (((ActivityWorkItem)workItem).Row, new OutgoingMessage(responseMessage));
        _ = WriteUntilDoneAsync(write => statements.Complete(write, row, result));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task AbandonTaskActivityWorkItemAsync(TaskActivityWorkItem workItem)
    {
        var item = (ActivityWorkItem)workItem;
        var (pause, task) = (PauseAfter(++item.Attempts), (TaskScheduledEvent)item.TaskMessage.Event);
        if (reason.Value is { } poison && item.Attempts >= MaxAttempts)
        {
            var failure = InstanceErrors.PoisonMessage(item.Attempts, poison);
            logger.InstanceBroken(item.TaskMessage.OrchestrationInstance.InstanceId, failure.ErrorMessage);
            return CompleteTaskActivityWorkItemAsync(workItem, new TaskMessage
            {
                OrchestrationInstance = item.TaskMessage.OrchestrationInstance,
                Event = new TaskFailedEvent(-1, task.EventId, failure.ErrorMessage, details: null, failure),
            });
        }

        _ = LaterAsync(pause, () => dispatch.Activities.TryAgain(item));
        logger.ActivityGivenBack(task.Name ?? "", item.TaskMessage.OrchestrationInstance.InstanceId, item.Attempts, pause);
        return Task.CompletedTask;
    }

    /// <summary>Writes what is queued and closes the file. Stop the workers first.</summary>
    public void Dispose()
    {
        if (!closed.IsCancellationRequested)
        {
            closing.Cancel();
            closing.Dispose();
        }

        dispatch?.Dispose();
        database.Dispose();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Resume()
    {
        var pending = new PendingWork(database);
        var (messages, activities, timers) = (pending.Messages(), pending.Activities(), pending.Timers());
        logger.Resuming(messages.Count, activities.Count, timers.Count);
        foreach (var (key, (instanceId, detail)) in pending.Broken)
        {
            Break(key, instanceId, InstanceErrors.HistoryBroken(detail));
        }

        messages.ForEach(m => dispatch.Post(m.Key, new StoredMessage(m.Row, IsTimer: false, m.Message)));
        activities.ForEach(a => dispatch.Activities.Add(a.Row, a.Message));
        timers.ForEach(dispatch.Timers.Set);
    }

    /// <returns>Null when it can not run now: it has failed, is tried again later, or waits for its start.</returns>
    private TurnWorkItem? TryLoad(Session session, List<StoredMessage> messages)
    {
        try
        {
            if (session.History is null)
            {
                var turns = reader.Turns(session.Key);
                session.History = [.. turns.SelectMany(HistoryJson.ReadEvents)];
                session.Turns = turns.Count;
            }

            var item = new TurnWorkItem(session, messages);
            if (item.OrchestrationRuntimeState.ExecutionStartedEvent is not null || item.IsStart)
            {
                return item;
            }

            if (session.Turns == 0 && reader.Status(session.Key) == OrchestrationStatus.Pending)
            {
                dispatch.PutBack(session, messages);
                return null;
            }

            Break(session.Key, session.InstanceId, InstanceErrors.HistoryBroken("there is no start in it"));
        }
        catch (ObjectDisposedException)
        {
            // The next start takes it up.
        }
        catch (Exception e) when (e is SqliteException or OutOfMemoryException)
        {
            var pause = PauseAfter(++session.Attempts);
            logger.HistoryNotRead(session.InstanceId, pause, e);
            _ = LaterAsync(pause, () => dispatch.TryAgain(session, messages));
        }
        catch (Exception e)
        {
            Break(session.Key, session.InstanceId, InstanceErrors.HistoryBroken(e.Message));
        }

        return null;
    }

    private void Break(long key, string instanceId, FailureDetails failure)
    {
        logger.InstanceBroken(instanceId, failure.ErrorMessage);
        _ = WriteUntilDoneAsync(write =>
        {
            write.AfterCommit(() => dispatch.End(key));
            return statements.Fail(write, key, failure);
        });
    }

    private async Task CommitAsync(TurnWorkItem item, Turn turn, List<HistoryEvent> events)
    {
        try
        {
            await database.WriteAsync(write =>
            {
                var isDone = statements.Commit(write, turn);
                write.AfterCommit(isDone ? () => dispatch.TurnDone(item.Instance, events, turn.IsNewExecution) : () => dispatch.End(turn.Key));
                return isDone;
            });
        }
        catch (ObjectDisposedException)
        {
            // It is run again by the next start.
        }
        catch (Exception e)
        {
            logger.TurnNotRecorded(item.InstanceId, e);
            await LaterAsync(FirstPause, () => dispatch.TryAgain(item.Instance, item.Consumed));
        }
    }

    /// <summary>Writes what nobody waits for and nobody else would try again.</summary>
    private async Task WriteUntilDoneAsync(Func<SqliteWrite, bool> work)
    {
        while (!closed.IsCancellationRequested)
        {
            try
            {
                await database.WriteAsync(work);
                return;
            }
            catch (Exception)
            {
                // The writer has logged it.
                await Task.Delay(FirstPause, time, closed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task LaterAsync(TimeSpan pause, Action action)
    {
        await Task.Delay(pause, time, closed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!closed.IsCancellationRequested)
        {
            action();
        }
    }

    private static TimeSpan PauseAfter(int attempts) => FirstPause * Math.Min(60, Math.Pow(2, attempts - 1));
}
