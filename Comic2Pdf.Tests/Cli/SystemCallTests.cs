using System.Globalization;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Ocr;

namespace Comic2Pdf.Tests.Cli;

/// <summary>The program and its workers connect to nothing that was not asked for, and write nowhere but where they were told to.</summary>
public sealed class SystemCallTests : IDisposable
{
    private static readonly (string Name, string Value)[] Secrets =
    [
        ("API_KEY", "secret-1"),
        ("AzureWebJobsStorage", "secret-2"),
        ("COMIC2PDF_URL", "http://secret-3"),
    ];

    private readonly SystemCalls _calls = new();

    public void Dispose() => _calls.Dispose();

    [Fact]
    public async Task Convert_WithReading_ConnectsToNothingAndWritesItsOutputOnly()
    {
        Engines.Recognizer("eng").Dispose();
        Engines.Detector("learned").Dispose();
        var models = Path.Combine(Repository.Root, ".build", "models");
        using var page = new LetteredPage(600, 400).Balloon(300, 200, ["HELLO THERE"]);
        var archive = _calls.Folder.Write(
            "a.cbz",
            new ZipBuilder().Stored("1.jpg", page.ToJpeg()).Stored("2.webp", ImagesRaster.Sample().ToVips().WebpsaveBuffer()).Build()
        );
        var pdf = Path.Combine(_calls.Folder.Out, "a.pdf");
        var result = await _calls.RunAsync(
            ["convert", archive, "-o", pdf, "--lang", "eng", "--workers", "2"],
            [.. Secrets, (DetectorModel.Variable, models)]
        );

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains(_calls.Calls, c => c.Contains(DetectorModel.FileName, StringComparison.Ordinal));
        AssertQuiet(_calls.Folder.Out);
        var workers = _calls
            .Calls.Where(c => c.Contains("execve(", StringComparison.Ordinal) && c.Contains("\"page-worker\"", StringComparison.Ordinal))
            .ToArray();
        Assert.NotEmpty(workers);
        Assert.All(workers, w => Assert.DoesNotContain("secret-", w, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Info_ConnectsToNothingAndWritesNothing()
    {
        var result = await _calls.RunAsync(["info", "--lang", "eng"], Secrets);
        Assert.Contains(".NET", result.Output, StringComparison.Ordinal);
        AssertQuiet(_calls.Folder.Out);
    }

    [Fact]
    public async Task Serve_Start_ConnectsToNothingAndWritesItsDataOnly()
    {
        var data = Directory.CreateDirectory(Path.Combine(_calls.Folder.Root, "data")).FullName;
        using var server = _calls.Start(["serve"], ("DATA_DIR", data), ("HTTP_PORT", "0"), ("OCR_LANG", "eng"));
        var errors = server.StandardError.ReadToEndAsync();
        string? line;
        do
        {
            line = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        } while (line?.Contains("http://", StringComparison.Ordinal) == false);
        var output = server.StandardOutput.ReadToEndAsync();
        ImagesTool.Run("kill", "-INT", server.Id.ToString(CultureInfo.InvariantCulture));
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        await output;

        Assert.True(line is not null && server.ExitCode == 0, await errors);
        AssertQuiet(data);
    }

    private void AssertQuiet(string place)
    {
        Assert.Empty(_calls.Connections);

        // The runtime's own: names of threads, locks that are only looked for, and sockets of debuggers, which are gone when the program ends. And the folder for
        // what workers leave, which goes too.
        string[] own =
        [
            "/proc/self/",
            "/dev/null",
            "/dev/shm/sem.clr",
            "/dev/tty",
            Path.Combine(_calls.Temporary, "clr-debug-pipe-"),
            Path.Combine(_calls.Temporary, "dotnet-diagnostic-"),
            Path.Combine(_calls.Temporary, "comic2pdf-workers-"),
        ];
        Assert.All(_calls.Written, p => Assert.Contains(own.Append(place), o => p.StartsWith(o, StringComparison.Ordinal)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_calls.Temporary));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_calls.Home));
    }
}
