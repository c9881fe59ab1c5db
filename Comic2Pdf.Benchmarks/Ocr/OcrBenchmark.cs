using System.Diagnostics;
using System.IO.Compression;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Tesseract;

namespace Comic2Pdf.Benchmarks.Ocr;

/// <summary>
/// Quality and cost of reading: corpus folders (pageNN.jpg + pageNN.txt) and generated books, by the program itself, with the detector's
/// model and without. --peer: the old stack on the same pages. --stages: where the processor time goes, and what each step beyond reading once costs and brings.
/// --only=PART: of the generated books those with this in their names. --words: which words of each page are missed, and which are there by mistake.
/// </summary>
internal static class OcrBenchmark
{
    private const string ThreadLimit = "OMP_THREAD_LIMIT";
    private const string Only = "--only=";

    /// <summary>Runs and prints tables.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (Environment.GetEnvironmentVariable(ThreadLimit) is null)
        {
            return await AgainWithOneThreadAsync(args);
        }

        List<Book> real = [.. args.Where(a => a[0] != '-').Select(Load)];
        var listsWords = args.Contains("--words");
        List<Book> generated = args.Contains("--real") ? [] : Generate(args);
        var work = Directory.CreateTempSubdirectory("ocr-bench-").FullName;
        try
        {
            real.Concat(generated).ToList().ForEach(b => Pack(work, b));
            if (args.Contains("--stages"))
            {
                using var stages = new StageTable();
                foreach (var book in real.Concat(generated))
                {
                    Console.WriteLine($"{book.Name, -22} {stages.Measure(book.Pages, book.Language)}");
                    stages.MeasureSteps(book.Pages, book.Language, listsWords).ToList().ForEach(Console.WriteLine);
                }
            }

            var model = Path.GetDirectoryName(DetectorModel.Find()) ?? string.Empty;
            var best = real.Count == 0 ? null : await MeasureAsync(real, work, model, listsWords);
            Result? without = null;
            if (model.Length > 0)
            {
                without = real.Count == 0 ? null : await MeasureAsync(real, work, string.Empty, listsWords);
            }

            foreach (var books in generated.GroupBy(b => b.Language))
            {
                await MeasureAsync([.. books], work, model, listsWords);
                if (model.Length > 0)
                {
                    await MeasureAsync([.. books], work, string.Empty, listsWords);
                }
            }

            if (args.Contains("--peer") && best is not null)
            {
                var peer = await MeasurePeerAsync(real, work);
                Compare(model.Length > 0 ? "with the model" : "without the model", best, peer);
                if (without is not null)
                {
                    Compare("without the model", without, peer);
                }
            }
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }

