using System.Diagnostics;
using System.Globalization;
using Comic2Pdf.Benchmarks.Measuring;
using Comic2Pdf.Processing.Pipeline;
using Comic2Pdf.Processing.Worker;
using Microsoft.Extensions.Logging.Abstractions;

namespace Comic2Pdf.Benchmarks.Prep;

/// <summary>
/// Archive to PDF of pictures: the whole program against cp of the archive, and against Debian's 7z and img2pdf, the old stack's PREP. Rounds
/// are interleaved so that all meet the same machine; medians are compared.
/// </summary>
internal static class PrepBenchmark
{
    private const double Mega = 1 << 20;

    /// <summary>Runs and prints a table.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var megabytes = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 500;
        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
        var program = Path.Combine(FindRoot(), ".build/cli/Comic2Pdf.Cli.dll");
        if (!File.Exists(program))
        {
            await Console.Error.WriteLineAsync("build the program first: ./comic2pdf info");
            return 1;
        }

        var folder = Directory.CreateTempSubdirectory("comic2pdf-bench");
        try
        {
            var archive = Path.Combine(folder.FullName, "book.cbz");
            LargeArchive.Create(archive, megabytes * (1L << 20));
            var copy = new List<Cost>();
            var ours = new List<Cost>();
            var stage = new List<Cost>();
            var peer = new List<Cost>();
            for (var i = 0; i <= rounds; i++)
            {
                var isWarmUp = i == 0;
                Keep(copy, await MeasuredProcess.RunAsync("cp", archive, Fresh(folder, "copy.cbz")), isWarmUp);
                Keep(
                    ours,
                    await MeasuredProcess.RunAsync("dotnet", program, "convert", archive, "--no-ocr", "-o", Fresh(folder, "ours.pdf")),
                    isWarmUp
                );
                Keep(stage, await RunStageAsync(archive, Fresh(folder, "stage.pdf")), isWarmUp);
                Keep(peer, await RunPeerAsync(folder, archive), isWarmUp);
            }

            var inputMegabytes = new FileInfo(archive).Length / Mega;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"PREP of {inputMegabytes:0} MiB of JPEG pages, median of {rounds} interleaved rounds"
                )
            );
            Console.WriteLine("| | wall s | cpu s | MiB/s | peak MiB | wall, ours = 1 |");
            Console.WriteLine("|---|---|---|---|---|---|");
            var unit = ours.Select(c => c.Seconds).Median();
            Print("cp of the archive", copy, inputMegabytes, unit);
            Print("comic2pdf convert --no-ocr", ours, inputMegabytes, unit);
            Print("the PREP stage alone, in a running process, OCR to follow", stage, inputMegabytes, unit);
            Print("7z x + img2pdf", peer, inputMegabytes, unit);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What a server that runs already does: no start of a program, no final check.</summary>
    private static async Task<Cost> RunStageAsync(string archive, string pdf)
    {
        await using var workers = new PageWorkerPool(new WorkerOptions(), NullLogger<PageWorkerPool>.Instance);
        using var self = Process.GetCurrentProcess();
        var cpu = self.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await new ComicPreparer(workers).PrepareAsync(archive, pdf, "book", new ConversionOptions(), null, CancellationToken.None);
        watch.Stop();
        self.Refresh();
        return new Cost(watch.Elapsed.TotalSeconds, (self.TotalProcessorTime - cpu).TotalSeconds, 0);
    }

    private static async Task<Cost> RunPeerAsync(DirectoryInfo folder, string archive)
    {
        var pages = Path.Combine(folder.FullName, "pages");
        if (Directory.Exists(pages))
        {
            Directory.Delete(pages, recursive: true);
        }

        var unpack = await MeasuredProcess.RunAsync("7z", "x", "-y", $"-o{pages}", archive);
        string[] files = [.. Directory.EnumerateFiles(pages).Order(StringComparer.Ordinal)];
        var join = await MeasuredProcess.RunAsync("img2pdf", [.. files, "-o", Fresh(folder, "peer.pdf")]);
        return new Cost(unpack.Seconds + join.Seconds, unpack.CpuSeconds + join.CpuSeconds, Math.Max(unpack.PeakBytes, join.PeakBytes));
    }

    /// <summary>A name in the folder that no file has: overwriting costs differently.</summary>
    private static string Fresh(DirectoryInfo folder, string name)
    {
        var path = Path.Combine(folder.FullName, name);
        File.Delete(path);
        return path;
    }

    private static void Keep(List<Cost> costs, Cost cost, bool isWarmUp)
    {
        if (!isWarmUp)
        {
            costs.Add(cost);
        }
    }

    private static void Print(string what, List<Cost> costs, double megabytes, double unit)
    {
        var wall = costs.Select(c => c.Seconds).Median();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {what} | {wall:0.00} | {costs.Select(c => c.CpuSeconds).Median():0.00} | {megabytes / wall:0} | {costs.Max(c => c.PeakBytes) / Mega:0} | {wall / unit:0.00} |"
            )
        );
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Comic2Pdf.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("not inside the repository");
        }

        return folder;
    }
}
