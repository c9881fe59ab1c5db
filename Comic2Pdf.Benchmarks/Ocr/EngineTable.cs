using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.SecondOpinion;
using Comic2Pdf.Processing.Ocr.Tesseract;
using Comic2Pdf.Processing.Worker;

namespace Comic2Pdf.Benchmarks.Ocr;

/// <summary>
/// The reading engines side by side on the same pages, in this process, on one thread: words, and the processor time of all that is not decoding or
/// detecting. Corpus folders as arguments; generated books in Latin script when there are none.
/// </summary>
internal static class EngineTable
{
    private const long MaxPixels = 200_000_000;

    /// <summary>Runs and prints a table.</summary>
    public static int Run(string[] folders)
    {
        NetVips.NetVips.Concurrency = 1;
        using var detector = DetectorModel.CreateDetector();
        using var recognizers = TesseractRecognizer.CreateSet();
        using var lines = LineReaderModel.CreateReader();
        var totals = EngineChoice.Names.ToDictionary(n => n, _ => default(WordScore), StringComparer.Ordinal);
        foreach (var (name, language, pages) in folders.Length > 0 ? folders.Select(Load) : Generated())
        {
            foreach (var engine in EngineChoice.Names)
            {
                var clock = new StageClock(detector, recognizers);
                var reader = new PageTextReader(clock, recognizers, lines);
                var options = new OcrOptions { Languages = language, Engine = EngineChoice.Parse(engine)!.Value };
                var (score, sounds, cpu) = (default(WordScore), default(WordScore), 0.0);
                foreach (var page in pages)
                {
                    var image = RgbDecoder.Decode([page.Picture], Orientation.TopLeft, MaxPixels, out _);
                    var start = StageClock.Now;
                    var text = string.Join(' ', reader.Read(image, options).Words.Select(w => w.Text));
                    cpu += StageClock.Now - start;
                    var (words, apart) = WordScore.Of(text, page.Text, page.Sounds);
                    (score, sounds) = (score + words, sounds + apart);
                }

                totals[engine] += score;
                Console.WriteLine(
                    $"{name, -22} {engine, -9} {score}{(sounds.True > 0 ? $" sounds {sounds.Hits}/{sounds.True}" : string.Empty)}  recognise {(cpu - clock.Detect) / pages.Count:0.000} s/page"
                );
            }
        }

        foreach (var (engine, score) in totals)
        {
            Console.WriteLine($"{"together", -22} {engine, -9} {score}");
        }

        return 0;
    }

    private static IEnumerable<(string Name, string Language, IReadOnlyList<TruePage> Pages)> Generated() =>
        GeneratedBooks.Create(string.Empty).Where(b => LatinAlphabet.Writes(b.Language)).Select(b => (b.Name, b.Language, b.Pages));

    private static (string Name, string Language, IReadOnlyList<TruePage> Pages) Load(string folder)
    {
        var book = OcrBenchmark.Load(folder);
        return (book.Name, book.Name.EndsWith("_de", StringComparison.Ordinal) ? "deu+eng" : book.Language, book.Pages);
    }
}
