using Comic2Pdf.DurableTask.Sqlite.Dispatch;
using Comic2Pdf.DurableTask.Sqlite.History;
using Comic2Pdf.DurableTask.Sqlite.Storage;
using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json;

namespace Comic2Pdf.DurableTask.Sqlite;

/// <summary>
/// A storage provider of the Durable Task Framework on one SQLite file. What was acknowledged is on disk; nothing is acted upon before it
/// is; dispatchers are woken by commits, never by polling. docs/sqlite-provider.md says what holds.
/// </summary>
public sealed partial class SqliteOrchestrationService : IOrchestrationService, IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource closing = new();
    private bool disposed;
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
    public int GetDelayInSecondsAfterOnProcessException(Exception exception) => 0;

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
        logger.TurnGivenBack(item.InstanceId, item.Instance.Attempts, pause);
        _ = LaterAsync(pause, () => dispatch.TryAgain(item.Instance, item.Consumed));
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
        var pause = PauseAfter(++item.Attempts);
        logger.ActivityGivenBack(((TaskScheduledEvent)item.TaskMessage.Event).Name ?? "", item.TaskMessage.OrchestrationInstance.InstanceId, item.Attempts, pause);
        _ = LaterAsync(pause, () => dispatch.Activities.TryAgain(item));
        return Task.CompletedTask;
    }

    /// <summary>Writes what is queued and closes the file. Stop the workers first.</summary>
    public void Dispose()
    {
        // A host disposes of it when it has stopped, and its container does once more.
        if (Interlocked.Exchange(ref disposed, true))
        {
            return;
        }

        closing.Cancel();
        dispatch?.Dispose();
        database.Dispose();
        closing.Dispose();
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
        foreach (var (key, (instanceId, reason)) in pending.Broken)
        {
            Break(key, instanceId, reason);
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

            if (session.Turns == 0 && reader.State(session.InstanceId) is not { OrchestrationStatus: not OrchestrationStatus.Pending })
            {
                dispatch.PutBack(session, messages);
                return null;
            }

            Break(session.Key, session.InstanceId, "there is no start in it");
        }
        catch (SqliteException e)
        {
            var pause = PauseAfter(++session.Attempts);
            logger.HistoryNotRead(session.InstanceId, pause, e);
            _ = LaterAsync(pause, () => dispatch.TryAgain(session, messages));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            Break(session.Key, session.InstanceId, e.Message);
        }

        return null;
    }

    private void Break(long key, string instanceId, string reason)
    {
        logger.InstanceBroken(instanceId, reason);
        _ = WriteUntilDoneAsync(write => statements.Fail(write, key, HistoryBroken.Failure(reason)));
    }

    private async Task CommitAsync(TurnWorkItem item, Turn turn, List<HistoryEvent> events)
    {
        try
        {
            await database.WriteAsync(write =>
            {
                if (statements.Commit(write, turn))
                {
                    write.AfterCommit(() => dispatch.TurnDone(item.Instance, events, turn.IsNewExecution));
                }

                return true;
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
        while (!closing.IsCancellationRequested)
        {
            try
            {
                await database.WriteAsync(work);
                return;
            }
            catch (Exception)
            {
                // The writer has logged it.
                await Task.Delay(FirstPause, time, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task LaterAsync(TimeSpan pause, Action action)
    {
        await Task.Delay(pause, time, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!closing.IsCancellationRequested)
        {
            action();
        }
    }

    private static TimeSpan PauseAfter(int attempts) => FirstPause * Math.Min(60, Math.Pow(2, attempts - 1));
}
