using System.Text.RegularExpressions;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Tests.Fixtures;
using Microsoft.Extensions.Configuration;

namespace Comic2Pdf.Tests.Infra;

/// <summary>The compose files, the image and the program agree. No container engine is needed, so none proves that they start: docs/install.md says what was tried.</summary>
public sealed partial class ComposeTests
{
    // What the image reads beside the program's settings.
    private static readonly string[] OfTheImage = ["PUID", "PGID", "TZ", "AzureWebJobsStorage"];

    // The names of the old stack's compose file, which people have in their .env files.
    private static readonly string[] OfTheOldStack =
    [
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
        "LOG_JSON",
    ];

    [Theory]
    [InlineData("compose.yaml")]
    [InlineData("compose.azurite.yaml")]
    public void Settings_EachName_IsReadByTheProgramOrTheImage(string file)
    {
        var names = Setting()
            .Matches(Read(file))
            .Select(m => m.Groups["name"].Value)
            .Where(n => n == "AzureWebJobsStorage" || !n.Any(char.IsLower))
            .ToList();
        var known = File.ReadAllText(Path.Combine(Repository.Root, "docs/operations.md"));

        Assert.NotEmpty(names);
        Assert.All(names.Except(OfTheImage).Except(["OCR_LANGUAGES"]), n => Assert.Contains(n, known, StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_OfTheOldStack_AreAllThereWithTheirNames()
    {
        var text = Read("compose.yaml");

        Assert.All(OfTheOldStack, n => Assert.Contains($"      {n}: ${{{n}:-", text, StringComparison.Ordinal));
        Assert.Contains("- ${DATA_PATH:-./data}:/data\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_Defaults_AreTakenByTheProgram()
    {
        var values = Default()
            .Matches(Read("compose.yaml"))
            .ToDictionary(m => m.Groups["name"].Value, m => (string?)m.Groups["value"].Value, StringComparer.Ordinal);
        var settings = SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        var standard = new AppSettings();

        Assert.Equal(
            (standard.PrepConcurrency, standard.OcrConcurrency, standard.MaxJobsInFlight, standard.OcrLang, standard.MaxInputSizeMb),
            (settings.PrepConcurrency, settings.OcrConcurrency, settings.MaxJobsInFlight, settings.OcrLang, settings.MaxInputSizeMb)
        );
    }

    [Fact]
    public void Settings_OfAzurite_AreTakenByTheProgram()
    {
        var connection = Connection().Match(Read("compose.azurite.yaml")).Groups["value"].Value;
        var settings = SettingsReader.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection([new("STORAGE", "blobs"), new("HISTORY", "azureStorage"), new("AzureWebJobsStorage", connection)])
                .Build()
        );

        Assert.Equal(HistoryStorage.AzureStorage, settings.History);
        Assert.Contains("QueueEndpoint=http://azurite:10001/", connection, StringComparison.Ordinal);
    }

    [Fact]
    public void Ports_AreTheImagesAndOfThisMachineOnly()
    {
        var stage = DockerfileTests.Stage("serve");
        Assert.Contains("\nEXPOSE 18083\n", stage, StringComparison.Ordinal);
        Assert.Contains("HTTP_PORT=18083", stage, StringComparison.Ordinal);
        Assert.Contains("HTTP_PORT:-18083", Read("eng/package/docker/healthcheck"), StringComparison.Ordinal);
        Assert.Contains("- \"${HTTP_PUBLISH:-127.0.0.1}:18083:18083\"", Read("compose.yaml"), StringComparison.Ordinal);
        Assert.Equal(
            ["127.0.0.1:18083:18083", "127.0.0.1:18084:18083"],
            Port().Matches(Read("compose.azurite.yaml")).Select(m => m.Groups["value"].Value)
        );
    }

    [Theory]
    [InlineData("compose.yaml")]
    [InlineData("compose.azurite.yaml")]
    public void Image_IsTheStageAndTheVersion(string file)
    {
        var text = Read(file);

        Assert.Contains($"image: comic2pdf:{Versions.Of("Directory.Build.props")}\n", text, StringComparison.Ordinal);
        Assert.Contains("target: serve\n", text, StringComparison.Ordinal);
        // The entry point's files, and the folder that both know.
        Assert.All(
            new[] { "entrypoint", "comic2pdf", "healthcheck" },
            f =>
                Assert.True(
                    File.GetUnixFileMode(Path.Combine(Repository.Root, "eng/package/docker", f)).HasFlag(UnixFileMode.UserExecute),
                    f
                )
        );
        Assert.Contains(":/data", text, StringComparison.Ordinal);
        Assert.Contains("DATA_DIR=/data", DockerfileTests.Stage("serve"), StringComparison.Ordinal);
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    [GeneratedRegex(@"^ +(?<name>[A-Za-z_]+): \S", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex(@"^      (?<name>[A-Z_]+): \$\{\k<name>:-(?<value>.*)\}$", RegexOptions.Multiline)]
    private static partial Regex Default();

    [GeneratedRegex("AzureWebJobsStorage: \"(?<value>.*)\"$", RegexOptions.Multiline)]
    private static partial Regex Connection();

    [GeneratedRegex(@"ports: \[""(?<value>[^""]*)""\]")]
    private static partial Regex Port();
}
