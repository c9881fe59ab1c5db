using System.ComponentModel.DataAnnotations;
using System.Net;
using Comic2Pdf.Functions.Telemetry;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Sidecars;

namespace Comic2Pdf.Functions.Settings;

/// <summary>What the operator decides before the start. Each property says the setting's name and default; see docs/operations.md.</summary>
public sealed record AppSettings
{
    /// <summary>STORAGE=blobs: the account whose container holds everything; null (STORAGE=files, the default): DATA_DIR holds it.</summary>
    public BlobAccount? Blobs { get; init; }

    /// <summary>HISTORY: where the embedded host keeps orchestrations, sqlite or azureStorage. Default: sqlite with STORAGE=files, azureStorage with STORAGE=blobs.</summary>
    public HistoryStorage History { get; init; }

    /// <summary>The account of HISTORY=azureStorage, the app's own; null otherwise.</summary>
    public BlobAccount? HistoryAccount { get; init; }

    /// <summary>Whether other processes may work on the same jobs: they share the history, or the files.</summary>
    public bool IsShared => Blobs is not null || History == HistoryStorage.AzureStorage;

    /// <summary>HISTORY_DAYS: how long an ended job stays in the history and the lists; 0: for ever. Default 90.</summary>
    [Range(0, 36_500)]
    public int HistoryDays { get; init; } = 90;

    /// <summary>DATA_DIR: everything the app keeps; with STORAGE=blobs only scratch files and logs. Default: data.</summary>
    public string DataDir { get; init; } = Path.GetFullPath("data");

    /// <summary>PREP_CONCURRENCY: archives unpacked at the same time. Default 2; POST /config changes it.</summary>
    [Range(1, 64)]
    public int PrepConcurrency { get; init; } = 2;

    /// <summary>OCR_CONCURRENCY: books read at the same time; the pages of each keep all processors busy. Default 1; POST /config changes it.</summary>
    [Range(1, 64)]
    public int OcrConcurrency { get; init; } = 1;

    /// <summary>MAX_JOBS_IN_FLIGHT: jobs begun and not ended. Default 3.</summary>
    [Range(1, 1000)]
    public int MaxJobsInFlight { get; init; } = 3;

    /// <summary>MAX_ATTEMPTS_PREP: tries of PREP, the first included. Default 3.</summary>
    [Range(1, 20)]
    public int MaxAttemptsPrep { get; init; } = 3;

    /// <summary>MAX_ATTEMPTS_OCR: tries of OCR, the first included. Default 3.</summary>
    [Range(1, 20)]
    public int MaxAttemptsOcr { get; init; } = 3;

    /// <summary>OCR_LANG: languages as Tesseract names them, or auto. Default fra+eng; POST /config changes it.</summary>
    [RegularExpression("^[A-Za-z0-9_]+(\\+[A-Za-z0-9_]+)*$")]
    public string OcrLang { get; init; } = "fra+eng";

    /// <summary>OCR_ENGINE: what reads Latin script. Default both; a part of the job's profile.</summary>
    public ReadingEngine OcrEngine { get; init; } = ReadingEngine.Both;

    /// <summary>DESKEW: whether pages whose lettering is skewed are shown straight, by their placement. Default false; a part of the job's profile.</summary>
    public bool Deskew { get; init; }

    /// <summary>TEXT_SIDECAR: formats of the text that are written beside each PDF. Default: none.</summary>
    public IReadOnlyList<SidecarFormat> TextSidecar { get; init; } = [];

    /// <summary>JOB_TIMEOUT_SECONDS: silence of a heartbeat after which an attempt is given up. Default 600; POST /config changes it.</summary>
    [Range(1, 86_400)]
    public int JobTimeoutSeconds { get; init; } = 600;

    /// <summary>STALL_SECONDS: time without progress after which running work no longer beats; 0, the default: the job timeout, so that a hang is found after that time.</summary>
    [Range(0, 86_400)]
    public int StallSeconds { get; init; }

    /// <summary>OCR_WORKERS: page workers, and so pages worked on at the same time; 0, the default: one for each processor.</summary>
    [Range(0, 256)]
    public int OcrWorkers { get; init; }

    /// <summary>OCR_NICE: how much page workers give way to other programs, from 0 to 19 (Linux, macOS). Default 0.</summary>
    [Range(0, 19)]
    public int OcrNice { get; init; }

