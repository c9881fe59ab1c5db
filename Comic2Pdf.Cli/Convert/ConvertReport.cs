using System.Text.Json.Serialization;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Cli.Convert;

/// <summary>What became of one input; the JSON that --json prints.</summary>
internal sealed record ConvertReport
{
    public required string Input { get; init; }

    /// <summary>The PDF; null when there is none.</summary>
    public string? Output { get; init; }

    public int Pages { get; init; }

    public int PagesWithText { get; init; }

    /// <summary>Pages, from 1, that are not as they should be; the warnings say why.</summary>
    public IReadOnlyList<int> SkippedPages { get; init; } = [];

    public int Words { get; init; }

    /// <summary>Languages it was read in: one alone when the book is clearly in it; null when it was not read.</summary>
    public string? Language { get; init; }

    /// <summary>Wall time.</summary>
    public double Seconds { get; init; }

    /// <summary>Processor time of this program and its workers.</summary>
    public double CpuSeconds { get; init; }

    public long BytesIn { get; init; }

    public long BytesOut { get; init; }

    /// <summary>Files of the text beside the PDF.</summary>
    public IReadOnlyList<string> Sidecars { get; init; } = [];

    public IReadOnlyList<Warning> Warnings { get; init; } = [];

    /// <summary>Nothing was done: the PDF's name is taken, and --skip-existing was given.</summary>
    [JsonPropertyName("skipped")]
    public bool IsSkipped { get; init; }

    /// <summary>Null when the PDF was made.</summary>
    public ConvertError? Error { get; init; }
}

/// <summary>Why an input failed.</summary>
/// <param name="Code">One of docs/errors.md.</param>
/// <param name="Message">For a person.</param>
internal sealed record ConvertError(string Code, string Message);

/// <summary>JSON without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ConvertReport))]
internal sealed partial class ConvertJson : JsonSerializerContext;
