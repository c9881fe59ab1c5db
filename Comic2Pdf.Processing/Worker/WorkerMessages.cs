using System.Text.Json.Serialization;
using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Worker;

/// <summary>One question to a page worker. The image files travel beside it, as blobs.</summary>
internal sealed record WorkerRequest
{
    /// <summary>Pixels that a picture may have.</summary>
    public required long MaxPixels { get; init; }

    /// <summary>Set: read the picture (first blob; second, if any: its opacity). Not set: decode it into pages.</summary>
    public OcrOptions? Read { get; init; }

    /// <summary>How the picture is turned for showing.</summary>
    public Orientation Orientation { get; init; } = Orientation.TopLeft;
}

/// <summary>The answer. Decoded pictures travel beside it, as PNG blobs.</summary>
internal sealed record WorkerReply
{
    /// <summary>What was read.</summary>
    public PageText? Text { get; init; }

    /// <summary>What was decoded.</summary>
    public IReadOnlyList<DecodedFrame> Frames { get; init; } = [];

    /// <summary>Code of the failure, or null.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Text of the failure.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Processor time that the worker has used so far, in seconds.</summary>
    public double CpuSeconds { get; init; }
}

/// <summary>One decoded picture: its colours are a PNG blob, its opacity, when it has any, the next.</summary>
internal sealed record DecodedFrame(Orientation Orientation, double DpiX, double DpiY, bool HasAlpha, bool IsAnimated, string? Damage);

/// <summary>JSON without reflection: workers start fast.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WorkerRequest))]
[JsonSerializable(typeof(WorkerReply))]
internal sealed partial class WorkerJson : JsonSerializerContext;
