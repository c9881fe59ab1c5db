using System.Diagnostics;
using System.Globalization;

namespace Comic2Pdf.Tests.Drills;

/// <summary>Many jobs through one server, and what it takes meanwhile.</summary>
internal sealed class Soak(DrillOptions options)
{
    private const int Samples = 10;
    private const int Mega = 1 << 20;

    // So many wait in in/ at the same time.
    private const int Waiting = 40;

    public async Task<(SoakRow Row, Faults Faults)> RunAsync()
    {
        await using var scene = new DrillScene(options.Seed);
        await (options.IsReal ? scene.ServeRealAsync() : scene.ServeAsync(("OCR_CONCURRENCY", "4"), ("MAX_JOBS_IN_FLIGHT", "8")));
        var watch = Stopwatch.StartNew();
        List<int> memory = [],
            handles = [],
            threads = [];
        for (var sample = 1; sample <= Samples; sample++)
        {
            var due = options.Jobs * sample / Samples;
            while (scene.Comics.Count < due)
            {
                // The list grows with the jobs and is not asked for more often than needed.
                await Until.TrueAsync("there is room", () => scene.Store.Names("in").Length < Waiting, TimeSpan.FromMinutes(30));
                var number = scene.Comics.Count + 1;
                scene.Drop(options.IsReal ? DroppedComic.Drawn(number, 2) : DroppedComic.Tiny(number, 2));
            }

            await Until.TrueAsync("they are done", async () => await Api.MetricAsync(scene.Http, "done") == due, TimeSpan.FromMinutes(30));
            var processes = new[] { scene.Server.Id }.Concat(Shell.WorkersOf(scene.Server.Id)).ToList();
            memory.Add((int)(processes.Sum(ResidentBytes) / Mega));
            handles.Add(Directory.GetFiles($"/proc/{scene.Server.Id}/fd").Length);
            threads.Add(Directory.GetDirectories($"/proc/{scene.Server.Id}/task").Length);
            Console.WriteLine(
                $"{watch.Elapsed.TotalSeconds, 5:0} s: {due} jobs, {memory[^1]} MiB, {handles[^1]} handles, {threads[^1]} threads"
            );
        }

        var minutes = watch.Elapsed.TotalMinutes;
        var history = new DirectoryInfo(Path.Combine(scene.Data, "runtime")).GetFiles("history.db*").Sum(f => f.Length);
        var files = Directory.EnumerateFiles(scene.Data, "*", SearchOption.AllDirectories).Count();
        await scene.CheckAsync();
        var row = new SoakRow
        {
            Soak = options.Jobs,
            Reader = options.IsReal ? "real" : "fake",
            Minutes = Math.Round(minutes, 1),
            Memory = memory,
            Handles = handles,
            Threads = threads,
            HistoryKb = Math.Round(history / 1024.0 / options.Jobs, 1),
            Files = Math.Round((double)files / options.Jobs, 1),
            IsFlat = IsFlat(memory) && IsFlat(handles) && IsFlat(threads),
        };
        return (row, scene.Faults);
    }

    private static bool IsFlat(List<int> values) => values[^1] <= values[2] * 1.2;

    private static long ResidentBytes(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
            return line is null
                ? 0
                : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
