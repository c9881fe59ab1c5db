using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.LocalRuntime.History;

/// <summary>
/// The one writer. Whoever wants to write queues a piece of work; the writer runs all that is queued in one transaction, so that many
/// share one flush of the disk, and answers after the commit. Work that rejects its request (an instance exists already, ...) throws
/// before it has written anything. When a transaction breaks (a full disk), it is rolled back and its pieces are tried again one by one,
/// so that each gets its own answer.
/// </summary>
internal sealed class HistoryWriter : IAsyncDisposable
{
    private const int MaxBatch = 512;

    private readonly Channel<Piece> queue = Channel.CreateUnbounded<Piece>(new() { SingleReader = true });
    private readonly SqliteConnection connection;
    private readonly HistoryStatements statements;
    private readonly ILogger logger;
    private readonly Task loop;

    public HistoryWriter(HistoryDatabase database, TimeProvider time, ILogger logger)
    {
        connection = database.Connect();
        statements = new HistoryStatements(connection, time);
        this.logger = logger;
        loop = Task.Factory.StartNew(Loop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Called on the writer's thread after each commit. It must not block and must not throw.</summary>
    public Action<CommitEffects> Committed { get; set; } = static _ => { };

    /// <summary>Called before (true) and after (false) each commit: where the tests kill the process.</summary>
    public Action<bool>? Probe { get; set; }

    public long Commits { get; private set; }

    /// <returns>The work's result, after it is on disk.</returns>
    /// <exception cref="InvalidOperationException">The work rejected its request, or the writer has been stopped.</exception>
    /// <exception cref="SqliteException">It could not be written; nothing of it is on disk.</exception>
    public Task<T> WriteAsync<T>(Func<HistoryStatements, CommitEffects, T> work)
    {
        var piece = new Piece<T>(work);
        return queue.Writer.TryWrite(piece)
            ? piece.Result.Task
            : Task.FromException<T>(new InvalidOperationException("The runtime has stopped; nothing more is recorded."));
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
        statements.Dispose();
        await connection.DisposeAsync();
    }

    private void Loop()
    {
        var batch = new List<Piece>();
        while (WaitForWork())
        {
            batch.Clear();
            while (batch.Count < MaxBatch && queue.Reader.TryRead(out var piece))
            {
                batch.Add(piece);
            }

            if (!TryCommit(batch) && batch.Count > 1)
            {
                foreach (var piece in batch)
                {
                    TryCommit([piece]);
                }
            }
        }
    }

    // The thread sleeps in the kernel while there is nothing to write.
    private bool WaitForWork() => queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();

    private bool TryCommit(List<Piece> batch)
    {
        var effects = new CommitEffects();
        try
        {
            using var transaction = connection.BeginTransaction(deferred: true);
            statements.Use(transaction);
            foreach (var piece in batch)
            {
                piece.Run(statements, effects);
            }

            Probe?.Invoke(true);
            transaction.Commit();
            Commits++;
            Probe?.Invoke(false);
        }
        catch (Exception e)
        {
            if (batch.Count == 1)
            {
                logger.WriteFailed(e);
                batch[0].Fail(e);
            }

            return false;
        }

        Announce(effects);
        foreach (var piece in batch)
        {
            piece.Answer();
        }

        return true;
    }

    // A defect in a listener must not end the only thread that writes.
    private void Announce(CommitEffects effects)
    {
        try
        {
            Committed(effects);
        }
        catch (Exception e)
        {
            logger.CommitNotAnnounced(e);
        }
    }

    private abstract class Piece
    {
        public abstract void Run(HistoryStatements statements, CommitEffects effects);

        public abstract void Answer();

        public abstract void Fail(Exception e);
    }

    private sealed class Piece<T>(Func<HistoryStatements, CommitEffects, T> work) : Piece
    {
        private T? value;
        private Exception? rejection;

        public TaskCompletionSource<T> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Run(HistoryStatements statements, CommitEffects effects)
        {
            rejection = null;
            try
            {
                value = work(statements, effects);
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                rejection = e;
            }
        }

        public override void Answer()
        {
            if (rejection is null)
            {
                Result.SetResult(value!);
            }
            else
            {
                Result.SetException(rejection);
            }
        }

        public override void Fail(Exception e) => Result.SetException(e);
    }
}
