using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using static SQLitePCL.raw;

namespace Comic2Pdf.DurableTask.Sqlite.Storage;

/// <summary>
/// The one thread that writes. It runs all that is queued in one transaction, so that many share one flush of the disk, and answers after
/// the commit. A piece that throws before it has changed anything rejects its request: only its caller sees it. When a transaction breaks
/// (a full disk, a piece that throws half way), it is rolled back and its pieces run again one by one, each with its own answer.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int MaxBatch = 512;

    private readonly BlockingCollection<Piece> _queue = [];
    private readonly SqliteStatements _write;
    private readonly ILogger _logger;
    private readonly FaultLimit _faults;
    private readonly Thread _thread;

    public SqliteWriter(SqliteStatements write, ILogger logger, TimeProvider time)
    {
        _write = write;
        _logger = logger;
        _faults = new FaultLimit(time);
        _thread = new Thread(Loop) { IsBackground = true, Name = "SQLite writer" };
        _thread.Start();
    }

    /// <summary>Called before (true) and after (false) each commit: where the tests kill the process.</summary>
    public Action<bool>? Probe { get; set; }
    public long Commits { get; private set; }

    public Task<T> WriteAsync<T>(Func<SqliteStatements, T> work)
    {
        var (answer, value) = (new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), default(T)!);
        try
        {
            _queue.Add(
                new Piece(
                    () => value = work(_write),
                    failure => _ = failure is null ? answer.TrySetResult(value) : answer.TrySetException(failure)
                )
            );
        }
        catch (InvalidOperationException)
        {
            answer.SetException(new ObjectDisposedException(nameof(SqliteDatabase), "The database is closed; nothing more is recorded."));
        }

        return answer.Task;
    }

    /// <summary>Takes nothing more, writes what is queued, and ends.</summary>
    public void Dispose()
    {
        if (!_queue.IsAddingCompleted)
        {
            _queue.CompleteAdding();
            _thread.Join();
            _write.Dispose();
        }
    }

    private void Loop()
    {
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            List<Piece> batch = [first];
            while (batch.Count < MaxBatch && _queue.TryTake(out var next))
            {
                batch.Add(next);
            }

            if (!TryCommit(batch) && batch.Count > 1)
            {
                batch.ForEach(piece => TryCommit([piece]));
            }
        }
    }

    private bool TryCommit(List<Piece> batch)
    {
        _write.Effects.Clear();
        try
        {
            _write.Run("BEGIN IMMEDIATE");
            batch.ForEach(Run);
            Probe?.Invoke(true);
            _write.Run("COMMIT");
            Commits++;
            _faults.Clear();
            Probe?.Invoke(false);
        }
        catch (Exception e)
        {
            // Not a statement that throws: after some errors SQLite has rolled back by itself, and a second time is an error of its own.
            _ = sqlite3_exec(_write.Connection.Handle, "ROLLBACK");
            if (batch.Count == 1)
            {
                LogFault(e);
                batch[0].Answer(e);
            }

            return false;
        }

        _write.Effects.ForEach(Announce);
        batch.ForEach(static piece => piece.Answer(piece.Rejection));
        return true;
    }

    private void Run(Piece piece)
    {
        var (changes, effects) = (sqlite3_total_changes(_write.Connection.Handle), _write.Effects.Count);
        piece.Rejection = null;
        try
        {
            piece.Run();
        }
        catch (Exception e) when (e is not SqliteException && sqlite3_total_changes(_write.Connection.Handle) == changes)
        {
            _write.Effects.RemoveRange(effects, _write.Effects.Count - effects);
            piece.Rejection = e;
        }
    }

    // A full disk comes back with every try, and its stack trace says nothing; that of a defect does.
    private void LogFault(Exception e)
    {
        if (e is not SqliteException)
        {
            _logger.WriteDefect(e);
        }
        else if (_faults.IsDue(e.Message))
        {
            _logger.WriteFailed(e.Message);
        }
    }

    // A defect in a listener must not end the only thread that writes.
    private void Announce(Action effect)
    {
        try
        {
            effect();
        }
        catch (Exception e)
        {
            _logger.CommitNotAnnounced(e);
        }
    }

    private sealed record Piece(Action Run, Action<Exception?> Answer)
    {
        public Exception? Rejection { get; set; }
    }
}
