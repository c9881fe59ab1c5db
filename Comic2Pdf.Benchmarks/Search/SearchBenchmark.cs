using System.Diagnostics;
using System.Globalization;
using Comic2Pdf.Functions.Books;
using Comic2Pdf.Functions.Search;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Pdf;
using Comic2Pdf.Processing.Pipeline;
using Comic2Pdf.Processing.Text;
using Microsoft.Extensions.Logging.Abstractions;

namespace Comic2Pdf.Benchmarks.Search;

/// <summary>Finding a line in many books: how large the index is, how long it takes to make it, how long a question takes.</summary>
internal static class SearchBenchmark
{
    private const int Pages = 30;
    private const int BalloonsPerPage = 8;
    private const int Rounds = 21;

    /// <summary>Runs.</summary>
    /// <param name="arguments">The number of books; 1000 when it is not given.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var count = arguments is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 1000;
        var folder = Directory.CreateTempSubdirectory("comic2pdf-search").FullName;
        try
        {
            var store = new FileStore(folder);
            var shelf = new BookShelf(store, NullLogger<BookShelf>.Instance);
            var language = new MadeUpLanguage();
            for (var i = 0; i < count; i++)
            {
                var key = $"{i:x64}__{new string('0', 64)}";
                await shelf.WriteAsync(key, "t", BookOf(i, language), default);
                await shelf.PublishAsync(key, "t", default);
            }

            var settings = new AppSettings { DataDir = folder };
            var begin = Stopwatch.GetTimestamp();
            using (var made = new SearchIndex(settings, shelf, TimeProvider.System, NullLogger<SearchIndex>.Instance))
            {
                while (!(await made.FindAsync("nothing", null, 1, default)).IsComplete)
                {
                    // Books are being taken in.
                }
            }

            Console.WriteLine($"index of {count} books of {Pages} pages: {Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s");
            using var index = new SearchIndex(settings, shelf, TimeProvider.System, NullLogger<SearchIndex>.Instance);
            begin = Stopwatch.GetTimestamp();
            await index.FindAsync(language.Common, null, 50, default);
            Console.WriteLine($"first question after a start: {Stopwatch.GetElapsedTime(begin).TotalMilliseconds:0} ms");
            foreach (
                var (what, query) in new[]
                {
                    ("a common word", language.Common),
                    ("two common words", $"{language.Common} {language.Second}"),
                    ("two letters", language.Common[..2]),
                    ("a rare word", language.Rare),
                    ("a rare word with a letter wrong", $"{language.Rare[..2]}q{language.Rare[3..]}"),
                    ("a line of six words", string.Join(' ', Enumerable.Range(0, 6).Select(_ => language.Word()))),
                    ("nothing", "zzzzzzzzzzzz"),
                }
            )
            {
                var times = new List<double>();
                var total = 0;
                for (var i = 0; i < Rounds; i++)
                {
                    begin = Stopwatch.GetTimestamp();
                    total = (await index.FindAsync(query, null, 50, default)).Total;
                    times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
                }

                times.Sort();
                Console.WriteLine($"{what, -32} {times[Rounds / 2], 6:0.0} ms, at most {times[^1]:0.0} ms, {total} hits");
            }

            var database = Directory.GetFiles(Path.Combine(folder, "index"), "search.db*").Sum(f => new FileInfo(f).Length);
            var kept = Directory.GetFiles(Path.Combine(folder, "index", "books")).Sum(f => new FileInfo(f).Length);
            Console.WriteLine(
                $"search.db {database / 1e6:0.0} MB, books {kept / 1e6:0.0} MB: {(database + kept) / 1e3 / count / Pages:0.0} KB a page"
            );
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static BookOnShelf BookOf(int number, MadeUpLanguage language) =>
        new(
            new PageManifest
            {
                Title = $"Book {number}",
                Pages =
                [
                    .. Enumerable
                        .Range(0, Pages)
                        .Select(i => new BookPage(
                            $"Book {number}/page {i:000}.jpg",
                            new PageBox(595, 842, 1240, 1754),
                            Orientation.TopLeft,
                            new ImageObject
                            {
                                Id = i + 5,
                                Encoding = ImageEncoding.Dct,
                                Width = 1240,
                                Height = 1754,
                                Components = 3,
                                BitsPerComponent = 8,
                                DataOffset = 315_000L * i,
                                DataLength = 315_000,
                            }
                        )),
                ],
                PicturesEnd = 315_000L * Pages,
                ObjectOffsets = [.. Enumerable.Range(0, Pages).Select(i => 315_000L * i)],
                Warnings = [],
            },
            [.. Enumerable.Range(0, Pages).Select(_ => new PageResult(PageOf(language), null))]
        );

    private static PageText PageOf(MadeUpLanguage language) =>
        new(
            1240,
            1754,
            [
                .. Enumerable
                    .Range(0, BalloonsPerPage)
                    .Select(b => new TextBlock([
                        TextLine.Around(
                            new Baseline(100, 100 + (200 * b), 1000, 100 + (200 * b)),
                            [
                                .. Enumerable
                                    .Range(0, 9)
                                    .Select(w => new TextWord(language.ReadWord(), new Box(100 + (100 * w), 70 + (200 * b), 90, 30), 90)),
                            ]
                        ),
                    ])),
            ]
        );
}
