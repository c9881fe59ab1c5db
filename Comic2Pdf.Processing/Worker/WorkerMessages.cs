using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Worker;

/// <summary>
/// One question to a page worker. The image files travel beside it, as blobs. Messages are written field by field: both ends are the same
/// build, and a serialiser would cost each worker a tenth of a second of compiling at its start.
/// </summary>
internal sealed record WorkerRequest : IWorkerMessage<WorkerRequest>
{
    /// <summary>Pixels that a picture may have.</summary>
    public required long MaxPixels { get; init; }

    /// <summary>Set: read the picture (first blob; second, if any: its opacity). Not set: decode it into pages.</summary>
    public OcrOptions? Read { get; init; }

    /// <summary>Set: make a small JPEG of the picture, as many pixels wide. Blobs are as for reading.</summary>
    public int? ThumbnailWidth { get; init; }

    /// <summary>How the picture is turned for showing.</summary>
    public Orientation Orientation { get; init; } = Orientation.TopLeft;

    /// <inheritdoc/>
    public static WorkerRequest ReadFrom(BinaryReader reader) =>
        new()
        {
            MaxPixels = reader.ReadInt64(),
            Orientation = (Orientation)reader.ReadInt32(),
            ThumbnailWidth = reader.ReadInt32() is var width and > 0 ? width : null,
            Read = !reader.ReadBoolean()
                ? null
                : new OcrOptions
                {
                    Languages = reader.ReadString(),
                    Engine = (ReadingEngine)reader.ReadInt32(),
                    PageDeadline = TimeSpan.FromTicks(reader.ReadInt64()),
                    MinConfidence = reader.ReadDouble(),
                    MinConfidenceInBalloon = reader.ReadDouble(),
                    RotatePages = reader.ReadBoolean(),
                    DecideLanguage = reader.ReadBoolean(),
                    RightToLeft = reader.ReadBoolean(),
                },
        };

    /// <inheritdoc/>
    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(MaxPixels);
        writer.Write((int)Orientation);
        writer.Write(ThumbnailWidth ?? 0);
        writer.Write(Read is not null);
        if (Read is { } options)
        {
            writer.Write(options.Languages);
            writer.Write((int)options.Engine);
            writer.Write(options.PageDeadline.Ticks);
            writer.Write(options.MinConfidence);
            writer.Write(options.MinConfidenceInBalloon);
            writer.Write(options.RotatePages);
            writer.Write(options.DecideLanguage);
            writer.Write(options.RightToLeft);
        }
    }
}

/// <summary>The answer. Decoded pictures travel beside it, as PNG blobs; a thumbnail as a JPEG blob.</summary>
internal sealed record WorkerReply : IWorkerMessage<WorkerReply>
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

    /// <inheritdoc/>
    public static WorkerReply ReadFrom(BinaryReader reader)
    {
        var reply = new WorkerReply
        {
            CpuSeconds = reader.ReadDouble(),
            ErrorCode = reader.ReadOptional(),
            ErrorMessage = reader.ReadOptional(),
            Text = reader.ReadBoolean() ? PageTextFields.Read(reader) : null,
        };
        var frames = new DecodedFrame[reader.ReadInt32()];
        for (var i = 0; i < frames.Length; i++)
        {
            frames[i] = new DecodedFrame(
                (Orientation)reader.ReadInt32(),
                reader.ReadDouble(),
                reader.ReadDouble(),
                reader.ReadBoolean(),
                reader.ReadBoolean(),
                reader.ReadOptional()
            );
        }

        return reply with
        {
            Frames = frames,
        };
    }

    /// <inheritdoc/>
    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(CpuSeconds);
        writer.WriteOptional(ErrorCode);
        writer.WriteOptional(ErrorMessage);
        writer.Write(Text is not null);
        if (Text is not null)
        {
            PageTextFields.Write(writer, Text);
        }

        writer.Write(Frames.Count);
        foreach (var frame in Frames)
        {
            writer.Write((int)frame.Orientation);
            writer.Write(frame.DpiX);
            writer.Write(frame.DpiY);
            writer.Write(frame.HasAlpha);
            writer.Write(frame.IsAnimated);
            writer.WriteOptional(frame.Damage);
        }
    }
}

/// <summary>One decoded picture: its colours are a PNG blob, its opacity, when it has any, the next.</summary>
internal sealed record DecodedFrame(Orientation Orientation, double DpiX, double DpiY, bool HasAlpha, bool IsAnimated, string? Damage);

/// <summary>What goes through a <see cref="WorkerChannel"/>.</summary>
internal interface IWorkerMessage<T>
{
    /// <summary>Reads what <see cref="WriteTo"/> wrote.</summary>
    static abstract T ReadFrom(BinaryReader reader);

    /// <summary>Writes all fields.</summary>
    void WriteTo(BinaryWriter writer);
}
