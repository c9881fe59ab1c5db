using System.Diagnostics;
using Comic2Pdf.DurableTask.Sqlite.Tests.Support;
using DurableTask.Core;

namespace Comic2Pdf.DurableTask.Sqlite.Tests;

/// <summary>A quick look at what the provider costs; the product's own figures come from Comic2Pdf.Benchmarks.</summary>
internal static class Measure
{
    public static async Task<int> RunAsync()
    {
        var directory = TestHub.NewDirectory();
        await using (var hub = await Hub(directory).StartAsync())
        {
            for (var round = 0; round < 10; round++)
            {
                var watch = Stopwatch.StartNew();
                for (var i = 0; i < 20; i++)
                {
                    await hub.RunAsync("O");
                }

                var alone = watch.Elapsed.TotalMilliseconds / 20;
                watch.Restart();
                var cpu = Cpu();
                var all = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => hub.RunAsync("O")));
                Console.WriteLine(
                    $"alone {alone:F1} ms; 1,000 in parallel: {all.Length / watch.Elapsed.TotalSeconds:F0} per second, {(Cpu() - cpu) / all.Length:F2} ms of processor each"
                );
            }

            await Task.WhenAll(Enumerable.Range(0, 100).Select(i => hub.CreateAsync("Wait", $"open{i}")));
            await hub.ReachedAsync("open99", static s => s.OrchestrationStatus == OrchestrationStatus.Running);
            await hub.StopAsync();
            await Task.WhenAll(
                Enumerable.Range(0, 100).Select(i => hub.Client.RaiseEventAsync(new() { InstanceId = $"open{i}" }, "go", "x"))
            );
        }

        var begin = Stopwatch.StartNew();
        await using var resumed = await Hub(directory).StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => resumed.EndOfAsync($"open{i}")));
        Console.WriteLine($"resumed and ended 100 open beside 10,000 finished: {begin.Elapsed.TotalMilliseconds:F0} ms");
        begin.Restart();
        var page = new global::DurableTask.Core.Query.OrchestrationQuery();
        var count = 0;
        do
        {
            var result = await resumed.Service.GetOrchestrationWithQueryAsync(page, CancellationToken.None);
            count += result.OrchestrationState.Count;
            page.ContinuationToken = result.ContinuationToken;
        } while (page.ContinuationToken is not null);
        Console.WriteLine($"query of all {count} by pages of 100: {begin.Elapsed.TotalMilliseconds:F0} ms");
        GC.Collect();
        Console.WriteLine(
            $"managed memory {GC.GetTotalMemory(true) / 1048576.0:F1} MiB, resident {Environment.WorkingSet / 1048576.0:F0} MiB"
        );
        for (var i = 0; i < 3; i++)
        {
            var idle = Cpu();
            await Task.Delay(TimeSpan.FromSeconds(10));
            Console.WriteLine($"idle: {(Cpu() - idle) / 100:F2} % of a processor");
        }

        begin.Restart();
        var purged = await resumed.Service.PurgeInstanceStateAsync(new PurgeInstanceFilter(DateTime.MinValue, null, null));
        Console.WriteLine($"purge of {purged.DeletedInstanceCount}: {begin.Elapsed.TotalMilliseconds:F0} ms");
        return 0;
    }

    private static TestHub Hub(string directory) =>
        new TestHub(directory)
            .On(
                "O",
                static async (context, _, _) =>
                {
                    await context.ScheduleTask<string>("A", "", "x");
                    await context.CreateTimer(context.CurrentUtcDateTime.AddMilliseconds(1), true);
                    return await context.ScheduleTask<string>("A", "", "y");
                }
            )
            .On("Wait", static async (_, _, self) => await self.Event("go"))
            .Activity("A", static _ => Task.FromResult<string?>("\"x\""));

    private static double Cpu() => Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds;
}
