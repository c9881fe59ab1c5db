using System.Text.Json.Serialization;

namespace Comic2Pdf.Functions.Http;

/// <summary>What an error says.</summary>
/// <param name="Error">One sentence for a person.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Why a file was refused; see docs/errors.md.</param>
/// <param name="JobKey">The job that a file is a duplicate of.</param>
internal sealed record ErrorBody(
    string Error,
    int Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Code = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? JobKey = null
);
