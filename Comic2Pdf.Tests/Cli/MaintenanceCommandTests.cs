using System.IO.Compression;
using System.Text.Json;
using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Functions;

namespace Comic2Pdf.Tests.Cli;

/// <summary>Commands for the data folder, on folders that a real server has made.</summary>
[Trait("Storage", "files")]
public sealed class MaintenanceCommandTests
{
    [Fact]
    public async Task ArchiveAndReset_PendingDoneAndFailedJobs_LosesNothingAndStartsClean()
    {
        var open = new TaskCompletionSource();
        var app = await TestApp.StartAsync(
            s => s with { MaxAttemptsPrep = 1, MaxJobsInFlight = 9, OcrConcurrency = 2 },
            new FakeBooks
            {
                OnPrepare = (n, _) =>
                    n == 2 ? throw new Processing.Errors.ArchiveException("archive_damaged", "says the test") : Task.CompletedTask,
                OnRead = (_, token) => open.Task.WaitAsync(token),
            }
        );
        var running = app.Drop("running.cbz", pages: 2);
        await app.JobAsync("running.cbz", "OCR_RUNNING");
        app.Drop("failed.cbz", pages: 3);
        await app.JobAsync("failed.cbz", "ERROR_PREP");
        app.Drop("twin.cbz", running);
        await app.UntilAsync("it is held", async () => await app.HeldAsync() == 1 ? "yes" : null);
        await app.UntilAsync(
            "it is in error/",
            () => app.Files.Names("error").Any(n => n.EndsWith("failed.cbz", StringComparison.Ordinal))
        );

        var refused = await ResetAsync(app.Data);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("a server runs on", refused.Errors, StringComparison.Ordinal);
        await app.StopAsync();

        var zip = Path.Combine(TestApp.NewFolder(), "old.zip");
        var result = await ResetAsync(app.Data, "-o", zip);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Errors));
        Assert.Equal(
            ["running.cbz", "twin.cbz"],
            Directory.GetFiles(Path.Combine(app.Data, "in")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)
        );
        using (var archive = ZipFile.OpenRead(zip))
        {
            var names = archive.Entries.Select(e => e.FullName).ToList();
            Assert.Contains(
                names,
                n => n.StartsWith("error/", StringComparison.Ordinal) && n.EndsWith("/failed.cbz", StringComparison.Ordinal)
            );
            Assert.Contains("index/jobs.json", names);
            Assert.Contains("runtime/history.db", names);
            Assert.DoesNotContain(names, n => n.StartsWith("in/", StringComparison.Ordinal));
        }

        foreach (var folder in new[] { "work", "error", "archive", "index", "hold" })
        {
            Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(app.Data, folder)));
        }

        await using var again = await TestApp.StartAsync(books: new FakeBooks(), data: app.Data);
        await again.UntilAsync(
            "both are dealt with",
            async () => await again.MetricAsync("done") == 1 && await again.HeldAsync() == 1 ? "yes" : null
        );
    }

    [Fact]
    public async Task ArchiveAndReset_ZipThatIsThereOrInTheFolder_ChangesNothing()
    {
        var data = TestApp.NewFolder();
        Directory.CreateDirectory(Path.Combine(data, "error"));
        await File.WriteAllTextAsync(Path.Combine(data, "error", "a.cbz"), "x");
        var zip = Path.Combine(TestApp.NewFolder(), "old.zip");
        await File.WriteAllTextAsync(zip, "mine");
        Assert.Equal(1, (await ResetAsync(data, "-o", zip)).ExitCode);
        Assert.Equal(2, (await ResetAsync(data, "-o", Path.Combine(data, "old.zip"))).ExitCode);
        Assert.Equal("mine", await File.ReadAllTextAsync(zip));
        Assert.True(File.Exists(Path.Combine(data, "error", "a.cbz")));
    }

    [Fact]
    public async Task Doctor_PlantedFaults_AreFoundAndTheSafeOnesFixed()
    {
        var app = await TestApp.StartAsync(books: new FakeBooks());
        app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "DONE");
        await app.UntilStateFileAsync(job.JobKey, "DONE");
        await app.StopAsync();
        Assert.Empty(await CodesAsync(app.Data));

        var at = (string path) => Path.Combine(app.Data, path);
        var temporary = $".{Guid.NewGuid():N}.tmp";
        await File.WriteAllTextAsync(at("index/jobs.json"), "{ half");
        await File.WriteAllTextAsync(at("index/config.json"), "no json");
        await File.WriteAllTextAsync(at($"work/{job.JobKey}/state.json"), "");
        await File.WriteAllTextAsync(at("error/gone.cbz.reason.json"), "{}");
        await File.WriteAllTextAsync(at("error/foreign.cbz"), "x");
        await File.WriteAllTextAsync(at($"out/{temporary}"), "x");
        await File.WriteAllTextAsync(at("logs/running"), "2026");
        await File.WriteAllTextAsync(at("in/old.cbz.part"), "x");
        File.SetLastWriteTimeUtc(at("in/old.cbz.part"), DateTime.UnixEpoch.AddYears(50));
        Directory.CreateDirectory(at("hold/jobs/someone"));
        await File.WriteAllTextAsync(at("hold/jobs/someone/x.cbz"), "x");
        Directory.Delete(at("reports"), recursive: true);
        await File.WriteAllTextAsync(
            at("runtime/history.db"),
            "this is no database, and longer than its header would be in any case, says the test"
        );
        Assert.Equal(
            [
                "archive_without_claim",
                "config_corrupt",
                "crashed",
                "file_without_reason",
                "folder_missing",
                "history_damaged",
                "json_corrupt",
                "json_corrupt",
                "reason_orphan",
                "temporary_left",
                "unfinished_file",
            ],
            await CodesAsync(app.Data)
        );

        var (said, exitCode) = await DoctorAsync(app.Data, "--fix");
        Assert.Equal(1, exitCode);
        Assert.Contains("ERROR history_damaged", said, StringComparison.Ordinal);
        Assert.Equal(
            ["archive_without_claim", "crashed", "file_without_reason", "history_damaged", "state_missing", "unfinished_file"],
            await CodesAsync(app.Data)
        );
        Assert.Equal("no json", await File.ReadAllTextAsync(at("index/config.invalid.json")));
    }

    [Fact]
    public async Task SupportBundle_WithAndWithoutAServer_HasWhatHelpsAndNoSecret()
    {
        await using var app = await TestApp.StartAsync(
            s => s with { MaxAttemptsPrep = 1 },
            new FakeBooks { OnPrepare = (_, _) => throw new Processing.Errors.ArchiveException("archive_damaged", "says the test") }
        );
        app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "ERROR_PREP");
        await app.UntilAsync("the archive is in error/", () => app.Files.Exists("error", job.JobKey, "a.cbz"));
        var url = app.Http.BaseAddress!.ToString();
        var names = await BundleAsync(url);
        Assert.Contains($"error/{job.JobKey}/state.json", names.Keys);
        Assert.Contains("index/metrics.json", names.Keys);
        Assert.Contains(names.Keys, n => n.StartsWith("logs/comic2pdf-", StringComparison.Ordinal));
        Assert.Contains("ERROR_PREP", names[$"server/history/{job.JobKey}.json"], StringComparison.Ordinal);
        Assert.Contains("\"error\": 1", names["server/metrics.json"], StringComparison.Ordinal);
        Assert.Contains("ApiKey = set", names["settings.txt"], StringComparison.Ordinal);
        Assert.DoesNotContain(names.Values, v => v.Contains("very-secret", StringComparison.Ordinal));
        Assert.DoesNotContain(names.Keys, n => n.EndsWith(".cbz", StringComparison.Ordinal));

        Assert.Contains(
            "no comic2pdf server answers",
            (await BundleAsync("http://127.0.0.1:9"))["server/metrics.json"],
            StringComparison.OrdinalIgnoreCase
        );

        async Task<Dictionary<string, string>> BundleAsync(string server)
        {
            var zip = Path.Combine(TestApp.NewFolder(), "b.zip");
            var result = await Programs.RunAsync(
                "env",
                app.Data,
                "API_KEY=very-secret",
                "dotnet",
                Repository.CliAssembly,
                "support-bundle",
                "--data",
                app.Data,
                "-o",
                zip,
                "--url",
                server
            );
            Assert.Equal((0, string.Empty), (result.ExitCode, result.Errors));
            using var archive = ZipFile.OpenRead(zip);
            return archive.Entries.ToDictionary(
                e => e.FullName,
                e =>
                {
                    using var reader = new StreamReader(e.Open());
                    return reader.ReadToEnd();
                },
                StringComparer.Ordinal
            );
        }
    }

    private static Task<ProgramResult> ResetAsync(string data, params string[] arguments) =>
        Programs.Comic2PdfAsync(data, ["archive-and-reset", "--data", data, .. arguments]);

    private static async Task<(string Output, int ExitCode)> DoctorAsync(string data, params string[] arguments)
    {
        var result = await Programs.Comic2PdfAsync(data, ["doctor", "--data", data, .. arguments]);
        return (result.Output, result.ExitCode);
    }

    /// <summary>Codes of all that is more than a note, sorted; but for the model that the launcher names and the tests do not, and for the port, which others may have.</summary>
    private static async Task<string[]> CodesAsync(string data)
    {
        using var json = JsonDocument.Parse((await DoctorAsync(data, "--json")).Output);
        return
        [
            .. json
                .RootElement.EnumerateArray()
                .Where(f => f.GetProperty("severity").GetString() != "Note")
                .Select(f => f.GetProperty("code").GetString()!)
                .Where(c => c is not ("detector_missing" or "port_taken"))
                .Order(StringComparer.Ordinal),
        ];
    }
}
