using System.Diagnostics;
using Comic2Pdf.DurableTask.Sqlite.Tests.Support;

namespace Comic2Pdf.DurableTask.Sqlite.Tests;

internal static class Measure
{
    public static async Task<int> RunAsync()
    {
        await using var hub = new TestHub(configure: o => { o.MaxConcurrentOrchestrations = 8; o.MaxConcurrentActivities = 16; });
        hub.On("O", async (context, input, _) =>
        {
            var a = await context.ScheduleTask<string>("A", "", "x");
            await context.CreateTimer(context.CurrentUtcDateTime.AddMilliseconds(1), true);
            return await context.ScheduleTask<string>("A", "", a);
        }).Activity("A", static _ => Task.FromResult<string?>("\"x\""));
        await hub.StartAsync();
        for (var round = 0; round < 8; round++)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < 50; i++)
            {
                await hub.RunAsync("O");
            }

            Console.WriteLine($"alone: {watch.Elapsed.TotalMilliseconds / 50:F2} ms");
            watch.Restart();
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var commits = hub.Service.Database.Writer.Commits;
            var all = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => hub.RunAsync("O")));
            System.Diagnostics.Trace.Assert(all.All(static s => s.OrchestrationStatus == global::DurableTask.Core.OrchestrationStatus.Completed));
            Console.WriteLine($"{all.Length / watch.Elapsed.TotalSeconds:F0} per second, cpu {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds / all.Length:F2} ms each, {hub.Service.Database.Writer.Commits - commits} commits");
        }

        return 0;
    }
}
