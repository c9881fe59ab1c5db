using System.Diagnostics;
using Comic2Pdf.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Comic2Pdf.LocalRuntime.Tests.Benchmark;

/// <summary>The runtime's figures: one orchestration alone, many in parallel, a resume, and the cost of doing nothing.</summary>
internal static class RuntimeBenchmark
{
    public const string Verb = "bench";

    public static async Task<int> RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("c2p-bench-").FullName;
        await using (var host = await StartAsync(directory))
        {
            await ManyAsync(host, 200, 50);
            Console.WriteLine($"one alone:            {await AloneAsync(host, 100):0.0} ms");
            foreach (var parallel in new[] { 100, 1_000 })
            {
                Console.WriteLine($"{parallel,5} in parallel:    {await ManyAsync(host, 4_000, parallel):0} per second");
            }

            for (var i = 0; i < 100; i++)
            {
                await host.Client.ScheduleNewOrchestrationInstanceAsync("Waiting");
            }

            await ManyAsync(host, 6_000, 500);
            await host.StopAsync();
        }

        var clock = Stopwatch.StartNew();
        await using (var host = await StartAsync(directory))
        {
            Console.WriteLine($"resume:               {clock.ElapsedMilliseconds} ms with 10,000 finished and 100 open");
            clock.Restart();
            var count = 0;
            await foreach (var instance in host.Client.GetAllInstancesAsync())
            {
                count += instance.InstanceId.Length > 0 ? 1 : 0;
            }

            Console.WriteLine($"query of all:         {clock.ElapsedMilliseconds} ms for {count} instances by pages of 100");
            await Task.Delay(TimeSpan.FromSeconds(2));
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            await Task.Delay(TimeSpan.FromSeconds(10));
            var used = Process.GetCurrentProcess().TotalProcessorTime - before;
            Console.WriteLine($"idle:                 {used.TotalSeconds * 10:0.00} % of a processor");
            Console.WriteLine($"working set:          {Process.GetCurrentProcess().WorkingSet64 / 1_048_576} MiB");
            await host.StopAsync();
        }

        Directory.Delete(directory, recursive: true);
        return 0;
    }

    private static async Task<LocalFunctionsHost> StartAsync(string directory)
    {
        var options = new LocalFunctionsHostOptions { DataDirectory = directory };
        options.FunctionTypes.Add(typeof(Functions));
        var host = LocalFunctionsHost.Create(options);
        await host.StartAsync();
        return host;
    }

    private static async Task<double> AloneAsync(LocalFunctionsHost host, int rounds)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < rounds; i++)
        {
            await OneAsync(host);
        }

        return clock.Elapsed.TotalMilliseconds / rounds;
    }

    private static async Task<double> ManyAsync(LocalFunctionsHost host, int count, int parallel)
    {
        var clock = Stopwatch.StartNew();
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, parallel).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) <= count)
            {
                await OneAsync(host);
            }
        }));
        return count / clock.Elapsed.TotalSeconds;
    }

    private static async Task OneAsync(LocalFunctionsHost host)
    {
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Small");
        await host.Client.WaitForInstanceCompletionAsync(id);
    }

    internal static class Functions
    {
        [Function("Small")]
        public static async Task<int> Small([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var n = await context.CallActivityAsync<int>("Increment", 1);
            await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            return await context.CallActivityAsync<int>("Increment", n);
        }

        [Function("Waiting")]
        public static async Task Waiting([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync<int>("Increment", 1);
            await context.WaitForExternalEvent<string>("never");
        }

        [Function("Increment")]
        public static int Increment([ActivityTrigger] int n) => n + 1;
    }
}
