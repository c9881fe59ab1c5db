using System.Runtime.ExceptionServices;
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

    private readonly Lock gate = new();
    private readonly SemaphoreSlim wake = new(0, 1);
    private readonly SqliteStatements statements;
    private readonly ILogger logger;
    private readonly Thread thread;
    private Queue<WritePiece> queue = new();
    private bool sleeping;
    private bool stopped;

    public SqliteWriter(SqliteStatements statements, ILogger logger)
    {
        this.statements = statements;
        this.logger = logger;
        thread = new Thread(Loop) { IsBackground = true, Name = "SQLite writer" };
        thread.Start();
    }

    /// <summary>Called before (true) and after (false) each commit: where the tests kill the process.</summary>
    public Action<bool>? Probe { get; set; }

    public long Commits { get; private set; }

    public Task<T> WriteAsync<T>(Func<SqliteWrite, T> work)
    {
        var piece = new WritePiece<T>(work);
        lock (gate)
        {
            if (stopped)
            {
                return Task.FromException<T>(new ObjectDisposedException(nameof(SqliteDatabase), "The database is closed; nothing more is recorded."));
            }

            queue.Enqueue(piece);
            WakeUp();
        }

        return piece.Task;
    }

    /// <summary>Takes nothing more, writes what is queued, and ends.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            stopped = true;
            WakeUp();
        }

        thread.Join();
        statements.Dispose();
        wake.Dispose();
    }

    private void WakeUp()
    {
        if (sleeping)
        {
            sleeping = false;
            wake.Release();
        }
    }

    private void Loop()
    {
        var taken = new Queue<WritePiece>();
        var batch = new List<WritePiece>();
        while (true)
        {
            lock (gate)
            {
                (queue, taken) = (taken, queue);
                if (taken.Count == 0)
                {
                    if (stopped)
                    {
                        return;
                    }

                    sleeping = true;
                }
            }

            if (taken.Count == 0)
            {
                wake.Wait();
            }

            while (taken.Count > 0)
            {
                batch.Clear();
                while (batch.Count < MaxBatch && taken.TryDequeue(out var piece))
                {
                    batch.Add(piece);
                }

                if (!TryCommit(batch) && batch.Count > 1)
                {
                    batch.ForEach(piece => TryCommit([piece]));
                }
            }
        }
    }

    private bool TryCommit(List<WritePiece> batch)
    {
        var write = new SqliteWrite(statements);
        try
        {
            statements.Run("BEGIN IMMEDIATE");
            foreach (var piece in batch)
            {
                Run(piece, write);
            }

            Probe?.Invoke(true);
            statements.Run("COMMIT");
            Commits++;
            Probe?.Invoke(false);
        }
        catch (Exception e)
        {
            RollBack();
            if (batch.Count == 1)
            {
                logger.WriteFailed(e);
                batch[0].Fail(e);
            }

            return false;
        }

        write.Effects.ForEach(Announce);
        batch.ForEach(static piece => piece.Answer());
        return true;
    }

    private void Run(WritePiece piece, SqliteWrite write)
    {
        var handle = statements.Connection.Handle;
        var (changes, effects) = (sqlite3_total_changes(handle), write.Effects.Count);
        if (piece.Run(write) is { } thrown)
        {
            write.Effects.RemoveRange(effects, write.Effects.Count - effects);
            if (thrown is SqliteException || sqlite3_total_changes(handle) != changes)
            {
                ExceptionDispatchInfo.Throw(thrown);
            }
        }
    }

    private void RollBack()
    {
        try
        {
            // SQLite has rolled back by itself after some errors; a second time is an error of its own.
            if (sqlite3_get_autocommit(statements.Connection.Handle) == 0)
            {
                statements.Run("ROLLBACK");
            }
        }
        catch (Exception e)
        {
            logger.WriteFailed(e);
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
}
