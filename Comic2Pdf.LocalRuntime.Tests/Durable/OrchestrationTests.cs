using Comic2Pdf.LocalRuntime.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Durable;

public sealed class OrchestrationTests
{
    [Fact]
    public async Task RunAsync_ActivitiesInSequence_ResultIsRecorded()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        var end = await host.RunAsync("Sequence", new Order("a", 2));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal("a!!", end.ReadOutputAs<string>());
        Assert.Equal("""{"Name":"a","Count":2}""", end.SerializedInput);
        Assert.Equal("null", end.SerializedCustomStatus);
    }

    [Fact]
    public async Task RunAsync_FanOutWithAsyncLambdasAndWhenAnyWindow_CollectsEverything()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        var end = await host.RunAsync("FanOut", 40);

        Assert.Equal(Enumerable.Range(0, 40).Sum(n => n * 2), end.ReadOutputAs<int>());
    }

    [Fact]
    public async Task RunAsync_AwaitForeachOverDurableCalls_Completes()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        Assert.Equal(6, (await host.RunAsync("Stream", 3)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task RunAsync_UnknownOrchestrator_IsAcceptedAndFails()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        var end = await host.RunAsync("NoSuchThing");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("NoSuchThing", end.SerializedOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_NamesInAnotherCase_AreFound()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        Assert.Equal("b!", (await host.RunAsync("sEQUENCE", new Order("b", 1))).ReadOutputAs<string>());
    }

    [Fact]
    public async Task NewGuid_UnderReplay_StaysTheSameAndDiffersByCall()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        var ids = (await host.RunAsync("Guids")).ReadOutputAs<string[]>()!;

        Assert.Equal(4, ids.Length);
        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0], ids[2]);
        Assert.Equal('5', ids[0][14]);
    }

    [Fact]
    public async Task CreateReplaySafeLogger_UnderReplay_LogsEachLineOnce()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        await host.RunAsync("Sequence", new Order("a", 3));

        var lines = host.Logs.Entries.Where(e => e.Category == "orchestrator").Select(e => e.Message).ToArray();
        Assert.Equal(["step 0", "step 1", "step 2"], lines);
    }

    [Fact]
    public async Task CurrentUtcDateTime_UnderReplay_StaysTheTimeOfItsTurn()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        var times = (await host.RunAsync("Times")).ReadOutputAs<DateTime[]>()!;

        Assert.Equal(times[0], times[1]);
        Assert.True(times[2] > times[0]);
        Assert.Equal(DateTimeKind.Utc, times[0].Kind);
    }

    [Fact]
    public async Task RunAsync_ActivityThatLostARace_KeepsTheInstanceRunningUntilItEnds()
    {
        var gate = Functions.Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await TestHost.StartAsync(typeof(Functions));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Race", TestHost.Timeout);
        await host.ReachedAsync(id, "decided");

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.Client.GetInstanceAsync(id, TestHost.Timeout))!.RuntimeStatus);
        gate.SetResult();

        Assert.Equal("fast", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    internal sealed record Order(string Name, int Count);

    internal sealed class Functions
    {
        public static TaskCompletionSource Gate { get; set; } = new();

        [Function("Sequence")]
        public static async Task<string> Sequence([OrchestrationTrigger] TaskOrchestrationContext context, Order order)
        {
            var logger = context.CreateReplaySafeLogger("orchestrator");
            var text = order.Name;
            for (var i = 0; i < order.Count; i++)
            {
#pragma warning disable CA1848, CA2254, CA1873 // A test of plain logging.
                Microsoft.Extensions.Logging.LoggerExtensions.LogInformation(logger, "step {Step}", i);
#pragma warning restore CA1848, CA2254, CA1873
                text = await context.CallActivityAsync<string>("shout", text);
            }

            return text;
        }

        [Function("FanOut")]
        public static async Task<int> FanOut([OrchestrationTrigger] TaskOrchestrationContext context, int count)
        {
            var window = new List<Task<int>>();
            var sum = 0;
            for (var i = 0; i < count; i++)
            {
                var n = i;
                window.Add(((Func<Task<int>>)(async () => await context.CallActivityAsync<int>("Double", n)))());
                if (window.Count == 8)
                {
                    var done = await Task.WhenAny(window);
                    window.Remove(done);
                    sum += await done;
                }
            }

            return sum + (await Task.WhenAll(window)).Sum();
        }

        [Function("Stream")]
        public static async Task<int> Stream([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var sum = 0;
            await foreach (var n in Numbers(context, context.GetInput<int>()))
            {
                sum += n;
            }

            return sum;
        }

        [Function("Guids")]
        public static async Task<string[]> Guids([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var first = context.NewGuid().ToString();
            var second = context.NewGuid().ToString();
            var echoed = await context.CallActivityAsync<string>("Echo", first);
            return [first, echoed, second, context.NewGuid().ToString()];
        }

        [Function("Times")]
        public static async Task<DateTime[]> Times([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var before = context.CurrentUtcDateTime;
            var echoed = await context.CallActivityAsync<DateTime>("EchoTime", before);
            await context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
            return [before, echoed, context.CurrentUtcDateTime];
        }

        [Function("Race")]
        public static async Task<string> Race([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var slow = context.CallActivityAsync<string>("Slow");
            var winner = await Task.WhenAny(slow, context.CallActivityAsync<string>("Echo", "fast"));
            context.SetCustomStatus("decided");
            return await winner;
        }

        [Function("Shout")]
        public static string Shout([ActivityTrigger] string text) => text + "!";

        [Function("Double")]
        public static Task<int> Double([ActivityTrigger] int n) => Task.FromResult(n * 2);

        [Function("Echo")]
        public static string Echo([ActivityTrigger] string text) => text;

        [Function("EchoTime")]
        public static DateTime EchoTime([ActivityTrigger] DateTime time) => time;

        [Function("Slow")]
        public static async Task<string> Slow([ActivityTrigger] FunctionContext context)
        {
            await Gate.Task;
            return "slow";
        }

        private static async IAsyncEnumerable<int> Numbers(TaskOrchestrationContext context, int count)
        {
            for (var i = 0; i < count; i++)
            {
                yield return await context.CallActivityAsync<int>("Double", i);
            }
        }
    }
}
