using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using Comic2Pdf.Functions.Telemetry;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Sidecars;
using Microsoft.Extensions.Configuration;

namespace Comic2Pdf.Functions.Settings;

/// <summary>Reads the settings under the names that operators know (PREP_CONCURRENCY), and says which one is wrong.</summary>
public static class SettingsReader
{
    /// <summary>Names of all settings of the app.</summary>
    public static IReadOnlyList<string> Names { get; } = ReadNames();

    /// <summary>Reads and checks all.</summary>
    /// <exception cref="SettingsException">Names the setting, its value and what is allowed.</exception>
    public static AppSettings Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var source = new Source(configuration);
        var standard = new AppSettings();
        var blobs = source.Text("STORAGE", "files") switch
        {
            "files" => null,
            "blobs" => BlobAccount.Read(configuration),
            var other => throw new SettingsException($"STORAGE: '{other}' is neither files nor blobs"),
        };
        var history = source.Text("HISTORY", blobs is null ? "sqlite" : "azureStorage") switch
        {
            "sqlite" => HistoryStorage.Sqlite,
            "azureStorage" => HistoryStorage.AzureStorage,
            var other => throw new SettingsException($"HISTORY: '{other}' is neither sqlite nor azureStorage"),
        };
        var settings = new AppSettings
        {
            Blobs = blobs,
            History = history,
            HistoryAccount = history == HistoryStorage.AzureStorage ? BlobAccount.Read(configuration) : null,
            HistoryDays = source.Number("HISTORY_DAYS", standard.HistoryDays),
            DataDir = Path.GetFullPath(source.Text("DATA_DIR", standard.DataDir)),
            PrepConcurrency = source.Number("PREP_CONCURRENCY", standard.PrepConcurrency),
            OcrConcurrency = source.Number("OCR_CONCURRENCY", standard.OcrConcurrency),
            MaxJobsInFlight = source.Number("MAX_JOBS_IN_FLIGHT", standard.MaxJobsInFlight),
            MaxAttemptsPrep = source.Number("MAX_ATTEMPTS_PREP", standard.MaxAttemptsPrep),
            MaxAttemptsOcr = source.Number("MAX_ATTEMPTS_OCR", standard.MaxAttemptsOcr),
            OcrLang = source.Text("OCR_LANG", standard.OcrLang),
            OcrEngine = Engine(source.Text("OCR_ENGINE", "both")),
            Deskew = source.Flag("DESKEW", standard.Deskew),
            TextSidecar =
                Sidecar.Parse(source.Text("TEXT_SIDECAR", string.Empty))
                ?? throw new SettingsException("TEXT_SIDECAR: a list of json, hocr, alto and mokuro is wanted, separated by commas"),
            JobTimeoutSeconds = source.Number("JOB_TIMEOUT_SECONDS", standard.JobTimeoutSeconds),
            StallSeconds = source.Number("STALL_SECONDS", standard.StallSeconds),
            OcrWorkers = source.Number("OCR_WORKERS", standard.OcrWorkers),
            OcrNice = source.Number("OCR_NICE", standard.OcrNice),
            RetryDelaySeconds = source.Number("RETRY_DELAY_SECONDS", standard.RetryDelaySeconds),
            KeepWorkDirDays = source.Number("KEEP_WORK_DIR_DAYS", standard.KeepWorkDirDays),
            MinPdfSizeBytes = source.Number("MIN_PDF_SIZE_BYTES", standard.MinPdfSizeBytes),
            DiskFreeFactor = source.Fraction("DISK_FREE_FACTOR", standard.DiskFreeFactor),
            MaxInputSizeMb = source.Number("MAX_INPUT_SIZE_MB", standard.MaxInputSizeMb),
            PollIntervalMs = source.Number("POLL_INTERVAL_MS", blobs is null ? standard.PollIntervalMs : 60_000),
            SettleSeconds = source.Number("SETTLE_SECONDS", standard.SettleSeconds),
            OutLayout = source.Text("OUT_LAYOUT", "tree") switch
            {
                "tree" => OutLayout.Tree,
                "flat" => OutLayout.Flat,
                var other => throw new SettingsException($"OUT_LAYOUT: '{other}' is neither tree nor flat"),
            },
            LogJson = source.Flag("LOG_JSON", standard.LogJson),
            Telemetry = ReadTelemetry(configuration),
            WebhookUrls = WebhookSettings.Urls(source.Text("WEBHOOK_URL", string.Empty)),
            WebhookSecret = WebhookSettings.Secret(source.Text("WEBHOOK_SECRET", string.Empty)),
            WebhookAllowPrivate = source.Flag("WEBHOOK_ALLOW_PRIVATE", standard.WebhookAllowPrivate),
            NotifyCommand = WebhookSettings.Command(source.Text("NOTIFY_COMMAND", string.Empty)),
            HttpPort = source.Number("HTTP_PORT", standard.HttpPort),
            HttpBind = source.Text("HTTP_BIND", standard.HttpBind),
            AllowUnauthenticated = source.Flag("ALLOW_UNAUTHENTICATED", standard.AllowUnauthenticated),
            AllowedHosts = source.Text("ALLOWED_HOSTS", standard.AllowedHosts),
            PlatformHost = source.Text("WEBSITE_HOSTNAME", string.Empty) is { Length: > 0 } host ? host : null,
            ApiKey = source.Text("API_KEY", string.Empty) is { Length: > 0 } key ? key : null,
        };
        if (settings.HttpBind is not ("*" or "localhost") && !IPAddress.TryParse(settings.HttpBind, out _))
        {
            throw new SettingsException($"HTTP_BIND: '{settings.HttpBind}' is no IP address, nor localhost, nor *");
        }

