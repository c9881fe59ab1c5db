using Comic2Pdf.DurableTask.Sqlite.History;
using Comic2Pdf.DurableTask.Sqlite.Storage;
using Comic2Pdf.DurableTask.Sqlite.Tests.Support;
using DurableTask.Core;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Comic2Pdf.DurableTask.Sqlite.Tests;

public sealed class ResumeTests
{
    [Fact]
    public async Task Start_WorkWasOpen_TakesUpMessagesActivitiesAndTimers()
    {
        var directory = TestHub.NewDirectory();
        await using (
            var first = await Hub(directory, static _ => Task.Delay(-1).ContinueWith(static _ => (string?)null, TaskScheduler.Default))
                .StartAsync()
        )
        {
            await first.CreateAsync("Activity", "activity");
            await first.CreateAsync("Timer", "timer");
            await first.CreateAsync("Event", "event");
            await Task.WhenAll(
                new[] { "activity", "timer", "event" }.Select(id =>
                    first.ReachedAsync(id, static s => s.OrchestrationStatus == OrchestrationStatus.Running)
                )
            );
            await first.StopAsync();
            await first.Client.RaiseEventAsync(new() { InstanceId = "event" }, "go", "x");
            await first.CreateAsync("Event", "not started");
        }

        await using var second = await Hub(directory, static _ => Task.FromResult<string?>("\"done\"")).StartAsync();

        Assert.Equal("done", (await second.EndOfAsync("activity")).Output);
        Assert.Equal("fired", (await second.EndOfAsync("timer")).Output);
        Assert.Equal("\"x\"", (await second.EndOfAsync("event")).Output);
        await second.ReachedAsync("not started", static s => s.OrchestrationStatus == OrchestrationStatus.Running);

        static TestHub Hub(string directory, Func<string, Task<string?>> activity) =>
            new TestHub(directory)
                .On("Activity", static async (context, _, _) => await context.ScheduleTask<string>("A", ""))
                .On(
                    "Timer",
                    static async (context, _, _) => await context.CreateTimer(context.CurrentUtcDateTime.AddMilliseconds(500), "fired")
                )
                .On("Event", static async (_, _, self) => await self.Event("go"))
                .Activity("A", activity);
    }

    [Fact]
    public async Task Timer_LongerThanAnyClockWaits_FiresAtItsTime()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var hub = await new TestHub(time: time)
            .On("O", static async (context, _, _) => await context.CreateTimer(context.CurrentUtcDateTime.AddDays(400), "fired"))
            .StartAsync();
        await hub.CreateAsync("O", "a");
        await hub.ReachedAsync("a", static s => s.OrchestrationStatus == OrchestrationStatus.Running);
        Assert.Equal(1, hub.Service.Dispatch.Timers.Count);

        time.Advance(TimeSpan.FromDays(399));
        Assert.Equal(1, hub.Service.Dispatch.Timers.Count);
        time.Advance(TimeSpan.FromDays(2));

