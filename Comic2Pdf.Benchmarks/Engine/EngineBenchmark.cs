using System.Diagnostics;
using Comic2Pdf.Benchmarks.Measuring;
using Comic2Pdf.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Comic2Pdf.Benchmarks.Engine;

/// <summary>
/// The embedded runtime alone: orchestrations of two trivial activities and a timer of 1 ms, one after the other and many in parallel, each acknowledged
/// step on disk; the resume with 10,000 finished and 100 open ones; a query of all.
/// </summary>
internal static class EngineBenchmark
{
    private const int Rounds = 3;

    /// <summary>Runs and prints a table.</summary>
    public static async Task<int> RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("comic2pdf-bench").FullName;
        try
        {
            await using (var host = await StartAsync(directory))
            {
                await ManyAsync(host, 700, 50);
                var alone = new List<double>();
                var many = new List<double>();
                for (var i = 0; i < Rounds; i++)
                {
                    alone.Add(await AloneAsync(host, 100));
                    many.Add(await ManyAsync(host, 3_000, 1_000));
                }

                Console.WriteLine($"one alone            {alone.Median(), 8:0.0} ms ({1000 / alone.Median():0} per second)");
                Console.WriteLine($"1,000 in parallel    {many.Median(), 8:0} per second");
                for (var i = 0; i < 100; i++)
                {
                    await host.Client.ScheduleNewOrchestrationInstanceAsync("Waiting");
                }

                await host.StopAsync();
            }

            await ResumeAsync(directory);
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task ResumeAsync(string directory)
    {
        var resumes = new List<double>();
        var queries = new List<double>();
        var count = 0;
        for (var i = 0; i < Rounds; i++)
        {
            var clock = Stopwatch.StartNew();
            await using var host = await StartAsync(directory);
            resumes.Add(clock.Elapsed.TotalMilliseconds);
            clock.Restart();
            count = 0;
            await foreach (var instance in host.Client.GetAllInstancesAsync())
            {
                count += instance.InstanceId.Length > 0 ? 1 : 0;
            }

            queries.Add(clock.Elapsed.TotalMilliseconds);
            await host.StopAsync();
        }

        Console.WriteLine($"resume               {resumes.Median(), 8:0} ms with {count - 100:N0} finished and 100 open");
        Console.WriteLine($"query of all         {queries.Median(), 8:0} ms by pages of 100");
    }

    private static async Task<LocalFunctionsHost> StartAsync(string directory)
    {
        var options = new LocalFunctionsHostOptions { DataDirectory = directory };
        options.FunctionTypes.Add(typeof(Functions));
        options.Http.Port = 0;
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
        await Task.WhenAll(
            Enumerable
                .Range(0, parallel)
                .Select(async _ =>
                {
                    while (Interlocked.Increment(ref next) <= count)
                    {
                        await OneAsync(host);
                    }
                })
        );
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