    /// <summary>RETRY_DELAY_SECONDS: wait before the second attempt; it doubles with each further one. Default 2.</summary>
    [Range(0, 3600)]
    public int RetryDelaySeconds { get; init; } = 2;

    /// <summary>KEEP_WORK_DIR_DAYS: how long the work folder of an ended job stays; 0: at once after DONE. Default 7.</summary>
    [Range(0, 3650)]
    public int KeepWorkDirDays { get; init; } = 7;

    /// <summary>MIN_PDF_SIZE_BYTES: size below which a PDF cannot be right. Default 1024.</summary>
    [Range(0, 1_000_000_000)]
    public int MinPdfSizeBytes { get; init; } = 1024;

    /// <summary>DISK_FREE_FACTOR: free space that a job needs, in sizes of its archive. Default 2.0.</summary>
    [Range(0.0, 1e9)]
    public double DiskFreeFactor { get; init; } = 2.0;

    /// <summary>MAX_INPUT_SIZE_MB: largest archive taken. Default 500.</summary>
    [Range(1, 1_000_000)]
    public int MaxInputSizeMb { get; init; } = 500;

    /// <summary>POLL_INTERVAL_MS: how often in/ is looked at. Default 1000; with STORAGE=blobs, where events report new blobs and listing costs money, 60000.</summary>
    [Range(50, 3_600_000)]
    public int PollIntervalMs { get; init; } = 1000;

    /// <summary>SETTLE_SECONDS: how long a file in in/ must have stood still before it is taken, POLL_INTERVAL_MS at the least. Default 5; with blobs, which appear whole, it does not matter.</summary>
    [Range(0, 3600)]
    public int SettleSeconds { get; init; } = 5;

    /// <summary>OTEL_*: what is sent to a collector of OpenTelemetry. Default: nothing.</summary>
    public TelemetryChoice Telemetry { get; init; } = TelemetryChoice.None;

    /// <summary>WEBHOOK_URL: addresses that are told of jobs that are over and of duplicates. Default: none.</summary>
    public IReadOnlyList<Uri> WebhookUrls { get; init; } = [];

    /// <summary>WEBHOOK_SECRET: signs webhooks. Default: none.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>WEBHOOK_ALLOW_PRIVATE: webhooks may go to this machine and to addresses of private networks. Default false.</summary>
    public bool WebhookAllowPrivate { get; init; }

    /// <summary>NOTIFY_COMMAND: a program that is started for the same events. Default: none.</summary>
    public string? NotifyCommand { get; init; }

    /// <summary>OUT_LAYOUT: whether subfolders of in/ are kept in out/ and archive/ (tree, the default) or not (flat).</summary>
    public OutLayout OutLayout { get; init; } = OutLayout.Tree;

    /// <summary>LOG_JSON: the console's log as one JSON object a line. Default false.</summary>
    public bool LogJson { get; init; }

    /// <summary>HTTP_PORT: where HTTP answers when the embedded runtime serves it; 0: a free port. Default 18083.</summary>
    [Range(0, 65_535)]
    public int HttpPort { get; init; } = 18083;

    /// <summary>HTTP_BIND: the address it listens on. Default 127.0.0.1. Anything else needs API_KEY for requests that change something.</summary>
    public string HttpBind { get; init; } = "127.0.0.1";

    /// <summary>Whether only this machine can reach HTTP_BIND.</summary>
    public bool IsLoopbackBind =>
        HttpBind == "localhost" || (IPAddress.TryParse(HttpBind, out var address) && IPAddress.IsLoopback(address));

    /// <summary>
    /// ALLOWED_HOSTS: names under which the app answers, beside localhost and, with a loopback HTTP_BIND, loopback addresses; see <see cref="AllowedHosts.Parse"/>.
    /// Default: none; while HTTP_BIND is not a loopback address and the platform has no name for the app either, any.
    /// </summary>
    public string AllowedHosts { get; init; } = string.Empty;

    /// <summary>WEBSITE_HOSTNAME: the name that Azure has given the app, one more of those; null elsewhere.</summary>
    public string? PlatformHost { get; init; }

    /// <summary>ALLOW_UNAUTHENTICATED: `serve` may listen on an address that other machines reach without API_KEY: anyone there sees jobs and PDFs. Default false.</summary>
    public bool AllowUnauthenticated { get; init; }

    /// <summary>API_KEY: when set, requests that change something must carry it as x-api-key or Bearer token. Default: none.</summary>
    public string? ApiKey { get; init; }
}