        return 0;
    }

    private static async Task<Result> MeasureAsync(List<Book> books, string work, string model, bool listsWords)
    {
        var language = books[0].Language;
        Console.WriteLine($"-- {(model.Length > 0 ? "with the models" : "without the models")}, {language}");
        string[] archives = [.. books.Select(b => Path.Combine(work, b.Name + ".cbz"))];
        var one = await ProgramRun.OfAsync(archives, work, 1, language, model);
        var two = await ProgramRun.OfAsync(archives, work, 2, language, model);
        var (total, balloons) = (default(WordScore), default(BalloonScore));
        for (var i = 0; i < books.Count; i++)
        {
            var n = books[i].Pages.Count;
            var pdf = Path.Combine(work, books[i].Name + ".pdf");
            var (score, sounds) = await ScoreAsync(pdf, books[i].Pages);
            var whole = await WholeAsync(pdf, books[i].Pages);
            if (listsWords)
            {
                var texts = await TextsAsync(pdf);
                foreach (var (page, known) in books[i].Pages.Index())
                {
                    Console.WriteLine(
                        WordScore.Differences(known.Name, texts.ElementAtOrDefault(page) ?? string.Empty, known.Text + "\n" + known.Sounds)
                    );
                }
            }

            (total, balloons) = (total + score, balloons + whole);
            Console.WriteLine(
                $"{books[i].Name, -22} {n, 3} pages  {score}  {whole}{(sounds.True > 0 ? $" sounds {sounds.Hits}/{sounds.True}" : string.Empty)}  CPU {two.Books[i].CpuSeconds / n:0.00} s/page  wall {one.Books[i].Seconds / n:0.00} (1) {two.Books[i].Seconds / n:0.00} (2) s/page"
            );
        }

        var pages = books.Sum(b => b.Pages.Count);
        Console.WriteLine(
            $"{"together", -22} {pages, 3} pages  {total}  {balloons}  CPU {two.CpuSeconds / pages:0.000} s/page  wall {one.Seconds / pages:0.00} (1) {two.Seconds / pages:0.00} (2) s/page  "
                + $"peak: program {two.Memory.OwnPeak >> 20} MiB, a worker {two.Memory.ChildPeak >> 20} MiB, all {two.Memory.TotalPeak >> 20} MiB"
        );
        return new Result(total, two.CpuSeconds / pages, two.Seconds / pages);
    }

    private static async Task<Result> MeasurePeerAsync(List<Book> books, string work)
    {
        Console.WriteLine("-- old stack");
        var (total, balloons, cpu, wall) = (default(WordScore), default(BalloonScore), 0.0, 0.0);
        foreach (var book in books)
        {
            var pdf = Path.Combine(work, book.Name + ".peer.pdf");
            var cost = await OldStack.ConvertAsync(Path.Combine(work, book.Name + ".cbz"), pdf);
            var (score, _) = await ScoreAsync(pdf, book.Pages);
            var whole = await WholeAsync(pdf, book.Pages);
            Console.WriteLine(
                $"{book.Name, -22} {book.Pages.Count, 3} pages  {score}  {whole}  CPU {cost.CpuSeconds / book.Pages.Count:0.00} s/page  wall {cost.Seconds / book.Pages.Count:0.00} s/page"
            );
            (total, balloons, cpu, wall) = (total + score, balloons + whole, cpu + cost.CpuSeconds, wall + cost.Seconds);
        }

        var pages = books.Sum(b => b.Pages.Count);
        Console.WriteLine(
            $"{"together", -22} {pages, 3} pages  {total}  {balloons}  CPU {cpu / pages:0.00} s/page  wall {wall / pages:0.00} s/page"
        );
        return new Result(total, cpu / pages, wall / pages);
    }

    private static void Compare(string name, Result ours, Result peer) =>
        Console.WriteLine(
            $"{name} : old stack  F1 {ours.Score.F1 - peer.Score.F1:+0.000;-0.000}  CPU 1/{peer.Cpu / ours.Cpu:0.0}  wall 1/{peer.Wall / ours.Wall:0.0}"
        );

    /// <summary>libgomp reads its limit when it loads, so it must be there before this process starts; and the launcher's model is the one measured.</summary>
    private static async Task<int> AgainWithOneThreadAsync(string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(OcrBenchmark).Assembly.Location, "ocr", .. args]) { UseShellExecute = false };
        start.Environment[ThreadLimit] = "1";
        start.Environment.TryAdd(DetectorModel.Variable, Path.GetFullPath(Path.Combine(".build", "models")));
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static List<Book> Generate(string[] args)
    {
        var only = args.FirstOrDefault(a => a.StartsWith(Only, StringComparison.Ordinal))?[Only.Length..] ?? string.Empty;
        var installed = TesseractInstallation.Find().Languages;
        var books = new List<Book>();
        foreach (var book in GeneratedBooks.Create(only))
        {
            if (book.Missing(installed) is { Count: > 0 } missing)
            {
                Console.WriteLine($"{book.Name, -22} skipped: apt-get install {string.Join(' ', missing)}");
            }
            else
            {
                books.Add(new Book(book.Name, book.Pages) { Language = book.Language });
            }
        }

        return books;
    }

    /// <summary>A corpus folder.</summary>
    internal static Book Load(string folder) =>
        new(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)),
            [
                .. Directory
                    .GetFiles(folder, "*.jpg")
                    .Order(StringComparer.Ordinal)
                    .Select(f => new TruePage(
                        Path.GetFileName(f),
                        File.ReadAllBytes(f),
                        File.ReadAllText(Path.ChangeExtension(f, ".txt")),
                        []
                    )),
            ]
        );

    private static void Pack(string folder, Book book)
    {
        using var zip = ZipFile.Open(Path.Combine(folder, book.Name + ".cbz"), ZipArchiveMode.Create);
        foreach (var page in book.Pages)
        {
            using var entry = zip.CreateEntry(page.Name, CompressionLevel.NoCompression).Open();
            entry.Write(page.Picture);
        }
    }

    private static async Task<(WordScore Text, WordScore Sounds)> ScoreAsync(string pdf, IReadOnlyList<TruePage> pages)
    {
        var texts = await TextsAsync(pdf);
        return pages
            .Select((p, i) => WordScore.Of(texts.ElementAtOrDefault(i) ?? string.Empty, p.Text, p.Sounds))
            .Aggregate((a, b) => (a.Text + b.Text, a.Apart + b.Apart));
    }

    /// <summary>Balloons, which empty lines part in the true text, whose words follow one another where the PDF's order is kept.</summary>
    private static async Task<BalloonScore> WholeAsync(string pdf, IReadOnlyList<TruePage> pages)
    {
        var texts = await TextsAsync(pdf, "-raw");
        return pages.Select((p, i) => BalloonScore.Of(texts.ElementAtOrDefault(i) ?? string.Empty, p.Text)).Aggregate((a, b) => a + b);
    }

    private static async Task<string[]> TextsAsync(string pdf, params string[] options)
    {
        using var process = Process.Start(
            new ProcessStartInfo("pdftotext", [.. options, pdf, "-"]) { RedirectStandardOutput = true, UseShellExecute = false }
        )!;
        return (await process.StandardOutput.ReadToEndAsync()).Split('\f');
    }

    /// <summary>A book with its true words.</summary>
    internal sealed record Book(string Name, IReadOnlyList<TruePage> Pages)
    {
        public string Language { get; init; } = new OcrOptions().Languages;
    }

    private sealed record Result(WordScore Score, double Cpu, double Wall);
}
