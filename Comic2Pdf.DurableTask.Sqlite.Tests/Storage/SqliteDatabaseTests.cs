using Comic2Pdf.DurableTask.Sqlite.Storage;
using Comic2Pdf.DurableTask.Sqlite.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Comic2Pdf.DurableTask.Sqlite.Tests.Storage;

public sealed class SqliteDatabaseTests
{
    private static readonly SqliteSchema Schema = new(FirstVersion: 1, ["CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL)"]);

    [Theory]
    [InlineData(new byte[] { 1, 2, 3, 4 })]
    [InlineData(null)]
    public async Task Open_DamagedFile_SaysWhatToDo(byte[]? content)
    {
        var path = NewPath();
        using (var database = Open(path))
        {
            await AddAsync(database, "a");
        }

        // Something else in its place, or most of it missing.
        await File.WriteAllBytesAsync(path, content ?? File.ReadAllBytes(path)[..3_000], TestContext.Current.CancellationToken);

        var refused = Assert.Throws<SqliteDatabaseException>(() => Open(path).Dispose());

        Assert.StartsWith($"'{path}' is damaged. Move it away", refused.Message, StringComparison.Ordinal);
        File.Delete(path);
        Open(path).Dispose();
    }

    [Fact]
    public async Task WriteAsync_ManyAtOnce_ShareCommits()
    {
        using var database = Open();
        var before = database.Writer.Commits;

        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(n => AddAsync(database, $"n{n}")));

