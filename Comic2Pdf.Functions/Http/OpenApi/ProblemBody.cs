using System.Text.Json.Serialization;

namespace Comic2Pdf.Functions.Http.OpenApi;

/// <summary>An error as problem details (RFC 9457), which ASP.NET Core writes.</summary>
internal sealed record ProblemBody(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Type,
    string Title,
    int Status,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Code = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? JobKey = null
);
