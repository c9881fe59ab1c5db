using Comic2Pdf.DurableTask.Sqlite.Tests.Support;
using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using DurableTask.Core.Query;
using Xunit;

namespace Comic2Pdf.DurableTask.Sqlite.Tests;

public sealed class ClientTests
{
    private static readonly OrchestrationStatus[] OpenOnly =
    [
        OrchestrationStatus.Pending,
        OrchestrationStatus.Running,
        OrchestrationStatus.Suspended,
    ];

    [Fact]
    public async Task Create_ManyAtOnceWithOneId_OneWins()
    {
        await using var hub = new TestHub();

        var starts = Enumerable.Range(0, 50).Select(i => Task.Run(() => StartAsync(hub, "a", input: $"{i}", OpenOnly))).ToList();
        await Task.WhenAll(starts).ContinueWith(static _ => { }, TaskScheduler.Default);

        Assert.Equal(1, starts.Count(static s => s.IsCompletedSuccessfully));
        Assert.All(
            starts.Where(static s => s.IsFaulted),
            static s => Assert.IsType<OrchestrationAlreadyExistsException>(s.Exception!.InnerException)
        );
    }

    [Fact]
    public async Task Create_NoStatusesAreGiven_RejectsAnyThatExists()
    {
        await using var hub = await Finisher().StartAsync();
        await hub.RunAsync("O", "a");

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => StartAsync(hub, "a", "again", dedupe: null));
    }

    [Fact]
    public async Task Create_TheIdIsFinished_ReplacesIt()
    {
        await using var hub = await Finisher().StartAsync();
        await hub.RunAsync("O", "a", input: "first");

        await StartAsync(hub, "a", "\"second\"", OpenOnly);
        var state = await hub.EndOfAsync("a");

        Assert.Equal("\"second\"", state.Input);
        Assert.Equal([1L], hub.Service.Database.Read("SELECT count(*) FROM history", static r => r.GetInt64(0)));
    }

    [Fact]
    public async Task Create_TheReplacedOneStillRuns_ItsLateResultFindsNothing()
    {
        var release = new TaskCompletionSource<string?>();
        var runs = 0;
        await using var hub = await new TestHub()
            .On("O", static async (context, _, _) => await context.ScheduleTask<string>("A", ""))
            .Activity("A", _ => Interlocked.Increment(ref runs) == 1 ? release.Task : Task.FromResult<string?>("\"new\""))
            .StartAsync();
        await StartAsync(hub, "a", "1", OpenOnly);
        await hub.ReachedAsync("a", static s => s.OrchestrationStatus == OrchestrationStatus.Running);

        await StartAsync(hub, "a", "2", dedupe: []);
        var state = await hub.EndOfAsync("a");
        release.SetResult("\"old\"");
        await hub.StopAsync(forced: false);

        Assert.Equal("new", state.Output);
        Assert.Equal("new", (await hub.EndOfAsync("a")).Output);
    }

    [Fact]
    public async Task Send_ForAnotherExecution_IsDropped()
    {
        await using var hub = new TestHub();
        await StartAsync(hub, "a", "1", OpenOnly);

        await hub.Service.SendTaskOrchestrationMessageAsync(
            new TaskMessage
            {
                OrchestrationInstance = new() { InstanceId = "a", ExecutionId = "of another" },
                Event = new SubOrchestrationInstanceCompletedEvent(-1, 0, "late"),
            }
        );

        Assert.Contains(hub.Logs.Entries, static e => e.EventId == 206);
    }

    [Fact]
    public async Task Wait_TheInstanceIsPurged_ReturnsNothing()
    {
        await using var hub = await new TestHub().On("O", static async (_, _, self) => await self.Event("go")).StartAsync();
        await hub.CreateAsync("O", "a");
        await hub.ReachedAsync("a", static s => s.OrchestrationStatus == OrchestrationStatus.Running);
        var wait = hub.Service.WaitForOrchestrationAsync("a", "another execution", TestHub.TimeLimit, CancellationToken.None);

        await hub.Service.ForceTerminateTaskOrchestrationAsync("a", "stop");
        await hub.EndOfAsync("a");
        Assert.Equal(1, (await hub.Service.PurgeInstanceStateAsync("a")).DeletedInstanceCount);

        Assert.Null(await wait);
    }

    [Fact]
    public async Task Wait_TheTimeIsUp_ReturnsNothing()
    {
        await using var hub = new TestHub();

        Assert.Null(await hub.Service.WaitForOrchestrationAsync("never", null, TimeSpan.FromMilliseconds(1), CancellationToken.None));
        Assert.Equal(0, hub.Service.Dispatch.Ends.Count);
    }

    [Fact]
    public async Task NextChange_TwoWait_BothSeeTheNextCommitAndNothingIsLeft()
    {
        await using var hub = new TestHub();
        await StartAsync(hub, "a", "1", OpenOnly);
        using var cancel = new CancellationTokenSource();
        var (one, two, cancelled) = (
            hub.Service.NextChangeAsync("a"),
            hub.Service.NextChangeAsync("a"),
            hub.Service.NextChangeAsync("b", cancel.Token)
        );
        Assert.False(one.IsCompleted || two.IsCompleted);

        await StartAsync(hub, "a", "2", dedupe: []);
        await cancel.CancelAsync();

        await Task.WhenAll(one, two).WaitAsync(TestHub.TimeLimit);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(0, hub.Service.Dispatch.Changes.Count);
    }

    [Fact]
    public async Task Wait_TheServiceEnds_IsCancelled()
    {
        var hub = new TestHub();
        var wait = hub.Service.WaitForOrchestrationAsync("never", null, Timeout.InfiniteTimeSpan, CancellationToken.None);

        await hub.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    [Fact]
    public async Task Query_ByPages_GivesEachOnceInTheOrderOfTheIds()
    {
        await using var hub = new TestHub();
        await Task.WhenAll(Enumerable.Range(0, 25).Select(i => StartAsync(hub, $"i{i:D2}", "1", OpenOnly)));

        var ids = new List<string>();
        var query = new OrchestrationQuery { PageSize = 10 };
        do
        {
            var page = await hub.Service.GetOrchestrationWithQueryAsync(query, CancellationToken.None);
            Assert.InRange(page.OrchestrationState.Count, 5, 10);
            ids.AddRange(page.OrchestrationState.Select(static s => s.OrchestrationInstance.InstanceId));
            query.ContinuationToken = page.ContinuationToken;
        } while (query.ContinuationToken is not null);

        Assert.Equal(Enumerable.Range(0, 25).Select(static i => $"i{i:D2}"), ids);
    }

    [Fact]
    public async Task Query_WithFilters_GivesWhatMatchesAll()
    {
        await using var hub = await Finisher().On("W", static async (_, _, self) => await self.Event("never")).StartAsync();
        await hub.RunAsync("O", "a%1");
        await hub.RunAsync("O", "a_2");
        await hub.RunAsync("O", "A%3");
        await hub.CreateAsync("W", "a%4");
        await hub.ReachedAsync("a%4", static s => s.OrchestrationStatus == OrchestrationStatus.Running);

        Assert.Equal(["a%1", "a%4"], await IdsAsync(hub, new() { InstanceIdPrefix = "a%" }));
        Assert.Equal(["a%4"], await IdsAsync(hub, new() { RuntimeStatus = [OrchestrationStatus.Running, OrchestrationStatus.Suspended] }));
        Assert.Equal(["a%1"], await IdsAsync(hub, new() { InstanceIdPrefix = "a%", RuntimeStatus = [OrchestrationStatus.Completed] }));
        var time = (await hub.EndOfAsync("a_2")).CreatedTime;
        Assert.Equal(["A%3", "a%4", "a_2"], await IdsAsync(hub, new() { CreatedTimeFrom = time }));
        Assert.Equal(["a%1", "a_2"], await IdsAsync(hub, new() { CreatedTimeTo = time }));
        Assert.Equal(["a_2"], await IdsAsync(hub, new() { CreatedTimeFrom = time, CreatedTimeTo = time }));
    }

    [Fact]
    public async Task Query_WithoutInputsAndOutputs_LeavesThemOut()
    {
        await using var hub = await Finisher().StartAsync();
        await hub.RunAsync("O", "a", input: "big");

        var page = await hub.Service.GetOrchestrationWithQueryAsync(new() { FetchInputsAndOutputs = false }, CancellationToken.None);

        var state = Assert.Single(page.OrchestrationState);
        Assert.Equal((null, null, "O"), (state.Input, state.Output, state.Name));
    }

    [Fact]
    public async Task Purge_AnOpenInstance_LeavesIt()
    {
        await using var hub = new TestHub();
        await StartAsync(hub, "a", "1", OpenOnly);

        Assert.Equal(0, (await hub.Service.PurgeInstanceStateAsync("a")).DeletedInstanceCount);
        Assert.Equal(0, (await hub.Service.PurgeInstanceStateAsync("missing")).DeletedInstanceCount);
        Assert.NotNull(await hub.Service.GetOrchestrationStateAsync("a", null));
    }

    [Fact]
    public async Task Purge_ByAge_DeletesTheFinishedOnesBeforeItAndAllThatTheyLeft()
    {
        await using var hub = await Finisher().On("W", static async (_, _, self) => await self.Event("never")).StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => hub.RunAsync("O", $"old{i}")));
        await hub.CreateAsync("W", "open");
        await hub.ReachedAsync("open", static s => s.OrchestrationStatus == OrchestrationStatus.Running);
        var time = (await hub.RunAsync("O", "new")).CreatedTime;

        var result = await hub.Service.PurgeInstanceStateAsync(
            new PurgeInstanceFilter(DateTime.MinValue, time.AddTicks(-1), [OrchestrationStatus.Completed, OrchestrationStatus.Running])
        );

        Assert.Equal((300, true), (result.DeletedInstanceCount, result.IsComplete));
        Assert.Equal(["new", "open"], await IdsAsync(hub, new()));
        Assert.Equal([2L], hub.Service.Database.Read("SELECT count(*) FROM history", static r => r.GetInt64(0)));
    }

    [Fact]
    public async Task Purge_OtherStatuses_DeletesNothing()
    {
        await using var hub = await Finisher().StartAsync();
        await hub.RunAsync("O", "a");

        Assert.Equal(
            0,
            (
                await hub.Service.PurgeInstanceStateAsync(new PurgeInstanceFilter(DateTime.MinValue, null, [OrchestrationStatus.Failed]))
            ).DeletedInstanceCount
        );
        Assert.Equal(
            1,
            (await hub.Service.PurgeInstanceStateAsync(new PurgeInstanceFilter(DateTime.MinValue, null, null))).DeletedInstanceCount
        );
    }

    private static TestHub Finisher() => new TestHub().On("O", static (_, _, _) => Task.FromResult<string?>("x"));

    private static async Task<List<string>> IdsAsync(TestHub hub, OrchestrationQuery query) =>
        [
            .. (await hub.Service.GetOrchestrationWithQueryAsync(query, CancellationToken.None)).OrchestrationState.Select(static s =>
                s.OrchestrationInstance.InstanceId
            ),
        ];

    private static Task StartAsync(TestHub hub, string id, string input, OrchestrationStatus[]? dedupe)
    {
        var instance = new OrchestrationInstance { InstanceId = id, ExecutionId = Guid.NewGuid().ToString("N") };
        return hub.Service.CreateTaskOrchestrationAsync(
            new TaskMessage
            {
                OrchestrationInstance = instance,
                Event = new ExecutionStartedEvent(-1, input) { Name = "O", OrchestrationInstance = instance },
            },
            dedupe
        );
    }
}
