using System.Diagnostics;
using System.Text.Json;

namespace Comic2Pdf.Benchmarks.Ocr;

/// <summary>One run of the program as its users start it, over all books.</summary>
/// <param name="Books">For each book: wall and processor seconds as the program states them; the first one's processor time has the start in it.</param>
/// <param name="Seconds">Wall time from start to end.</param>
/// <param name="Memory">The most that was held.</param>
internal sealed record ProgramRun(IReadOnlyList<(double Seconds, double CpuSeconds)> Books, double Seconds, TreeMemory Memory)
{
    /// <summary>Processor seconds of everything.</summary>
    public double CpuSeconds => Books.Sum(b => b.CpuSeconds);

    /// <summary>Runs `comic2pdf convert`.</summary>
    /// <param name="archives">The books.</param>
    /// <param name="output">Folder of the PDFs.</param>
    /// <param name="workers">Pages at the same time.</param>
    /// <param name="language">What they are read in.</param>
    /// <param name="models">Folder of the detector's model; empty: without it.</param>
    public static async Task<ProgramRun> OfAsync(IEnumerable<string> archives, string output, int workers, string language, string models)
    {
        // What the launcher starts, in the environment in which it does.
        var program = Path.GetFullPath(Path.Combine(".build", "cli", "Comic2Pdf.Cli.dll"));
        if (!File.Exists(program))
        {
            throw new InvalidOperationException("build the program first: ./comic2pdf info");
        }

        var start = new ProcessStartInfo(
            "dotnet",
            [program, "convert", "--json", "--lang", language, "--workers", $"{workers}", "-o", output, .. archives]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["COMIC2PDF_MODELS"] = models;
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        using var memory = new TreeMemory(process.Id);
        var lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync();
        var seconds = watch.Elapsed.TotalSeconds;
        var books = lines
            .Select(l => JsonDocument.Parse(l).RootElement)
            .Select(r => (r.GetProperty("seconds").GetDouble(), r.GetProperty("cpuSeconds").GetDouble()));
        return process.ExitCode == 0
            ? new ProgramRun([.. books], seconds, memory)
            : throw new InvalidOperationException($"the program ended with {process.ExitCode}");
    }
}
