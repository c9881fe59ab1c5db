using System.Diagnostics;
using System.Globalization;
using Comic2Pdf.Benchmarks.Measuring;

namespace Comic2Pdf.Benchmarks.Http;

/// <summary>A real `serve` with thousands of finished jobs behind it: how soon it answers, how fast its lists are, what it costs when nothing happens.</summary>
internal static class HttpBenchmark
{
    private const int Rounds = 20;
    private const int WarmUp = 5;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(20);

    /// <summary>Runs and prints a table.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var jobs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
        var data = Directory.CreateTempSubdirectory("comic2pdf-bench").FullName;
        try
        {
            await JobHistory.CreateAsync(data, jobs);
            var clock = Stopwatch.StartNew();
            using var server = BenchedServer.Start(data);
            try
            {
                using var http = new HttpClient { BaseAddress = await BenchedServer.AddressAsync(server) };
                var listening = clock.Elapsed;
                await http.GetStringAsync("/jobs?limit=100");
                Console.WriteLine($"listens after           {listening.TotalMilliseconds, 8:0} ms");
                Console.WriteLine(
                    $"first list after        {clock.ElapsedMilliseconds, 8} ms from the start of the process, {jobs:N0} finished jobs"
                );
                Console.WriteLine($"working set             {WorkingSet(server), 8} MiB after the first list");
                await MeasureAsync(http, "/jobs?limit=100", "first page");
                await MeasureAsync(http, "/jobs", "whole list");
                await MeasureAsync(http, "/jobs?q=volume%20777", "search");
                await MeasureAsync(http, "/metrics", "metrics");
                await IdleAsync(server);
            }
            finally
            {
                server.Kill();
                await server.WaitForExitAsync();
            }

            return 0;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task MeasureAsync(HttpClient http, string path, string what)
    {
        var times = new List<double>();
        var bytes = 0L;
        for (var i = 0; i < WarmUp + Rounds; i++)
        {
            var clock = Stopwatch.StartNew();
            bytes = (await http.GetByteArrayAsync(path)).LongLength;
            if (i >= WarmUp)
            {
                times.Add(clock.Elapsed.TotalMilliseconds);
            }
        }

        Console.WriteLine($"GET {path, -19} {times.Median(), 8:0.0} ms ({what}, {bytes / 1024:N0} KiB)");
    }

    private static async Task IdleAsync(Process server)
    {
        // The lists' garbage is collected before it counts as idle.
        await Task.Delay(TimeSpan.FromSeconds(5));
        server.Refresh();
        var before = server.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        await Task.Delay(Idle);
        server.Refresh();
        var share = (server.TotalProcessorTime - before) / clock.Elapsed;
        Console.WriteLine($"idle                    {share * 100, 8:0.00} % of a processor over {Idle.TotalSeconds:0} s");
        Console.WriteLine($"working set             {WorkingSet(server), 8} MiB");
    }

    private static long WorkingSet(Process server)
    {
        server.Refresh();
        return server.WorkingSet64 >> 20;
    }
}
