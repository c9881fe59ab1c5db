using System.Text.Json.Serialization;
using Comic2Pdf.Functions.Settings;

namespace Comic2Pdf.Functions.Http.Answers;

/// <summary>The body of POST /config: any of these.</summary>
internal sealed record ConfigBody
{
    [JsonPropertyName("prep_concurrency")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PrepConcurrency { get; init; }

    [JsonPropertyName("ocr_concurrency")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? OcrConcurrency { get; init; }

    [JsonPropertyName("job_timeout_s")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? JobTimeoutSeconds { get; init; }

    [JsonPropertyName("default_ocr_lang")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DefaultOcrLang { get; init; }

    /// <summary>The values of a change.</summary>
    public static ConfigBody Of(ConfigChange change) =>
        new()
        {
            PrepConcurrency = (int?)change.Applied.GetValueOrDefault("prep_concurrency"),
            OcrConcurrency = (int?)change.Applied.GetValueOrDefault("ocr_concurrency"),
            JobTimeoutSeconds = (int?)change.Applied.GetValueOrDefault("job_timeout_s"),
            DefaultOcrLang = (string?)change.Applied.GetValueOrDefault("default_ocr_lang"),
        };
}
