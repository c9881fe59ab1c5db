using System.Diagnostics;
using System.IO.Compression;
using Comic2Pdf.Benchmarks.Measuring;
using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Tesseract;
using Comic2Pdf.Processing.Pipeline;
using Comic2Pdf.Processing.Text;
using Comic2Pdf.Processing.Worker;
using Microsoft.Extensions.Logging.Abstractions;

namespace Comic2Pdf.Benchmarks.Ocr;

/// <summary>Quality and cost of reading: corpus folders (pageNN.jpg + pageNN.txt) and generated pages; --peer: the old stack on the same pages.</summary>
internal static class OcrBenchmark
{
    private const int GeneratedPages = 12;
    private const long MaxPixels = 200_000_000;

    /// <summary>Runs and prints tables.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var withPeer = args.Contains("--peer");
        var folders = args.Where(a => a[0] != '-').ToArray();
        var books = folders.Select(f => (Name: Path.GetFileName(Path.TrimEndingDirectorySeparator(f)), Pages: Load(f))).ToList();
        if (GeneratedBook.Create(GeneratedPages) is { Count: > 0 } generated)
        {
            books.Add(("generated", generated));
        }

        Console.WriteLine($"text detector: {DetectorModel.Find() ?? "classical"}");
        var work = Directory.CreateTempSubdirectory("ocr-bench-").FullName;
        try
        {
            // One pool for all books, as `convert` has for all its inputs: the first book pays for starting it.
            await using var alone = Pool(1);
            await using var both = Pool(2);
            var real = (Score: default(WordScore), Cpu: 0.0, Wall: 0.0, Pages: 0, PeerScore: default(WordScore), PeerCpu: 0.0, PeerWall: 0.0);
            foreach (var (name, pages) in books)
            {
                var archive = Path.Combine(work, name + ".cbz");
                Pack(archive, pages);
                var pdf = Path.Combine(work, name + ".pdf");
                var one = await ConvertAsync(alone, archive, pdf);
                var two = await ConvertAsync(both, archive, pdf);
                var score = await ScoreAsync(pdf, pages);
                Console.WriteLine($"{name,-24} {pages.Count,3} pages  {Show(score)}  CPU {two.CpuSeconds / pages.Count:0.00} s/page  wall {one.Seconds / pages.Count:0.00} (1) {two.Seconds / pages.Count:0.00} (2) s/page  peak {two.PeakBytes >> 20} MiB");
                PrintStages(pages);
                if (name == "generated")
                {
                    continue;
                }

                real = real with { Score = real.Score + score, Cpu = real.Cpu + two.CpuSeconds, Wall = real.Wall + two.Seconds, Pages = real.Pages + pages.Count };
                if (withPeer)
                {
                    var peerPdf = Path.Combine(work, name + ".peer.pdf");
                    var peer = await OldStack.ConvertAsync(archive, peerPdf);
                    var peerScore = await ScoreAsync(peerPdf, pages);
                    Console.WriteLine($"{"  old stack",-24} {pages.Count,3} pages  {Show(peerScore)}  CPU {peer.CpuSeconds / pages.Count:0.00} s/page  wall {peer.Seconds / pages.Count:0.00} s/page");
                    real = real with { PeerScore = real.PeerScore + peerScore, PeerCpu = real.PeerCpu + peer.CpuSeconds, PeerWall = real.PeerWall + peer.Seconds };
                }
            }

            Console.WriteLine($"{"real pages together",-24} {real.Pages,3} pages  {Show(real.Score)}  CPU {real.Cpu / real.Pages:0.00} s/page  wall {real.Wall / real.Pages:0.00} s/page");
            if (withPeer)
            {
                Console.WriteLine($"{"  old stack",-24} {real.Pages,3} pages  {Show(real.PeerScore)}  CPU {real.PeerCpu / real.Pages:0.00} s/page  wall {real.PeerWall / real.Pages:0.00} s/page");
                Console.WriteLine($"ratios: F1 +{real.Score.F1 - real.PeerScore.F1:0.000}, CPU 1/{real.PeerCpu / real.Cpu:0.0}, wall 1/{real.PeerWall / real.Wall:0.0}");
            }
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }

