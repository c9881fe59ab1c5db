using System.Text.Json.Serialization;

namespace Comic2Pdf.Functions.Http.Answers;

/// <summary>What was changed.</summary>
/// <param name="Status">ok.</param>
/// <param name="Applied">The values that hold from now on.</param>
/// <param name="Ignored">Names that the configuration does not have.</param>
internal sealed record ConfigAnswer(
    string Status,
    ConfigBody Applied,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Ignored
);