        Assert.InRange(database.Writer.Commits - before, 1, 200);
        Assert.Equal(1_000, Names(database).Count);
    }

    [Fact]
    public async Task WriteAsync_OneOfABatchIsRejected_TheOthersAreWritten()
    {
        using var database = Open();

        var (answers, _) = await BatchAsync(database, Add("a"), _ => throw new NotSupportedException("no"), Add("b"));

        await Assert.ThrowsAsync<NotSupportedException>(() => answers[1]);
        Assert.Equal(["a", "b"], Names(database));
    }

    [Fact]
    public async Task WriteAsync_OneOfABatchIsRejected_TheBatchIsOneCommit()
    {
        using var database = Open();

        var (_, commits) = await BatchAsync(database, Add("a"), _ => throw new NotSupportedException("no"), Add("b"));

        Assert.Equal(1, commits);
    }

    [Fact]
    public async Task WriteAsync_OneOfABatchFailsHalfWay_NothingOfItIsWrittenAndTheOthersAre()
    {
        using var database = Open();

        var (answers, _) = await BatchAsync(
            database,
            Add("a"),
            write => Add("half")(write) > 0 ? throw new IOException("broken") : 0,
            Add("b")
        );

        await Assert.ThrowsAsync<IOException>(() => answers[1]);
        Assert.Equal(["a", "b"], Names(database));
    }

    [Fact]
    public async Task WriteAsync_OneOfABatchBreaksARule_TheCallerSeesTheErrorAndTheOthersAreWritten()
    {
        using var database = Open();

        var (answers, _) = await BatchAsync(
            database,
            Add("a"),
            static write => write.Insert("INSERT INTO t (name) VALUES ($1)", (object?)null),
            Add("b")
        );

        await Assert.ThrowsAsync<SqliteException>(() => answers[1]);
        Assert.Equal(["a", "b"], Names(database));
    }

    [Fact]
    public async Task AfterCommit_EffectsOfFailedAndRejectedPieces_NeverRun()
    {
        using var database = Open();
        var effects = new List<string>();
        Func<SqliteStatements, long> Effect(string name, Exception? failure) =>
            write =>
            {
                write.AfterCommit(() => effects.Add(name));
                return failure is null ? 0 : throw failure;
            };

        var (answers, _) = await BatchAsync(
            database,
            Effect("1", null),
            Effect("rejected", new NotSupportedException("no")),
            write => Add("x")(write) > 0 ? Effect("failed", new IOException("broken"))(write) : 0,
            Effect("2", null)
        );

        await Task.WhenAll(answers[0], answers[3]);
        Assert.Equal(["1", "2"], effects);
    }

    [Fact]
    public async Task AfterCommit_TheEffectRuns_WhatWasWrittenCanBeRead()
    {
        using var database = Open();
        var seen = 0;

        await database.WriteAsync(write =>
        {
            write.AfterCommit(() => seen = Names(database).Count);
            return Add("a")(write);
        });

        Assert.Equal(1, seen);
    }

    [Fact]
    public async Task AfterCommit_AnEffectThrows_TheWriterGoesOn()
    {
        using var database = Open();
        await database.WriteAsync(static write =>
        {
            write.AfterCommit(static () => throw new InvalidOperationException("a defect"));
            return 0;
        });

        await AddAsync(database, "a");

        Assert.Equal(["a"], Names(database));
    }

    [Fact]
    public async Task WriteAsync_AfterTheEnd_Fails()
    {
        var database = Open();
        database.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => AddAsync(database, "a"));
    }

    [Fact]
    public async Task Dispose_PiecesAreQueued_TheyAreWritten()
    {
        var path = NewPath();
        var database = Open(path);
        var writes = Enumerable.Range(0, 100).Select(n => AddAsync(database, $"n{n}")).ToList();
        database.Dispose();

        await Task.WhenAll(writes);
        using var again = Open(path);
        Assert.Equal(100, Names(again).Count);
    }

    [Fact]
    public async Task Open_TheWriter_FlushesEveryCommit()
    {
        using var database = Open();

        Assert.Equal(2L, await database.WriteAsync(static w => w.Read("PRAGMA synchronous", static r => r.GetInt64(0))[0]));
        Assert.Equal("wal", await database.WriteAsync(static w => w.Read("PRAGMA journal_mode", static r => r.GetString(0))[0]));
    }

    [Fact]
    public async Task Dispose_AfterReads_LeavesNoFileOpenAndNoLog()
    {
        var path = NewPath();
        using (var database = Open(path))
        {
            await AddAsync(database, "a");
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Names(database))));
            Assert.NotEmpty(OpenFiles(path));
        }

        Assert.Empty(OpenFiles(path));
        Assert.False(File.Exists(path + "-wal"));
    }

    [Fact]
    public void Open_AnotherOwnsTheFile_IsRefusedWithItsId()
    {
        var path = NewPath();
        using var first = Open(path);

        var refused = Assert.Throws<SqliteDatabaseException>(() => Open(path));

        Assert.Contains($"(pid {Environment.ProcessId})", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_TheOwnerHasEnded_Opens()
    {
        var path = NewPath();
        Open(path).Dispose();

        using var again = Open(path);

        Assert.Empty(Names(again));
    }

    [Fact]
    public void Open_TheDirectoryCanNotBeWritten_SaysSoAndNotThatAnotherOwnsIt()
    {
        var path = Path.Combine("/proc", "c2p", "t.db");

        Assert.IsNotType<SqliteDatabaseException>(Record.Exception(() => Open(path)));
    }

    private static SqliteDatabase Open(string? path = null) => SqliteDatabase.Open(path ?? NewPath(), Schema, NullLogger.Instance);

    private static string NewPath() => Path.Combine(TestHub.NewDirectory(), "t.db");

    private static Func<SqliteStatements, long> Add(string name) => write => write.Insert("INSERT INTO t (name) VALUES ($1)", name);

    private static Task<long> AddAsync(SqliteDatabase database, string name) => database.WriteAsync(Add(name));

    private static IReadOnlyList<string> Names(SqliteDatabase database) =>
        database.Read("SELECT name FROM t ORDER BY id", static r => r.GetString(0));

    /// <summary>Queues pieces while the writer is held, so that they become one batch.</summary>
    private static async Task<(Task<long>[] Answers, long Commits)> BatchAsync(
        SqliteDatabase database,
        params Func<SqliteStatements, long>[] pieces
    )
    {
        using var gate = new ManualResetEventSlim();
        var held = new TaskCompletionSource();
        var hold = database.WriteAsync(_ =>
        {
            held.SetResult();
            gate.Wait();
            return 0L;
        });
        await held.Task;
        var answers = pieces.Select(p => database.WriteAsync(p)).ToArray();
        var before = database.Writer.Commits;
        gate.Set();
        await hold;
        await Task.WhenAll(answers).ContinueWith(static _ => { }, TaskScheduler.Default);
        return (answers, database.Writer.Commits - before - 1);
    }

    private static List<string> OpenFiles(string path) =>
        [
            .. new DirectoryInfo("/proc/self/fd")
                .EnumerateFileSystemInfos()
                .Select(static f => f.LinkTarget)
                .OfType<string>()
                .Where(t => t.StartsWith(path, StringComparison.Ordinal)),
        ];
}
