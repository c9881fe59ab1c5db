using System.Text.Json.Serialization;

namespace Comic2Pdf.Functions.Index;

/// <summary>The counters of GET /metrics and metrics.json.</summary>
/// <param name="Done">Jobs with a PDF.</param>
/// <param name="Error">Jobs that failed for good.</param>
/// <param name="Running">Jobs that a worker is on.</param>
/// <param name="Queued">Jobs that wait.</param>
/// <param name="DiskError">Files refused and jobs failed for lack of disk space, and writes since the start that found the disk full.</param>
/// <param name="PdfInvalid">Attempts whose PDF did not pass its check.</param>
/// <param name="InputRejectedSize">Files refused for their size.</param>
/// <param name="InputRejectedSignature">Files refused because they are no archive.</param>
/// <param name="UpdatedAt">When this was true.</param>
public sealed record MetricsReport(
    [property: JsonPropertyName("done")] int Done,
    [property: JsonPropertyName("error")] int Error,
    [property: JsonPropertyName("running")] int Running,
    [property: JsonPropertyName("queued")] int Queued,
    [property: JsonPropertyName("disk_error")] int DiskError,
    [property: JsonPropertyName("pdf_invalid")] int PdfInvalid,
    [property: JsonPropertyName("input_rejected_size")] int InputRejectedSize,
    [property: JsonPropertyName("input_rejected_signature")] int InputRejectedSignature,
    [property: JsonPropertyName("updatedAt")] string UpdatedAt
);
