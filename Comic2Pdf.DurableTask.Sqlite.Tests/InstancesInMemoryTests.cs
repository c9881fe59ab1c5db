using Comic2Pdf.DurableTask.Sqlite.Tests.Support;
using DurableTask.Core;
using Xunit;

namespace Comic2Pdf.DurableTask.Sqlite.Tests;

/// <summary>What of instances stays in memory.</summary>
public sealed class InstancesInMemoryTests
{
    [Fact]
    public async Task Run_ManyFinished_NothingOfThemStaysInMemory()
    {
        await using var hub = await new TestHub()
            .On(
                "O",
                static async (context, _, _) =>
                {
                    var cancel = new CancellationTokenSource();
                    var timer = context.CreateTimer(DateTime.MaxValue.AddDays(-2), true, cancel.Token);
                    await context.ScheduleTask<string>("A", "");
                    Cancel(cancel);
                    return "x";
                }
            )
            .Activity("A", static _ => Task.FromResult<string?>("\"a\""))
            .StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => hub.RunAsync("O")));

        Assert.Equal(0, hub.Service.Dispatch.InMemory);
        Assert.Equal(0, hub.Service.Dispatch.Timers.Count);
        Assert.Equal(
            [0L],
            hub.Service.Database.Read(
                "SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM timers) + (SELECT count(*) FROM activities)",
                static r => r.GetInt64(0)
            )
        );
    }

    [Fact]
    public async Task Run_MoreInstancesThanStayInMemory_ReadTheirHistoryAgain()
    {
        await using var hub = await new TestHub(configure: static o => o.MaxInstancesInMemory = 2)
            .On("O", static async (_, _, self) => await self.Event("a") + await self.Event("b"))
            .StartAsync();
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => hub.CreateAsync("O", $"i{i}")));
        await Task.WhenAll(
            all.Select(i => hub.ReachedAsync(i.InstanceId, static s => s.OrchestrationStatus == OrchestrationStatus.Running))
        );
        Assert.InRange(hub.Service.Dispatch.InMemory, 0, 2);

        foreach (var instance in all)
        {
            await hub.Client.RaiseEventAsync(instance, "a", "1");
            await hub.Client.RaiseEventAsync(instance, "b", "2");
        }

        Assert.All(await Task.WhenAll(all.Select(i => hub.EndOfAsync(i.InstanceId))), static s => Assert.Equal("\"1\"\"2\"", s.Output));
    }

    private static void Cancel(CancellationTokenSource source) => source.Cancel();
}
