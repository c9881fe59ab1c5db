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
/// This part: the life of the service and what it does by itself.
/// </summary>
public sealed partial class SqliteOrchestrationService : IAsyncDisposable, IDisposable
{
    private const string FileName = "history.db";
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationToken _closed;
    private readonly SqliteOrchestrationServiceOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HistoryStatements _statements;
    private readonly HistoryReader _reader;

    /// <summary>Opens <c>history.db</c> in the directory of the options and takes up what is open in it.</summary>
    /// <exception cref="SqliteDatabaseException">Another process owns the file, it is damaged, or it has a format that is not read here.</exception>
    public SqliteOrchestrationService(SqliteOrchestrationServiceOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        SqliteOrchestrationServiceOptions.Validate(options);
        _options = options;
        _time = time;
        _closed = _closing.Token;
        _logger = loggers.CreateLogger("Comic2Pdf.DurableTask.Sqlite");
        Database = SqliteDatabase.Open(Path.Combine(options.Directory, FileName), HistorySchema.Schema, _logger, time);
        Dispatch = new WorkDispatch(options.MaxInstancesInMemory, time);
        _statements = new HistoryStatements(Dispatch, time, _logger);
        _reader = new HistoryReader(Database);
        try
        {
            Resume();
        }
        catch (SqliteException e)
        {
            Dispose();
            throw SqliteDatabaseException.Of(e, Path.Combine(options.Directory, FileName));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal SqliteDatabase Database { get; }
    internal WorkDispatch Dispatch { get; }

    /// <summary>Makes sure that something can be recorded now.</summary>
    /// <exception cref="SqliteException">It cannot: a full disk, a file that may not be written.</exception>
    public Task ProbeAsync(CancellationToken cancellation) =>
        Database
            .WriteAsync(static write =>
            {
                // The number that is there: it changes nothing, and goes the way of every commit.
                var version = write.Read("PRAGMA user_version", static row => row.GetInt64(0))[0];
                write.Run(FormattableString.Invariant($"PRAGMA user_version = {version}"));
                return true;
            })
            .WaitAsync(cancellation);

    /// <summary>Writes what is queued and closes the file. Stop the workers first.</summary>
    public void Dispose()
    {
        if (!_closed.IsCancellationRequested)
        {
            _closing.Cancel();
            _closing.Dispose();
            Dispatch.Dispose();
            Database.Dispose();
        }
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Resume()
    {
        var pending = new PendingWork(Database);
        var (messages, activities, timers) = (pending.Messages(), pending.Activities(), pending.Timers());
        _logger.Resuming(messages.Count, activities.Count, timers.Count);
        foreach (var (key, (instanceId, detail)) in pending.Broken)
        {
            Break(key, instanceId, InstanceErrors.HistoryBroken(detail));
        }

        messages.ForEach(m => Dispatch.Post(m.Key, new StoredMessage(m.Row, IsTimer: false, m.Message)));
        activities.ForEach(a => Dispatch.AddActivity(a.Row, a.Message));
        timers.ForEach(Dispatch.Timers.Set);
    }

    /// <returns>Null when it can not run now: it has failed, is tried again later, or waits for its start.</returns>
    private TurnWorkItem? TryLoad(Session session, List<StoredMessage> messages)
    {
        try
        {
            if (session.History is null)
            {
                var turns = _reader.Turns(session.Key);
                (session.History, session.Turns) = ([.. turns.SelectMany(HistoryJson.ReadEvents)], turns.Count);
            }

            var item = new TurnWorkItem(session, messages);
            if (item.HasStart)
            {
                return item;
            }

            if (session.Turns == 0 && _reader.Status(session.Key) == OrchestrationStatus.Pending)
            {
                Dispatch.PutBack(session, messages, waitForMore: true);
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
            _logger.HistoryNotRead(session.InstanceId, pause, e);
            _ = LaterAsync(pause, () => Dispatch.PutBack(session, messages));
        }
        catch (Exception e)
        {
            Break(session.Key, session.InstanceId, InstanceErrors.HistoryBroken(e.Message));
        }

        return null;
    }

    private void Break(long key, string instanceId, FailureDetails failure)
    {
        _logger.InstanceBroken(instanceId, failure.ErrorMessage);
        _ = WriteUntilDoneAsync(write =>
        {
            write.AfterCommit(() => Dispatch.End(key));
            return _statements.Fail(write, key, failure);
        });
    }

    private async Task CommitAsync(TurnWorkItem item, Turn turn, List<HistoryEvent> events)
    {
        try
        {
            await Database.WriteAsync(write =>
            {
                var isDone = _statements.Commit(write, turn);
                write.AfterCommit(
                    isDone ? () => Dispatch.TurnDone(item.Instance, events, turn.IsNewExecution) : () => Dispatch.End(turn.Key)
                );
                return isDone;
            });
        }
        catch (Exception e)
        {
            if (!_closed.IsCancellationRequested)
            {
                _logger.TurnNotRecorded(item.InstanceId, e.Message);
                // The pauses grow to eight seconds: it goes on soon after there is room again.
                await LaterAsync(PauseAfter(Math.Min(4, ++item.Instance.Attempts)), () => Dispatch.PutBack(item.Instance, item.Consumed));
            }
        }
    }

    /// <summary>Writes what no caller waits for, and no other code would try again.</summary>
    private async Task WriteUntilDoneAsync(Func<SqliteStatements, bool> work)
    {
        while (!_closed.IsCancellationRequested)
        {
            try
            {
                await Database.WriteAsync(work);
                return;
            }
            catch (Exception)
            {
                // The writer has logged it.
                await Task.Delay(FirstPause, _time, _closed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task LaterAsync(TimeSpan pause, Action action)
    {
        await Task.Delay(pause, _time, _closed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_closed.IsCancellationRequested)
        {
            action();
        }
    }

    private static TimeSpan PauseAfter(int attempts) => FirstPause * Math.Min(60, Math.Pow(2, attempts - 1));
}
