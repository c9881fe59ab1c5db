using Comic2Pdf.DurableTask.Sqlite.Tests.Support;
using DurableTask.Core;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Comic2Pdf.DurableTask.Sqlite.Tests;

public sealed class WriteFailureTests
{
    [Fact]
    public async Task Commit_TheDiskIsFull_TurnsAndResultsAreRecordedOnceThereIsRoom()
    {
        var big = new string('x', 100_000);
        var runs = 0;
        var release = new TaskCompletionSource<string?>();
        await using var hub = await new TestHub()
            .On(
                "O",
                async (context, _, _) =>
                    $"{(await context.ScheduleTask<string>("A", "")).Length + (await context.ScheduleTask<string>("A", "")).Length}{big}"
            )
            .Activity(
                "A",
                _ =>
                {
                    Interlocked.Increment(ref runs);
                    return release.Task;
                }
            )
            .StartAsync();
        var instance = await hub.CreateAsync("O");
        await hub.ReachedAsync(instance.InstanceId, static s => s.OrchestrationStatus == OrchestrationStatus.Running);

        await LimitAsync(hub, pages: 1);
        release.SetResult($"\"{big}\"");
        await hub.LoggedAsync(700);
        await Assert.ThrowsAsync<SqliteException>(() => hub.CreateAsync("O", "other", big));
        await LimitAsync(hub, pages: 1_000_000);

        var state = await hub.EndOfAsync(instance.InstanceId);
        Assert.Equal(
            (OrchestrationStatus.Completed, 200_000 + big.Length),
            (state.OrchestrationStatus, int.Parse(state.Output[..6]) + state.Output.Length - 6)
        );
        Assert.Equal(2, runs);
        Assert.Empty(await hub.Service.GetOrchestrationStateAsync("other", allExecutions: false));
    }

    [Fact]
    public async Task Commit_OnlyTheTurnDoesNotFit_IsRunAgainUntilItDoes()
    {
        var big = new string('x', 1_000_000);
        await using var hub = await new TestHub().On("O", async (_, _, self) => await self.Event("go") + big).StartAsync();
        var instance = await hub.CreateAsync("O");
        await hub.ReachedAsync(instance.InstanceId, static s => s.OrchestrationStatus == OrchestrationStatus.Running);

        await LimitAsync(hub, pages: 100);
        await hub.Client.RaiseEventAsync(instance, "go", "x");
        await hub.LoggedAsync(701);
        await LimitAsync(hub, pages: 1_000_000);

        Assert.Equal("\"x\"" + big, (await hub.EndOfAsync(instance.InstanceId)).Output);
    }

    [Fact]
    public async Task Probe_NothingCanBeWritten_ThrowsAndIsLoggedOnce()
    {
        await using var hub = await new TestHub().On("O", (_, _, _) => Task.FromResult<string?>("done")).StartAsync();
        await hub.Service.ProbeAsync(CancellationToken.None);
        hub.Service.Database.Writer.Probe = isBefore =>
        {
            if (isBefore)
            {
                throw new SqliteException("database or disk is full, says the test", 13);
            }
        };
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<SqliteException>(() => hub.Service.ProbeAsync(CancellationToken.None));
        }

        Assert.Single(hub.Logs.Entries, e => e.EventId == 700);
        hub.Service.Database.Writer.Probe = null;
        await hub.Service.ProbeAsync(CancellationToken.None);
    }

    /// <summary>SQLite's own limit of the file's size: beyond it, a write fails as it does on a full disk.</summary>
    private static async Task LimitAsync(TestHub hub, int pages) =>
        await hub.Service.Database.WriteAsync(write => write.Read($"PRAGMA max_page_count = {pages}", static r => r.GetInt64(0)));
}
