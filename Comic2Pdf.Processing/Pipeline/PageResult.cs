using System.Text.Json.Serialization;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Pipeline;

/// <summary>What became of one page that was to be read.</summary>
/// <param name="Text">What was read; null when nothing was.</param>
/// <param name="Warning">Why the page stays an image, or null.</param>
public sealed record PageResult(PageText? Text, Warning? Warning)
{
    /// <summary>What is wrong with the picture's data, where PREP did not look for it; or null.</summary>
    public Warning? Damage { get; init; }

    /// <summary>All that the reader of the PDF should know.</summary>
    [JsonIgnore]
    public IEnumerable<Warning> Warnings => new[] { Damage, Warning }.OfType<Warning>();
}

/// <summary>JSON of page results without reflection: there are hundreds of thousands of them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(PageResult))]
public sealed partial class PageResultJson : JsonSerializerContext;
