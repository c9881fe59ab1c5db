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

    private readonly BlockingCollection<Piece> queue = [];
    private readonly SqliteStatements write;
    private readonly ILogger logger;
    private readonly FaultLimit faults;
    private readonly Thread thread;

    public SqliteWriter(SqliteStatements write, ILogger logger, TimeProvider time)
    {
        this.write = write;
        this.logger = logger;
        faults = new FaultLimit(time);
        thread = new Thread(Loop) { IsBackground = true, Name = "SQLite writer" };
        thread.Start();
    }

    /// <summary>Called before (true) and after (false) each commit: where the tests kill the process.</summary>
    public Action<bool>? Probe { get; set; }
    public long Commits { get; private set; }

    public Task<T> WriteAsync<T>(Func<SqliteStatements, T> work)
    {
        var (answer, value) = (new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), default(T)!);
        try
        {
            queue.Add(
                new Piece(
                    () => value = work(write),
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
        if (!queue.IsAddingCompleted)
        {
            queue.CompleteAdding();
            thread.Join();
            write.Dispose();
        }
    }

    private void Loop()
    {
        foreach (var first in queue.GetConsumingEnumerable())
        {
            List<Piece> batch = [first];
            while (batch.Count < MaxBatch && queue.TryTake(out var next))
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
        write.Effects.Clear();
        try
        {
            write.Run("BEGIN IMMEDIATE");
            batch.ForEach(Run);
            Probe?.Invoke(true);
            write.Run("COMMIT");
            Commits++;
            faults.Clear();
            Probe?.Invoke(false);
        }
        catch (Exception e)
        {
            // Not a statement that throws: after some errors SQLite has rolled back by itself, and a second time is an error of its own.
            _ = sqlite3_exec(write.Connection.Handle, "ROLLBACK");
            if (batch.Count == 1)
            {
                LogFault(e);
                batch[0].Answer(e);
            }

            return false;
        }

        write.Effects.ForEach(Announce);
        batch.ForEach(static piece => piece.Answer(piece.Rejection));
        return true;
    }

    private void Run(Piece piece)
    {
        var (changes, effects) = (sqlite3_total_changes(write.Connection.Handle), write.Effects.Count);
        piece.Rejection = null;
        try
        {
            piece.Run();
        }
        catch (Exception e) when (e is not SqliteException && sqlite3_total_changes(write.Connection.Handle) == changes)
        {
            write.Effects.RemoveRange(effects, write.Effects.Count - effects);
            piece.Rejection = e;
        }
    }

    // A full disk comes back with every try, and its stack trace says nothing; that of a defect does.
    private void LogFault(Exception e)
    {
        if (e is not SqliteException)
        {
            logger.WriteDefect(e);
        }
        else if (faults.IsDue(e.Message))
        {
            logger.WriteFailed(e.Message);
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
            logger.CommitNotAnnounced(e);
        }
    }

    private sealed record Piece(Action Run, Action<Exception?> Answer)
    {
        public Exception? Rejection { get; set; }
    }
}
