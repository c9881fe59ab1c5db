using System.Text.Json.Serialization;
using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Functions.Contracts;

/// <summary>A status to be written to files, and which attempt is the current one from now on.</summary>
/// <param name="Status">The status.</param>
/// <param name="FenceStage">PREP or OCR; null leaves the attempts as they are.</param>
/// <param name="FenceToken">The current attempt; empty: none.</param>
/// <param name="TraceParent">Of a job that is over: the span that it belongs to; null: none.</param>
public sealed record StatusUpdate(
    JobStatus Status,
    string? FenceStage,
    string? FenceToken,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TraceParent = null
);
