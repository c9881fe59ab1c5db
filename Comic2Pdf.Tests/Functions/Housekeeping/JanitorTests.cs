using System.Net;
using System.Text.Json;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Tests.Fixtures;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;

namespace Comic2Pdf.Tests.Functions;

/// <summary>Work folders that go, logs that roll, settings that are named everywhere alike.</summary>
public sealed class HousekeepingTests
{
    private static readonly string[] SettingsOfTheContract =
    [
        "DATA_DIR", "STORAGE", "HISTORY", "HISTORY_DAYS", "PREP_CONCURRENCY", "OCR_CONCURRENCY", "MAX_JOBS_IN_FLIGHT", "MAX_ATTEMPTS_PREP", "MAX_ATTEMPTS_OCR", "OCR_LANG", "JOB_TIMEOUT_SECONDS", "KEEP_WORK_DIR_DAYS",
        "MIN_PDF_SIZE_BYTES", "DISK_FREE_FACTOR", "MAX_INPUT_SIZE_MB", "POLL_INTERVAL_MS", "LOG_JSON", "HTTP_PORT", "HTTP_BIND", "ALLOWED_HOSTS",
    ];

    [Fact]
    public async Task KeepWorkDirDays_Zero_WorkGoesAtOnceAfterDoneAndADayAfterAnError()
    {
        var books = new FakeBooks { OnPrepare = (n, _) => n == 1 ? throw new Processing.Errors.ArchiveException("archive_damaged", "says the test") : Task.CompletedTask };
        var app = await TestApp.StartAsync(s => s with { KeepWorkDirDays = 0 }, books);
        app.Drop("bad.cbz", pages: 1);
        var bad = await app.JobAsync("bad.cbz", "ERROR_PREP");
        app.Drop("good.cbz", pages: 2);
        var good = await app.JobAsync("good.cbz", "DONE");
        await app.UntilAsync("the work folder of the one that is done is gone", () => app.Files.IsEmpty("work", good.JobKey));
        Assert.True(!app.Files.IsEmpty("work", bad.JobKey));
        Assert.True(app.Files.Exists(app.Files.NameOf(good.FinalPdf)));
        await app.StopAsync();

        await using var later = await TestApp.StartAsync(s => s with { KeepWorkDirDays = 0 }, books, app.Data, s => s.AddSingleton<TimeProvider>(ShiftedTime.BeforeTheHour(days: 1)));
        await later.UntilAsync("a day later that of the failed one goes too", () => later.Files.IsEmpty("work", bad.JobKey));
        Assert.True(later.Files.Exists("error", bad.JobKey, "bad.cbz"));
        Assert.Equal((1, 1), (await later.MetricAsync("done"), await later.MetricAsync("error")));
    }