        _ = AllowedHosts.Parse(settings.AllowedHosts);
        return Check(settings);
    }

    private static ReadingEngine Engine(string name) =>
        EngineChoice.Parse(name) ?? throw new SettingsException($"OCR_ENGINE: '{name}' is none of {string.Join(", ", EngineChoice.Names)}");

    // By listening to what is asked for, so that no list has to be kept.
    private static IReadOnlyList<string> ReadNames()
    {
        var asked = new AskedNames();
        _ = Read(asked);
        return asked.Names;
    }

    private static TelemetryChoice ReadTelemetry(IConfiguration configuration)
    {
        try
        {
            return TelemetryRule.Choose(name => configuration[name]);
        }
        catch (FormatException e)
        {
            throw new SettingsException(e.Message);
        }
    }

    private static AppSettings Check(AppSettings settings)
    {
        var faults = new List<ValidationResult>();
        if (!Validator.TryValidateObject(settings, new ValidationContext(settings), faults, validateAllProperties: true))
        {
            var property = faults[0].MemberNames.First();
            var value = typeof(AppSettings).GetProperty(property)!.GetValue(settings);
            throw new SettingsException($"{NameOf(property)}: '{value}' is not allowed: {faults[0].ErrorMessage}");
        }

        return settings;
    }

    private static string NameOf(string property) =>
        property == nameof(AppSettings.JobTimeoutSeconds)
            ? "JOB_TIMEOUT_SECONDS"
            : string.Concat(property.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}"));

    private sealed class Source(IConfiguration configuration)
    {
        public string Text(string name, string standard) =>
            configuration[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : standard;

        public int Number(string name, int standard) =>
            Text(name, string.Empty) is not { Length: > 0 } text ? standard
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
            : throw new SettingsException($"{name}: '{text}' is not a whole number");

        public double Fraction(string name, double standard) =>
            Text(name, string.Empty) is not { Length: > 0 } text ? standard
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value
            : throw new SettingsException($"{name}: '{text}' is not a number");

        public bool Flag(string name, bool standard) =>
            Text(name, string.Empty).ToUpperInvariant() switch
            {
                "" => standard,
                "TRUE" or "1" or "YES" => true,
                "FALSE" or "0" or "NO" => false,
                var text => throw new SettingsException($"{name}: '{text}' is neither true nor false"),
            };
    }
}