        return 0;
    }

    private static string Show(WordScore s) => $"recall {s.Recall:0.000} precision {s.Precision:0.000} F1 {s.F1:0.000}";

    private static IReadOnlyList<TruePage> Load(string folder) => (List<TruePage>)
    [
        .. Directory.GetFiles(folder, "*.jpg").Order(StringComparer.Ordinal)
            .Select(f => new TruePage(Path.GetFileName(f), File.ReadAllBytes(f), File.ReadAllText(Path.ChangeExtension(f, ".txt")), [])),
    ];

    private static void Pack(string archive, IEnumerable<TruePage> pages)
    {
        using var zip = ZipFile.Open(archive, ZipArchiveMode.Create);
        foreach (var page in pages)
        {
            using var entry = zip.CreateEntry(page.Name, CompressionLevel.NoCompression).Open();
            entry.Write(page.Picture);
        }
    }

    private static PageWorkerPool Pool(int workers) => new(new WorkerOptions { Count = workers, Command = Built() }, NullLogger<PageWorkerPool>.Instance);

    /// <summary>The whole conversion: this process and the workers, their start included.</summary>
    private static async Task<Cost> ConvertAsync(PageWorkerPool pool, string archive, string pdf)
    {
        var watch = Stopwatch.StartNew();
        var cpu = StageClock.Now + pool.CpuSeconds;
        using var memory = new TreeMemory();
        await new ComicConverter(pool, NullLogger<ComicConverter>.Instance).ConvertAsync(archive, pdf, new ConversionOptions(), null, CancellationToken.None);
        return new Cost(watch.Elapsed.TotalSeconds, StageClock.Now + pool.CpuSeconds - cpu, memory.PeakBytes);
    }

    /// <summary>The program as the launcher builds it, compiled ahead of time; else this program.</summary>
    private static WorkerCommand? Built()
    {
        var program = Path.GetFullPath(Path.Combine(".build", "cli", "Comic2Pdf.Cli.dll"));
        return File.Exists(program) ? WorkerCommand.OfAssembly(program) : null;
    }

    private static async Task<WordScore> ScoreAsync(string pdf, IReadOnlyList<TruePage> pages)
    {
        using var process = Process.Start(new ProcessStartInfo("pdftotext", [pdf, "-"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var texts = (await process.StandardOutput.ReadToEndAsync()).Split('\f');
        return pages.Select((p, i) => WordScore.Of(texts.ElementAtOrDefault(i) ?? string.Empty, p.Text)).Aggregate((a, b) => a + b);
    }

    /// <summary>The stages in this process, on one thread, engines warm; and how well boxes lie where that is known.</summary>
    private static void PrintStages(IReadOnlyList<TruePage> pages)
    {
        NetVips.NetVips.Concurrency = 1;
        var options = new OcrOptions();
        using var clock = new StageClock(DetectorModel.CreateDetector(), new TesseractRecognizer(options.Languages));
        var reader = new PageTextReader(clock, clock);
        var (decode, all) = (0.0, StageClock.Now);
        var overlaps = new List<double>();
        foreach (var page in pages)
        {
            var start = StageClock.Now;
            var image = ImageDecoder.DecodeRgb([page.Picture], Orientation.TopLeft, MaxPixels, out _);
            decode += StageClock.Now - start;
            overlaps.AddRange(Overlaps(reader.Read(image, options), page));
        }

        all = StageClock.Now - all;
        var n = pages.Count;
        Console.WriteLine($"    of that: decode {decode / n:0.000}  detect {clock.Detect / n:0.000}  recognise {clock.Recognise / n:0.000}  cut, group, order {(all - decode - clock.Detect - clock.Recognise) / n:0.000} s/page"
            + (overlaps.Count > 0 ? $"  median overlap of {overlaps.Count} word boxes {overlaps.Order().ElementAt(overlaps.Count / 2):0.00}" : string.Empty));
    }

    private static IEnumerable<double> Overlaps(PageText text, TruePage page) =>
        from truth in page.Words
        let best = text.Words.Where(w => string.Equals(w.Text, truth.Text, StringComparison.OrdinalIgnoreCase)).Select(w => Overlap(w.Box, truth.Box)).DefaultIfEmpty(0).Max()
        where best > 0
        select best;

    private static double Overlap(Box a, Box b)
    {
        var width = Math.Min(a.Right, b.Right) - Math.Max(a.X, b.X);
        var height = Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Y, b.Y);
        return width <= 0 || height <= 0 ? 0 : width * height / ((a.Width * a.Height) + (b.Width * b.Height) - (width * height));
    }
}