    [Fact]
    public async Task HistoryDays_Over_TheJobLeavesTheListAndItsFilesStay()
    {
        var app = await TestApp.StartAsync(books: new FakeBooks());
        app.Drop("old.cbz", pages: 1);
        var old = await app.JobAsync("old.cbz", "DONE");
        await app.StopAsync();

        await using var later = await TestApp.StartAsync(books: new FakeBooks(), data: app.Data, configure: s => s.AddSingleton<TimeProvider>(ShiftedTime.BeforeTheHour(days: 91)));
        await later.UntilAsync("the list is empty", async () => (await later.JobsAsync()).Count == 0 ? "yes" : null);

        Assert.Equal(HttpStatusCode.NotFound, (await later.Http.GetAsync($"/jobs/{old.JobKey}")).StatusCode);
        var line = Assert.Single(later.Files.Text("index", "history.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(old.JobKey, JsonDocument.Parse(line).RootElement.GetProperty("jobKey").GetString());
        Assert.True(later.Files.Exists(later.Files.NameOf(old.FinalPdf)));
        Assert.True(later.Files.Exists("archive", "old.cbz"));
    }

    [Fact]
    public async Task KeepWorkDirDays_Seven_WorkStaysSixDaysAndIsGoneAfterEight()
    {
        var app = await TestApp.StartAsync(books: new FakeBooks());
        app.Drop("old.cbz", pages: 1);
        var old = await app.JobAsync("old.cbz", "DONE");
        await app.StopAsync();
        var left = Leave(app);
        app = await TestApp.StartAsync(books: new FakeBooks(), data: app.Data, configure: s => s.AddSingleton<TimeProvider>(ShiftedTime.BeforeTheHour(days: 6)));
        await app.UntilAsync("the janitor has been here", () => !app.Files.Exists(left));
        Assert.True(!app.Files.IsEmpty("work", old.JobKey));
        await app.StopAsync();
        left = Leave(app);
        await using var again = await TestApp.StartAsync(books: new FakeBooks(), data: app.Data, configure: s => s.AddSingleton<TimeProvider>(ShiftedTime.BeforeTheHour(days: 8)));
        await again.UntilAsync("the janitor has been here again", () => !again.Files.Exists(left));
        Assert.False(!again.Files.IsEmpty("work", old.JobKey));
        Assert.Equal("DONE", (await again.JobAsync("old.cbz", "DONE")).State);
        Assert.DoesNotContain(again.Files.Names("in"), n => n.EndsWith(".part", StringComparison.Ordinal));
        Assert.True(again.Files.Exists("in", "mine.tmp"));

        // What crashes leave, and what is somebody else's. The janitor comes to index/ last: when that is gone, the round is over.
        static string Leave(TestApp app)
        {
            app.Files.Write($"in/.{Guid.NewGuid():N}.part", "half an upload");
            app.Files.Write("in/mine.tmp", "somebody else's");
            var left = $"index/.{Guid.NewGuid():N}.tmp";
            app.Files.Write(left, "left by a crash");
            return left;
        }
    }

    [Fact]
    [Trait("Storage", "files")]
    public async Task LogJson_RealServer_PrintsOneObjectALine()
    {
        await using var app = await TestApp.ServeAsync(null, ("LOG_JSON", "true"));
        app.Drop("page.cbz", "<html>"u8.ToArray());
        await app.UntilAsync("it says so", () => app.Output.Any(l => l.Contains("not_an_archive", StringComparison.Ordinal)));
        var lines = app.Output.Where(l => !l.StartsWith("comic2pdf serves ", StringComparison.Ordinal)).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var line = lines.Single(l => l.GetProperty("EventId").GetInt32() == 2001);
        Assert.Equal(("Warning", "page.cbz"), (line.GetProperty("LogLevel").GetString(), line.GetProperty("State").GetProperty("File").GetString()));
        Assert.Matches("^\\d{4}-\\d\\d-\\d\\dT", line.GetProperty("Timestamp").GetString());

        // The same event is in today's file, where operators look.
        var file = Directory.GetFiles(app.At("logs")).Single();
        Assert.Matches("^comic2pdf-\\d{8}\\.log$", Path.GetFileName(file));
        await app.UntilAsync("it is in the file", () => TestApp.TextOf(file).Split('\n').Any(l => l.StartsWith('{') && JsonDocument.Parse(l).RootElement is var o && o.GetProperty("EventId").GetInt32() == 2001));
    }

    [Fact]
    [Trait("Storage", "files")]
    public void LogFiles_OverManyDays_OneADayAndFourteenStay()
    {
        using var folder = new TestFolder();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 23, 59, 0, TimeSpan.Zero));
        using (var provider = new RollingFileLoggerProvider(folder.In, clock))
        {
            var logger = provider.CreateLogger("test");
            for (var day = 1; day <= 20; day++)
            {
                logger.Log(LogLevel.Warning, new EventId(7, "drill"), day, exception: null, (d, _) => $"day {d}");
                clock.Advance(TimeSpan.FromDays(1));
            }

            logger.Log(LogLevel.Debug, default, 0, exception: null, (_, _) => "too quiet to be kept");
        }

        var files = Directory.GetFiles(folder.In).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(Enumerable.Range(7, 14).Select(d => $"comic2pdf-202601{d:00}.log"), files.Select(f => Path.GetFileName(f)));
        for (var i = 0; i < files.Count; i++)
        {
            var line = JsonDocument.Parse(File.ReadAllLines(files[i]).Single()).RootElement;
            Assert.Equal(($"day {i + 7}", 7, "drill", $"2026-01-{i + 7:00}T23:59:00Z"), (
                line.GetProperty("Message").GetString(), line.GetProperty("EventId").GetInt32(), line.GetProperty("Event").GetString(), line.GetProperty("At").GetString()));
        }
    }

    [Fact]
    [Trait("Storage", "files")]
    public void SampleSettings_NameAllOfTheContractAndNothingUnknown()
    {
        var asked = new Recorder();
        SettingsReader.Read(asked);
        using var sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "local.settings.sample.json")));
        var values = sample.RootElement.GetProperty("Values").EnumerateObject().ToDictionary(v => v.Name, v => v.Value.GetString(), StringComparer.Ordinal);
        string[] hosts = ["FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsStorage"];
        Assert.Empty(SettingsOfTheContract.Except(values.Keys));
        Assert.Empty(SettingsOfTheContract.Except(asked.Names));
        Assert.Empty(values.Keys.Where(k => !k.StartsWith("AzureWebJobs", StringComparison.Ordinal)).Except(asked.Names).Except(hosts));

        // What it shows can be used as it stands, and shows the defaults.
        var settings = SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        Assert.Equal(new AppSettings(), settings with { ApiKey = null });
        var documented = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));
        Assert.All(SettingsOfTheContract, name => Assert.Contains(name, documented, StringComparison.Ordinal));
    }

    /// <summary>Has nothing, and remembers what it was asked for.</summary>
    private sealed class Recorder : IConfiguration
    {
        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public string? this[string key]
        {
            get
            {
                Names.Add(key);
                return null;
            }
            set => throw new NotSupportedException();
        }

        public IConfigurationSection GetSection(string key) => throw new NotSupportedException();

        public IEnumerable<IConfigurationSection> GetChildren() => [];

        public IChangeToken GetReloadToken() => throw new NotSupportedException();
    }
}
