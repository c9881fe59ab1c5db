using System.IO.Compression;
using System.Text.Json;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Pipeline;

/// <summary>Real pages through the whole program: the pictures stay what they are, the words are found.</summary>
public sealed class RealComicTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("comic2pdf-real");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("peppercarrot_ep06_fr", 0.80)]
    [InlineData("peppercarrot_ep13_en", 0.78)]
    public async Task Convert_ColourComic_KeepsBytesAndFindsWords(string book, double minF1)
    {
        var pages = Repository.CorpusPath(book);
        var archive = Path.Combine(_folder.FullName, "book.cbz");
        using (var zip = ZipFile.Open(archive, ZipArchiveMode.Create))
        {
            foreach (var page in Directory.EnumerateFiles(pages, "*.jpg"))
            {
                zip.CreateEntryFromFile(page, Path.GetFileName(page));
            }
        }

        await CheckAsync(archive, pages, minF1);
    }

    [Fact]
    public async Task Convert_PencilComicInRar5_KeepsBytesAndFindsWords() =>
        await CheckAsync(Repository.CorpusPath("frogs_storyboard_fr.cbr"), Repository.CorpusPath("frogs_storyboard_fr"), 0.90);

    [Theory]
    [InlineData("rar4_solid.cbr")]
    [InlineData("rar4_compressed.cbr")]
    public async Task Convert_Rar4_MakesAPdf(string name)
    {
        var pdf = await ConvertAsync(Repository.CorpusPath(name));
        Assert.Contains(
            "No syntax or stream encoding errors found",
            await Programs.OutputOfAsync("qpdf", "--check", pdf),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Convert_OwnSample_FindsWordsInBothLanguages()
    {
        var pdf = await ConvertAsync(Path.Combine(Repository.Root, "samples", "le-robot-et-la-pluie.cbz"));
        var score = await ScoreAsync(pdf, Path.Combine(Repository.Root, "samples", "expected"));
        Assert.True(score.F1 >= 0.80, $"{score}");
    }

    private async Task CheckAsync(string archive, string truth, double minF1)
    {
        var pdf = await ConvertAsync(archive);
        Assert.Contains(
            "No syntax or stream encoding errors found",
            await Programs.OutputOfAsync("qpdf", "--check", pdf),
            StringComparison.Ordinal
        );
        var images = Directory.CreateDirectory(Path.Combine(_folder.FullName, "images")).FullName;
        await Programs.OutputOfAsync("pdfimages", "-all", pdf, Path.Combine(images, "i"));
        string[] sources = [.. Directory.EnumerateFiles(truth, "*.jpg").Order(StringComparer.Ordinal)];
        string[] extracted = [.. Directory.EnumerateFiles(images).Order(StringComparer.Ordinal)];
        Assert.Equal(sources.Length, extracted.Length);
        for (var i = 0; i < sources.Length; i++)
        {
            Assert.True(
                File.ReadAllBytes(sources[i]).AsSpan().SequenceEqual(File.ReadAllBytes(extracted[i])),
                $"{Path.GetFileName(sources[i])} differs"
            );
        }

        var score = await ScoreAsync(pdf, truth);
        Assert.True(score.F1 >= minF1, $"{score} F1 {score.F1:0.000}");
    }

    private static async Task<WordScore> ScoreAsync(string pdf, string truth)
    {
        var read = (await Programs.OutputOfAsync("pdftotext", pdf, "-")).Split('\f');
        return WordScore.Of(read, [.. Directory.EnumerateFiles(truth, "*.txt").Order(StringComparer.Ordinal).Select(File.ReadAllText)]);
    }

    private async Task<string> ConvertAsync(string archive)
    {
        var result = await Programs.Comic2PdfAsync(_folder.FullName, "convert", archive, "-o", "out", "--json");
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        using var report = JsonDocument.Parse(result.Output);
        Assert.Empty(report.RootElement.GetProperty("skippedPages").EnumerateArray());
        return Path.Combine(_folder.FullName, report.RootElement.GetProperty("output").GetString()!);
    }
}
