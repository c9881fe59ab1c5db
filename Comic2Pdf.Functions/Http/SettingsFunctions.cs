using System.Globalization;
using Comic2Pdf.Functions.Http.OpenApi;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Processing.Ocr;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Comic2Pdf.Functions.Http;

/// <summary>What the app works with, and what it says of errors.</summary>
public sealed class SettingsFunctions(AppSettings settings, RuntimeConfigStore config, IDiskSpace disk, HttpEndpoint endpoint)
{
    /// <summary>GET /settings: the live configuration with its ranges, and what was decided before the start. Keys and connection strings are not among them.</summary>
    [Function("SettingsGet")]
    [Api("What the app works with", Tag = "server")]
    [ApiAnswer(200, "The configuration with its ranges, and settings of the start; no secrets.", typeof(SettingsAnswer))]
    public Task<IResult> SettingsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "settings")] HttpRequest request,
        CancellationToken cancellationToken
    ) =>
        endpoint.RunAsync(
            request,
            Access.Read,
            async () =>
            {
                var now = await config.GetAsync(cancellationToken);
                return Reply.Json(
                    new SettingsAnswer(
                        [
                            Live("prep_concurrency", now.PrepConcurrency, settings.PrepConcurrency, ConfigChange.MaxConcurrency),
                            Live("ocr_concurrency", now.OcrConcurrency, settings.OcrConcurrency, ConfigChange.MaxConcurrency),
                            Live("job_timeout_s", now.JobTimeoutSeconds, settings.JobTimeoutSeconds, ConfigChange.MaxTimeout),
                            new LiveSetting("default_ocr_lang", now.DefaultOcrLang, settings.OcrLang, null, null),
                        ],
                        AtStart()
                            .ToDictionary(
                                s => s.Key,
                                s => Convert.ToString(s.Value, CultureInfo.InvariantCulture)!,
                                StringComparer.Ordinal
                            ),
                        disk.FreeBytes(settings.DataDir)
                    )
                );
            }
        );

    /// <summary>GET /errors: what each code means, and what to do.</summary>
    [Function("ErrorsGet")]
    [Api("What each code means, and what to do", Tag = "server", Access = Access.Open)]
    [ApiAnswer(200, "The codes.", typeof(IReadOnlyList<ErrorRow>))]
    public Task<IResult> ErrorsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "errors")] HttpRequest request) =>
        endpoint.RunAsync(request, Access.Open, () => Task.FromResult(Reply.Json(ErrorTable.All)));

    private static LiveSetting Live(string name, int value, int atStart, int max) =>
        new(name, value.ToString(CultureInfo.InvariantCulture), atStart.ToString(CultureInfo.InvariantCulture), 1, max);

    private Dictionary<string, object> AtStart() =>
        new(StringComparer.Ordinal)
        {
            ["DATA_DIR"] = settings.DataDir,
            ["STORAGE"] = settings.Blobs is null ? "files" : "blobs",
            ["HISTORY_DAYS"] = settings.HistoryDays,
            ["MAX_JOBS_IN_FLIGHT"] = settings.MaxJobsInFlight,
            ["MAX_ATTEMPTS_PREP"] = settings.MaxAttemptsPrep,
            ["MAX_ATTEMPTS_OCR"] = settings.MaxAttemptsOcr,
            ["RETRY_DELAY_SECONDS"] = settings.RetryDelaySeconds,
            ["MAX_INPUT_SIZE_MB"] = settings.MaxInputSizeMb,
            ["DISK_FREE_FACTOR"] = settings.DiskFreeFactor,
            ["KEEP_WORK_DIR_DAYS"] = settings.KeepWorkDirDays,
            ["SETTLE_SECONDS"] = settings.SettleSeconds,
            ["POLL_INTERVAL_MS"] = settings.PollIntervalMs,
            ["OCR_WORKERS"] = settings.OcrWorkers,
            ["OCR_NICE"] = settings.OcrNice,
            ["OCR_ENGINE"] = EngineChoice.NameOf(settings.OcrEngine),
            ["DESKEW"] = settings.Deskew,
        };
}
