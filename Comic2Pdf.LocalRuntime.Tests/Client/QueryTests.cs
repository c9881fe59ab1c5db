using Comic2Pdf.LocalRuntime.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Client;

public sealed class QueryTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task GetAllInstancesAsync_TenThousand_ComeByPagesEachOnce()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        await Task.WhenAll(Enumerable.Range(0, 10_000).Select(n => Start(host, $"i{n:00000}", "Echo")));

        var pages = new List<Page<OrchestrationMetadata>>();
        await foreach (
            var page in host.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 999)).AsPages().WithCancellation(TestHost.Timeout)
        )
        {
            pages.Add(page);
        }

        Assert.Equal(11, pages.Count);
        Assert.All(pages.SkipLast(1), p => Assert.Equal(999, p.Values.Count));
        Assert.Null(pages[^1].ContinuationToken);
        Assert.Equal(Enumerable.Range(0, 10_000).Select(n => $"i{n:00000}"), pages.SelectMany(p => p.Values).Select(m => m.InstanceId));
    }

    [Fact]
    public async Task GetAllInstancesAsync_ContinuationToken_GoesOnAfterThatPage()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        await Task.WhenAll(Enumerable.Range(0, 7).Select(n => Start(host, $"i{n}", "Echo")));

        var first = await host.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 3)).AsPages().FirstAsync(TestHost.Timeout);
        var rest = new OrchestrationQuery(PageSize: 3, ContinuationToken: first.ContinuationToken);

        Assert.Equal(["i3", "i4", "i5", "i6"], await Ids(host, rest));
    }

    [Fact]
    public async Task GetAllInstancesAsync_Statuses_AreFiltered()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        await host.RunAsync("Echo", null, "ok");
        await host.RunAsync("Throws", null, "bad");
        await Start(host, "busy", "Waits");
        await host.Client.WaitForInstanceStartAsync("busy", TestHost.Timeout);

        Assert.Equal(["bad"], await Ids(host, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Failed])));
        Assert.Equal(
            ["bad", "ok"],
            await Ids(host, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Completed]))
        );
        Assert.Equal(["busy"], await Ids(host, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running])));
    }

    [Fact]
    public async Task GetAllInstancesAsync_Prefix_IsTakenLiterally()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        foreach (var id in new[] { "a_1", "ab1", "a%1", "a_2", "A_3", "b" })
        {
            await Start(host, id, "Echo");
        }

        Assert.Equal(["a_1", "a_2"], await Ids(host, new OrchestrationQuery(InstanceIdPrefix: "a_")));
        Assert.Equal(["a%1"], await Ids(host, new OrchestrationQuery(InstanceIdPrefix: "a%")));
    }

    [Fact]
    public async Task GetAllInstancesAsync_Payloads_OnlyWhenAsked()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        await host.RunAsync("Echo", "in", "one");

        var without = await host.Client.GetAllInstancesAsync().FirstAsync(TestHost.Timeout);
        var with = await host.Client.GetAllInstancesAsync(new OrchestrationQuery(FetchInputsAndOutputs: true)).FirstAsync(TestHost.Timeout);

        Assert.Null(without.SerializedInput);
        Assert.Equal("in", with.ReadInputAs<string>());
        Assert.Equal("in", with.ReadOutputAs<string>());
    }

    [Fact]
    public async Task GetAllInstancesAsync_TaskHubNames_AreRefused()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        Assert.Throws<NotSupportedException>(() => host.Client.GetAllInstancesAsync(new OrchestrationQuery(TaskHubNames: ["x"])));
    }

    [Fact]
    public async Task PurgeInstanceAsync_FinishedOrNot_DeletesTheFinishedOneWithItsHistory()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        await host.RunAsync("Echo", null, "done");
        await Start(host, "busy", "Waits");

        Assert.Equal(1, (await host.Client.PurgeInstanceAsync("done", TestHost.Timeout)).PurgedInstanceCount);
        Assert.Equal(0, (await host.Client.PurgeInstanceAsync("busy", TestHost.Timeout)).PurgedInstanceCount);
        Assert.Equal(0, (await host.Client.PurgeInstanceAsync("missing", TestHost.Timeout)).PurgedInstanceCount);
        Assert.Null(await host.Client.GetInstanceAsync("done", TestHost.Timeout));
    }

    private static Task<string> Start(TestHost host, string id, string name) =>
        host.Client.ScheduleNewOrchestrationInstanceAsync(name, new StartOrchestrationOptions(id), TestHost.Timeout);

    private static async Task<string[]> Ids(TestHost host, OrchestrationQuery? query) =>
        await host.Client.GetAllInstancesAsync(query).Select(m => m.InstanceId).ToArrayAsync(TestHost.Timeout);

    internal sealed class Functions
    {
        [Function("Echo")]
        public static string? Echo([OrchestrationTrigger] TaskOrchestrationContext context, string? text) => text;

        [Function("Throws")]
        public static void Throws([OrchestrationTrigger] TaskOrchestrationContext context) => throw new InvalidOperationException("bad");

        [Function("Waits")]
        public static Task Waits([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<string>("never");
    }
}
