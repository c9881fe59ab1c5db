using System.Diagnostics;
using System.Text.Json;
using Comic2Pdf.Tests.Fixtures;
using UglyToad.PdfPig;

namespace Comic2Pdf.Tests.Cli;

public sealed class ConvertCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("comic2pdf-cli");

    public void Dispose() => _folder.Delete(recursive: true);

    private string At(params string[] parts) => Path.Combine([_folder.FullName, .. parts]);

    [Fact]
    public async Task Convert_OneArchive_PutsPdfNextToIt()
    {
        SimpleComic.Write(At("book.cbz"));
        var result = await Programs.Comic2PdfAsync(_folder.FullName, "convert", "book.cbz", "--no-ocr");
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Errors));
        Assert.Contains("book.cbz -> book.pdf: 3 pages", result.Output, StringComparison.Ordinal);
        using var pdf = PdfDocument.Open(At("book.pdf"));
        Assert.Equal(3, pdf.NumberOfPages);
    }

    [Fact]
    public async Task Convert_EngineComic_TextOfTheSample()
    {
        var sample = Path.Combine(Repository.Root, "samples", "le-robot-et-la-pluie.cbz");
        var result = await Programs.Comic2PdfAsync(_folder.FullName, "convert", sample, "-o", "book.pdf", "--engine", "comic");
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Errors));
        using var pdf = PdfDocument.Open(At("book.pdf"));
        Assert.Contains("POMPE", pdf.GetPages().SelectMany(p => p.GetWords()).Select(w => w.Text.Trim(',')), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Convert_UnknownEngine_UsageError()
    {
        var result = await Programs.Comic2PdfAsync(_folder.FullName, "convert", "book.cbz", "--engine", "abbyy");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("abbyy", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_Json_HasExactlyTheFieldsOfTheContract()
    {
        SimpleComic.Write(At("book.cbz"));
        await File.WriteAllTextAsync(At("page.html"), "<!DOCTYPE html><html></html>");
        var result = await Programs.Comic2PdfAsync(_folder.FullName, "convert", "book.cbz", "page.html", "--json", "-o", "out", "--no-ocr");
        Assert.Equal(1, result.ExitCode);
        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        using var good = JsonDocument.Parse(lines[0]);
        Assert.Superset(
            new HashSet<string>([
                "input",
                "output",
                "pages",
                "pagesWithText",
                "skippedPages",
                "words",
                "seconds",
                "cpuSeconds",
                "bytesIn",
                "bytesOut",
                "error",
            ]),
            new HashSet<string>(good.RootElement.EnumerateObject().Select(p => p.Name))
        );
        Assert.Equal("out/book.pdf", good.RootElement.GetProperty("output").GetString());
        Assert.Equal(3, good.RootElement.GetProperty("pages").GetInt32());
        Assert.Equal(new FileInfo(At("book.cbz")).Length, good.RootElement.GetProperty("bytesIn").GetInt64());
        Assert.Equal(new FileInfo(At("out", "book.pdf")).Length, good.RootElement.GetProperty("bytesOut").GetInt64());
        Assert.True(good.RootElement.GetProperty("cpuSeconds").GetDouble() > 0);
        Assert.Equal(JsonValueKind.Null, good.RootElement.GetProperty("error").ValueKind);
        using var bad = JsonDocument.Parse(lines[1]);
        Assert.Equal("not_an_archive", bad.RootElement.GetProperty("error").GetProperty("code").GetString());
        Assert.Contains("web page", bad.RootElement.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, bad.RootElement.GetProperty("output").ValueKind);
    }

    [Fact]
    public async Task Convert_FolderAndPattern_FindsComicsAndKeepsSubfolders()
    {
        SimpleComic.Write(At("in", "b10.cbz"));
        SimpleComic.Write(At("in", "b9.cbz"));
        SimpleComic.Write(At("in", "sub", "c.cbr"));
        SimpleComic.Write(At("other", "d.cbz"));
        await File.WriteAllTextAsync(At("in", "notes.txt"), "no comic");
        var result = await Programs.Comic2PdfAsync(_folder.FullName, "convert", "in", "other/*.cbz", "-o", "out", "--no-ocr");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            ["out/b10.pdf", "out/b9.pdf", "out/d.pdf", "out/sub/c.pdf"],
            Directory
                .EnumerateFiles(At("out"), "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(_folder.FullName, f))
                .Order(StringComparer.Ordinal)
        );
        Assert.True(result.Output.IndexOf("b9.cbz", StringComparison.Ordinal) < result.Output.IndexOf("b10.cbz", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Convert_SameNameTwice_OverwritesNothing()
    {
        SimpleComic.Write(At("a.cbz"), pages: 1);
        SimpleComic.Write(At("a.cbt"), pages: 2);
        var result = await Programs.Comic2PdfAsync(_folder.FullName, "convert", "a.cbz", "a.cbt", "-o", "out", "--no-ocr");
        Assert.Equal(0, result.ExitCode);
        using var first = PdfDocument.Open(At("out", "a.pdf"));
        using var second = PdfDocument.Open(At("out", "a.cbt.pdf"));
        Assert.Equal((1, 2), (first.NumberOfPages, second.NumberOfPages));
    }

    [Fact]
    public async Task Convert_OutputNamesPdf_WritesThatFile()
    {
        SimpleComic.Write(At("a.cbz"));
        var result = await Programs.Comic2PdfAsync(_folder.FullName, "convert", "a.cbz", "-o", "new/name.pdf", "--no-ocr");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal([At("new", "name.pdf")], Directory.GetFileSystemEntries(At("new")));
    }

    [Fact]
    public async Task Convert_NameTakenByAnotherFile_IsLeftAloneWithoutForce()
    {
        SimpleComic.Write(At("a.cbz"), pages: 1);
        await File.WriteAllTextAsync(At("a.pdf"), "%PDF-1.4 my only scan");

        var refused = await Programs.Comic2PdfAsync(_folder.FullName, "convert", "a.cbz", "--no-ocr");
        var skipped = await Programs.Comic2PdfAsync(_folder.FullName, "convert", "a.cbz", "--no-ocr", "--skip-existing");

        Assert.Equal((1, 0), (refused.ExitCode, skipped.ExitCode));
        Assert.Contains("[output_exists]", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("is there already", skipped.Output, StringComparison.Ordinal);
        Assert.Equal("%PDF-1.4 my only scan", await File.ReadAllTextAsync(At("a.pdf")));
        Assert.Equal(["a.cbz", "a.pdf"], Directory.GetFiles(_folder.FullName).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        Assert.Equal(0, (await Programs.Comic2PdfAsync(_folder.FullName, "convert", "a.cbz", "--no-ocr", "--force")).ExitCode);
        using var pdf = PdfDocument.Open(At("a.pdf"));
        Assert.Equal(1, pdf.NumberOfPages);
    }

    [Fact]
    public async Task Convert_OwnPdf_IsReplacedWhenItIsOfTheSameArchive()
    {
        SimpleComic.Write(At("a.cbz"), pages: 2);
        Assert.Equal(0, (await Programs.Comic2PdfAsync(_folder.FullName, "convert", "a.cbz", "--no-ocr")).ExitCode);
        var again = await Programs.Comic2PdfAsync(_folder.FullName, "convert", "a.cbz", "--no-ocr", "--title", "Another");
        Assert.Equal((0, string.Empty), (again.ExitCode, again.Errors));
        using (var pdf = PdfDocument.Open(At("a.pdf")))
        {
            Assert.Equal("Another", pdf.Information.Title);
        }

        File.Delete(At("a.cbz"));
        SimpleComic.Write(At("a.cbz"), pages: 3);
        var other = await Programs.Comic2PdfAsync(_folder.FullName, "convert", "a.cbz", "--no-ocr");
        Assert.Equal(1, other.ExitCode);
        using var left = PdfDocument.Open(At("a.pdf"));
        Assert.Equal(2, left.NumberOfPages);
    }

    [Theory]
    [InlineData("convert")]
    [InlineData("convert", "a.cbz", "--force", "--skip-existing")]
    [InlineData("convert", "a.cbz", "--unknown")]
    [InlineData("convert", "a.cbz", "b.cbz", "-o", "one.pdf")]
    [InlineData("convert", "a.cbz", "--lang", "fra;eng")]
    [InlineData("convert", "a.cbz", "--lang", "auto+fra")]
    [InlineData("convert", "a.cbz", "--workers", "0")]
    [InlineData("convert", "a.cbz", "--max-entries", "many")]
    [InlineData("nonsense")]
    public async Task Run_CommandLineWithoutSense_IsUsage(params string[] arguments)
    {
        var result = await Programs.Comic2PdfAsync(_folder.FullName, arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.NotEmpty(result.Errors);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Theory]
    [InlineData("nowhere.cbz", "input_not_readable")]
    [InlineData("*.nothing", "input_not_readable")]
    [InlineData(".", "input_not_readable")]
    public async Task Convert_NothingThere_FailsWithCode(string input, string code)
    {
        var result = await Programs.Comic2PdfAsync(_folder.FullName, "convert", input, "--no-ocr");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"[{code}]", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_MissingLanguage_NamesTheInstallCommand()
    {
        SimpleComic.Write(At("a.cbz"));
        var result = await Programs.Comic2PdfAsync(_folder.FullName, "convert", "a.cbz", "--lang", "fra+tlh");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("sudo apt-get install -y tesseract-ocr tesseract-ocr-tlh", result.Errors, StringComparison.Ordinal);
        Assert.Contains("[ocr_language_missing]", result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(At("a.pdf")));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task Convert_Interrupted_LeavesNothingBehind(string signal)
    {
        SimpleComic.Write(At("a.cbz"), pages: 400);
        Directory.CreateDirectory(At("out"));
        using var watcher = new FileSystemWatcher(At("out")) { EnableRaisingEvents = true };
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, _) => begun.TrySetResult();
        using var process = Programs.StartComic2PdfInForeground(_folder.FullName, "convert", "a.cbz", "-o", "out", "--workers", "1");
        await begun.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        using var kill = Process.Start("kill", ["-" + signal, $"{process.Id}"]);
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("[cancelled]", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(At("out")));
    }

    [Fact]
    public async Task Convert_OutputFolderIsAFile_FailsWithCode()
    {
        SimpleComic.Write(At("a.cbz"));
        await File.WriteAllTextAsync(At("taken"), "a file");
        var result = await Programs.Comic2PdfAsync(_folder.FullName, "convert", "a.cbz", "-o", "taken/below", "--no-ocr");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("[output_not_writable]", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_AllInstalled_ListsVersionsAndLanguages()
    {
        var result = await Programs.Comic2PdfAsync(_folder.FullName, "info", "--json");
        Assert.Equal(0, result.ExitCode);
        using var info = JsonDocument.Parse(result.Output);
        Assert.StartsWith("5.", info.RootElement.GetProperty("tesseract").GetString(), StringComparison.Ordinal);
        Assert.Contains("fra", info.RootElement.GetProperty("languages").EnumerateArray().Select(l => l.GetString()));
    }

    [Fact]
    public async Task Info_LanguageMissing_SaysHowToInstallIt()
    {
        var result = await Programs.Comic2PdfAsync(_folder.FullName, "info", "--lang", "no_such");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("sudo apt-get install -y tesseract-ocr tesseract-ocr-no-such", result.Errors, StringComparison.Ordinal);
    }
}