        Assert.Equal("fired", (await hub.EndOfAsync("a")).Output);
    }

    [Theory]
    [InlineData("UPDATE history SET events = '[{\"EventType\":\"Invented\"}]'")]
    [InlineData("UPDATE history SET events = 'not JSON'")]
    [InlineData("UPDATE history SET events = '[]'")]
    [InlineData("UPDATE history SET events = '[null]'")]
    [InlineData("UPDATE history SET events = '[{\"EventType\":{}}]'")]
    [InlineData("UPDATE history SET turn = 1")]
    [InlineData("DELETE FROM history")]
    [InlineData("INSERT INTO history (key, turn, events) SELECT key, 1, events FROM history")]
    [InlineData("INSERT INTO inbox (key, event) SELECT key, '{\"EventType\":\"Invented\"}' FROM instances WHERE id = 'bad'")]
    [InlineData("INSERT INTO activities (key, event) SELECT key, '{' FROM instances WHERE id = 'bad'")]
    [InlineData("INSERT INTO timers (key, due_at, event) SELECT key, 0, 'null' FROM instances WHERE id = 'bad'")]
    public async Task Start_RecordsOfAnInstanceAreBroken_ItFailsAndTellsItsParentAndOthersGoOn(string damage)
    {
        var directory = TestHub.NewDirectory();
        await using (var first = await Hub(directory).StartAsync())
        {
            await first.CreateAsync("Parent", "parent");
            await first.CreateAsync("Wait", "good");
            await first.ReachedAsync("good", static s => s.OrchestrationStatus == OrchestrationStatus.Running);
            await first.ReachedAsync("bad", static s => s.OrchestrationStatus == OrchestrationStatus.Running);
        }

        Damage(directory, damage);
        await using var second = Hub(directory);
        await second.Client.RaiseEventAsync(new() { InstanceId = "bad" }, "go", "x");
        await second.Client.RaiseEventAsync(new() { InstanceId = "good" }, "go", "x");
        await second.StartAsync();

        var bad = await second.EndOfAsync("bad");
        Assert.Equal(
            (OrchestrationStatus.Failed, "Comic2Pdf.DurableTask.Sqlite.HistoryBroken"),
            (bad.OrchestrationStatus, bad.FailureDetails.ErrorType)
        );
        Assert.StartsWith(
            "The recorded history of this instance can not be read: ",
            bad.FailureDetails.ErrorMessage,
            StringComparison.Ordinal
        );
        Assert.Equal(OrchestrationStatus.Failed, (await second.EndOfAsync("parent")).OrchestrationStatus);
        Assert.Equal("\"x\"", (await second.EndOfAsync("good")).Output);
        Assert.Contains(second.Logs.Entries, static e => e.EventId == 205);

        static TestHub Hub(string directory) =>
            new TestHub(directory)
                .On("Parent", static async (context, _, _) => await context.CreateSubOrchestrationInstance<string>("Wait", "", "bad", null))
                .On("Wait", static async (_, _, self) => await self.Event("go"));
    }

    [Fact]
    public async Task Query_TagsOfARowAreBroken_StillListsIt()
    {
        var directory = TestHub.NewDirectory();
        await using (var first = new TestHub(directory))
        {
            await first.CreateAsync("O", "a");
        }

        Damage(directory, "UPDATE instances SET tags = '{', parent = '[', failure = 'x'");
        await using var second = new TestHub(directory);

        Assert.Single((await second.Service.GetOrchestrationWithQueryAsync(new(), CancellationToken.None)).OrchestrationState);
    }

    [Fact]
    public void Start_TheHistoryIsOfTheEngineBefore_IsRefusedInPlainWords()
    {
        var directory = TestHub.NewDirectory();
        using (
            SqliteDatabase.Open(
                Path.Combine(directory, "history.db"),
                new SqliteSchema(1, ["CREATE TABLE instances (key INTEGER PRIMARY KEY)"]),
                NullLogger.Instance
            )
        )
        {
            // Made and closed.
        }

        var refused = Assert.Throws<SqliteDatabaseException>(() => new TestHub(directory));

        Assert.Contains("has format 1, which this version does not read any more", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_TheFirstReleasedFormat_IsUpgradedAndItsInstancesGoOn()
    {
        var directory = TestHub.NewDirectory();
        var released = HistorySchema.Schema with { Scripts = [.. HistorySchema.Schema.Scripts.Take(1)] };
        using (var old = SqliteDatabase.Open(Path.Combine(directory, "history.db"), released, NullLogger.Instance))
        {
            await old.WriteAsync(static write =>
                write.Run(
                    """
                    INSERT INTO instances (id, execution_id, name, version, status, created_at, updated_at) VALUES ('a', 'x', 'O', '', 0, 1, 1);
                    INSERT INTO history (key, turn, events) VALUES (1, 0, '[{"EventType":"OrchestratorStarted","EventId":-1,"Timestamp":"2030-01-01T00:00:00Z"},{"EventType":"ExecutionStarted","OrchestrationInstance":{"InstanceId":"a","ExecutionId":"x"},"Name":"O","EventId":-1,"Timestamp":"2030-01-01T00:00:00Z"},{"EventType":"OrchestratorCompleted","EventId":-1,"Timestamp":"2030-01-01T00:00:00Z"}]');
                    INSERT INTO inbox (key, event) VALUES (1, '{"EventType":"EventRaised","Name":"go","Input":"\"x\"","EventId":-1,"Timestamp":"2030-01-01T00:00:00Z"}');
                    """
                )
            );
        }

        await using var hub = await new TestHub(directory).On("O", static async (_, _, self) => await self.Event("go")).StartAsync();

        Assert.Equal("\"x\"", (await hub.EndOfAsync("a")).Output);
    }

    private static void Damage(string directory, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "history.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            sql + (sql.Contains("history", StringComparison.Ordinal) ? " WHERE key = (SELECT key FROM instances WHERE id = 'bad')" : "");
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }
}
