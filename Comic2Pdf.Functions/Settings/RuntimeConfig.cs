using System.Text.Json.Serialization;

namespace Comic2Pdf.Functions.Settings;

/// <summary>What POST /config changes while the app runs. It is kept in index/config.json and wins over the settings of the start.</summary>
/// <param name="PrepConcurrency">Archives unpacked at the same time.</param>
/// <param name="OcrConcurrency">Books read at the same time.</param>
/// <param name="JobTimeoutSeconds">Silence of a heartbeat after which an attempt is given up.</param>
/// <param name="DefaultOcrLang">Languages of books that come from now on.</param>
public sealed record RuntimeConfig(
    [property: JsonPropertyName("prep_concurrency")] int PrepConcurrency,
    [property: JsonPropertyName("ocr_concurrency")] int OcrConcurrency,
    [property: JsonPropertyName("job_timeout_s")] int JobTimeoutSeconds,
    [property: JsonPropertyName("default_ocr_lang")] string DefaultOcrLang
);
