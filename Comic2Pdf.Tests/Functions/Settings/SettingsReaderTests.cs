using System.Text.Json;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Tests.Fixtures;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Comic2Pdf.Tests.Functions.Settings;

[Trait("Storage", "files")]
public sealed class SettingsReaderTests
{
    private static readonly string[] SettingsOfTheContract =
    [
        "DATA_DIR",
        "STORAGE",
        "HISTORY",
        "HISTORY_DAYS",
        "PREP_CONCURRENCY",
        "OCR_CONCURRENCY",
        "MAX_JOBS_IN_FLIGHT",
        "MAX_ATTEMPTS_PREP",
        "MAX_ATTEMPTS_OCR",
        "OCR_LANG",
        "JOB_TIMEOUT_SECONDS",
        "KEEP_WORK_DIR_DAYS",
        "MIN_PDF_SIZE_BYTES",
        "DISK_FREE_FACTOR",
        "MAX_INPUT_SIZE_MB",
        "POLL_INTERVAL_MS",
        "SETTLE_SECONDS",
        "LOG_JSON",
        "HTTP_PORT",
        "HTTP_BIND",
        "ALLOWED_HOSTS",
        "ALLOW_UNAUTHENTICATED",
    ];

    [Theory]
    [InlineData("PREP_CONCURRENCY", "many")]
    [InlineData("OCR_CONCURRENCY", "0")]
    [InlineData("JOB_TIMEOUT_SECONDS", "-1")]
    [InlineData("MAX_INPUT_SIZE_MB", "0")]
    [InlineData("OCR_LANG", "fra;eng")]
    [InlineData("OCR_ENGINE", "Comic")]
    [InlineData("LOG_JSON", "maybe")]
    [InlineData("HTTP_BIND", "everywhere")]
    [InlineData("HTTP_PORT", "99999")]
    [InlineData("ALLOWED_HOSTS", "http://comics.example")]
    [InlineData("ALLOWED_HOSTS", "localhost, comics.example:80")]
    [InlineData("ALLOWED_HOSTS", "a b")]
    [InlineData("STORAGE", "tape")]
    [InlineData("DISK_FREE_FACTOR", "NaN")]
    [InlineData("POLL_INTERVAL_MS", "1")]
    [InlineData("SETTLE_SECONDS", "-1")]
    [InlineData("MIN_PDF_SIZE_BYTES", "-5")]
    public void Read_WrongValue_NamesTheSetting(string name, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>(name, value)]).Build();
        Assert.StartsWith(
            name + ":",
            Assert.Throws<SettingsException>(() => SettingsReader.Read(configuration)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("files", null, HistoryStorage.Sqlite, false)]
    [InlineData("files", "azureStorage", HistoryStorage.AzureStorage, true)]
    [InlineData("blobs", null, HistoryStorage.AzureStorage, true)]
    [InlineData("blobs", "sqlite", HistoryStorage.Sqlite, true)]
    public void Read_StorageAndHistory_SayWhatIsShared(string storage, string? history, HistoryStorage read, bool isShared)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["STORAGE"] = storage,
            ["HISTORY"] = history,
            ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
        };
        var settings = SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        Assert.Equal((read, isShared, storage == "blobs"), (settings.History, settings.IsShared, settings.Blobs is not null));
    }

    [Fact]
    public void SampleSettings_NameAllOfTheContractAndNothingUnknown()
    {
        var asked = new Recorder();
        SettingsReader.Read(asked);
        using var sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "local.settings.sample.json")));
        var values = sample
            .RootElement.GetProperty("Values")
            .EnumerateObject()
            .ToDictionary(v => v.Name, v => v.Value.GetString(), StringComparer.Ordinal);
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
