using Comic2Pdf.LocalRuntime.History;
using Comic2Pdf.LocalRuntime.Tests.Support;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.History;

public sealed class HistoryTests
{
    [Fact]
    public async Task WriteAsync_ManyAtOnce_ShareCommits()
    {
        using var database = HistoryDatabase.Open(TestHost.NewDirectory());
        await using var writer = new HistoryWriter(database, TimeProvider.System, NullLogger.Instance);
        var writes = Enumerable.Range(0, 1_000).Select(n => writer.WriteAsync((s, e) => s.Create(New($"i{n}"), e))).ToList();

        await Task.WhenAll(writes);

        Assert.InRange(writer.Commits, 1, 200);
    }

    [Fact]
    public async Task WriteAsync_OneOfABatchIsRejected_TheOthersAreWritten()
    {
        using var database = HistoryDatabase.Open(TestHost.NewDirectory());
        await using var writer = new HistoryWriter(database, TimeProvider.System, NullLogger.Instance);
        var reader = new HistoryReader(database, JsonDataConverter.Default);

        var first = writer.WriteAsync((s, e) => s.Create(New("a"), e));
        var again = writer.WriteAsync((s, e) => s.Create(New("a"), e));
        var other = writer.WriteAsync((s, e) => s.Create(New("b"), e));

        await first;
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => again);
        await other;
        Assert.NotNull(reader.Get("b", payload: false));
    }

    [Fact]
    public async Task WriteAsync_OneOfABatchBreaksTheTransaction_TheOthersAreWrittenAlone()
    {
        using var database = HistoryDatabase.Open(TestHost.NewDirectory());
        await using var writer = new HistoryWriter(database, TimeProvider.System, NullLogger.Instance);
        using var gate = new ManualResetEventSlim();
        var reader = new HistoryReader(database, JsonDataConverter.Default);

        // The first holds the writer, so that the next three become one batch.
        var hold = writer.WriteAsync((_, _) => { gate.Wait(); return true; });
        var before = writer.WriteAsync((s, e) => s.Create(New("a"), e));
        var broken = writer.WriteAsync<bool>((s, e) => { s.Create(New("half"), e); throw new IOException("broken"); });
        var after = writer.WriteAsync((s, e) => s.Create(New("b"), e));
        gate.Set();

        await Task.WhenAll(hold, before, after);
        await Assert.ThrowsAsync<IOException>(() => broken);
        Assert.NotNull(reader.Get("a", payload: false));
        Assert.NotNull(reader.Get("b", payload: false));
        Assert.Null(reader.Get("half", payload: false));
    }

    [Fact]
    public async Task Complete_TheSameActivityTwice_RecordsTheFirstResultOnly()
    {
        using var database = HistoryDatabase.Open(TestHost.NewDirectory());
        await using var writer = new HistoryWriter(database, TimeProvider.System, NullLogger.Instance);
        var reader = new HistoryReader(database, JsonDataConverter.Default);
        var instance = await writer.WriteAsync((s, e) => s.Create(New("a"), e));
        Assert.True(await writer.WriteAsync((s, e) => s.Commit(FirstTurn(instance, new TaskScheduled(0, "A")), e)));
        var activity = Assert.Single(reader.Pending().Activities);

        Assert.True(await writer.WriteAsync((s, e) => s.Complete(activity, new TaskCompleted(0, "1"), e)));
        Assert.False(await writer.WriteAsync((s, e) => s.Complete(activity, new TaskCompleted(0, "2"), e)));

        var (_, message) = Assert.Single(reader.Pending().Messages);
        Assert.Equal(new TaskCompleted(0, "1"), message.Event);
    }

    [Fact]
    public async Task Commit_InstanceWasReplacedMeanwhile_HasNeverHappened()
    {
        using var database = HistoryDatabase.Open(TestHost.NewDirectory());
        await using var writer = new HistoryWriter(database, TimeProvider.System, NullLogger.Instance);
        var reader = new HistoryReader(database, JsonDataConverter.Default);
        var old = await writer.WriteAsync((s, e) => s.Create(New("a"), e));
        await writer.WriteAsync((s, e) => s.Create(New("a") with { Forbidden = [] }, e));

        Assert.False(await writer.WriteAsync((s, e) => s.Commit(FirstTurn(old, new TaskScheduled(0, "A")), e)));

        Assert.Empty(reader.Pending().Activities);
        Assert.Single(reader.Pending().Messages);
    }

    [Fact]
    public async Task WriteAsync_AfterTheEnd_Fails()
    {
        using var database = HistoryDatabase.Open(TestHost.NewDirectory());
        var writer = new HistoryWriter(database, TimeProvider.System, NullLogger.Instance);
        await writer.DisposeAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.WriteAsync((s, e) => s.Create(New("a"), e)));
    }

    [Fact]
    public void Connect_Writer_FlushesEveryCommit()
    {
        using var database = HistoryDatabase.Open(TestHost.NewDirectory());
        using var connection = database.Connect();
        using var command = connection.CreateCommand();

        command.CommandText = "PRAGMA synchronous";
        Assert.Equal(2L, command.ExecuteScalar());
        command.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", command.ExecuteScalar());
    }

    [Fact]
    public void Dispose_AfterReads_LeavesNoFileOpen()
    {
        var directory = TestHost.NewDirectory();
        using (var database = HistoryDatabase.Open(directory))
        {
            using var connection = database.Connect(readOnly: true);
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM instances";
            Assert.Equal(0L, command.ExecuteScalar());
            Assert.NotEmpty(OpenFiles(directory));
        }

        Assert.Empty(OpenFiles(directory));
    }

    private static List<string> OpenFiles(string directory) =>
    [
        .. new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos()
            .Select(f => f.LinkTarget).OfType<string>().Where(t => t.StartsWith(directory, StringComparison.Ordinal)),
    ];

    /// <summary>What is on disk must be readable by every later version: this text never changes.</summary>
    [Fact]
    public void ReadTurn_EveryEvent_IsWrittenAsItAlwaysWas()
    {
        const string Stored =
            """
            [{"t":"turn","At":"2030-01-01T00:00:00Z"},{"t":"start","Input":"1"},{"t":"task","Name":"A"},{"t":"task+","Id":1,"Result":"2"},{"t":"task-","Id":2,"Failure":{"Type":"T","Message":"M","Stack":"S","Inner":{"Type":"U","Message":"N"},"IsFinal":true}},{"t":"timer","FireAt":"2030-01-01T00:00:00Z","Id":3},{"t":"timer+","Id":3},{"t":"sub","Name":"B","InstanceId":"i","Id":4},{"t":"sub+","Id":4},{"t":"sub-","Id":5,"Failure":{"Type":"T","Message":"M"}},{"t":"send","InstanceId":"i","Name":"E","Id":6},{"t":"event","Name":"E","Input":"ä"},{"t":"suspend","Reason":"r"},{"t":"resume"},{"t":"terminate","Output":"o"},{"t":"abort","Failure":{"Type":"T","Message":"M"}}]
            """;

        Assert.Equal(Stored, HistoryJson.Write(HistoryJson.ReadTurn(Stored)));
    }

    private static TurnCommit FirstTurn(InstanceRef instance, Decision decision) => new(instance)
    {
        Turn = 0,
        Events = [new TurnStarted(DateTime.UnixEpoch), new ExecutionStarted(null), decision],
        ConsumedUpTo = long.MaxValue,
        Status = OrchestrationRuntimeStatus.Running,
        Decisions = [decision],
    };

    private static NewInstance New(string id) => new(id, "N", Input: null) { Forbidden = Statuses.Unfinished };
}
