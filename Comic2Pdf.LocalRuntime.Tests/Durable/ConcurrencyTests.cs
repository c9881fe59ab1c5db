using Comic2Pdf.LocalRuntime.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Durable;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Activities_MoreThanTheLimit_RunAtMostSoManyAtOnceAndReachIt()
    {
        Functions.Reset();
        await using var host = await TestHost.StartAsync(typeof(Functions), o => o.MaxConcurrentActivities = 3);

        await host.RunAsync("FanOut", 12);

        Assert.Equal(3, Functions.Peak);
    }

    [Fact]
    public async Task Engine_NoIdleInstanceKept_ReadsThemFromDiskAndGoesOn()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions), o => o.MaxInstancesInMemory = 0);
        var ids = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", TestHost.Timeout))
        );
        foreach (var id in ids)
        {
            await host.ReachedAsync(id, "waiting");
        }

        await Task.WhenAll(ids.Select(id => host.Client.RaiseEventAsync(id, "go", id, TestHost.Timeout)));

        foreach (var id in ids)
        {
            Assert.Equal(id, (await host.EndOfAsync(id)).ReadOutputAs<string>());
        }
    }

    internal sealed class Functions
    {
        private static readonly Lock Gate = new();
        private static TaskCompletionSource _full = new();
        private static int _running;

        public static int Peak { get; private set; }

        public static void Reset() => (_running, Peak, _full) = (0, 0, new(TaskCreationOptions.RunContinuationsAsynchronously));

        [Function("FanOut")]
        public static Task FanOut([OrchestrationTrigger] TaskOrchestrationContext context, int count) =>
            Task.WhenAll(Enumerable.Range(0, count).Select(_ => context.CallActivityAsync("Counts")));

        [Function("Counts")]
        public static async Task Counts([ActivityTrigger] string? input)
        {
            lock (Gate)
            {
                _running++;
                Peak = Math.Max(Peak, _running);
                if (_running >= 3)
                {
                    _full.TrySetResult();
                }
            }

            await _full.Task;
            await Task.Yield();
            lock (Gate)
            {
                _running--;
            }
        }

        [Function("Small")]
        public static async Task Small([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync("Nothing");
            await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
        }

        [Function("Nothing")]
        public static void Nothing([ActivityTrigger] string? input)
        {
            // Nothing.
        }

        [Function("Waits")]
        public static async Task<string> Waits([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync("Nothing");
            context.SetCustomStatus("waiting");
            return await context.WaitForExternalEvent<string>("go");
        }
    }
}
