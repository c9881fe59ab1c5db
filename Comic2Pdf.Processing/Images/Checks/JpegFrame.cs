using System.Buffers.Binary;

namespace Comic2Pdf.Processing.Images.Checks;

/// <summary>One component of a frame, in blocks of 8 x 8 samples.</summary>
internal sealed class JpegComponent(byte id, int across, int down, int quantization)
{
    private ulong[]? _nonZero;

    public byte Id { get; } = id;

    /// <summary>The number of its quantization table.</summary>
    public int Quantization { get; } = quantization;

    /// <summary>Blocks of this component across in one minimum coded unit.</summary>
    public int Across { get; } = across;

    /// <summary>The same down.</summary>
    public int Down { get; } = down;

    /// <summary>Blocks across that hold picture.</summary>
    public int Columns { get; set; }

    /// <summary>Blocks down that hold picture.</summary>
    public int Rows { get; set; }

    /// <summary>Which coefficients have come to their last bit, one bit each.</summary>
    public ulong Complete { get; set; }

    /// <summary>For each block which coefficients are not zero so far, one bit each. Refining scans of a progressive picture are read by it.</summary>
    public ulong[] NonZero => _nonZero ??= new ulong[Columns * Rows];
}

/// <summary>The frame header of a JPEG (ITU-T T.81, B.2.2).</summary>
internal sealed class JpegFrame
{
    private const int BlockSide = 8;

    public bool IsProgressive { get; private init; }

    public required IReadOnlyList<JpegComponent> Components { get; init; }

    /// <summary>Minimum coded units across in a scan of several components.</summary>
    public required int UnitsAcross { get; init; }

    /// <summary>The same down.</summary>
    public required int UnitsDown { get; init; }

    public static JpegFrame Read(ReadOnlySpan<byte> body, bool isProgressive)
    {
        if (body.Length < 6 || body.Length < 6 + (3 * body[5]) || body[5] == 0)
        {
            throw new InvalidDataException("the frame header is cut");
        }

        int height = BinaryPrimitives.ReadUInt16BigEndian(body[1..]),
            width = BinaryPrimitives.ReadUInt16BigEndian(body[3..]);
        var components = new JpegComponent[body[5]];
        for (var i = 0; i < components.Length; i++)
        {
            var sampling = body[7 + (3 * i)];
            components[i] = new JpegComponent(body[6 + (3 * i)], sampling >> 4, sampling & 0xF, body[8 + (3 * i)] & 3);
            if (components[i] is not { Across: >= 1 and <= 4, Down: >= 1 and <= 4 })
            {
                throw new InvalidDataException("the frame header makes no sense");
            }
        }

        var (across, down) = (components.Max(c => c.Across), components.Max(c => c.Down));
        foreach (var c in components)
        {
            c.Columns = Divide((long)width * c.Across, across * BlockSide);
            c.Rows = Divide((long)height * c.Down, down * BlockSide);
        }

        return new JpegFrame
        {
            IsProgressive = isProgressive,
            Components = components,
            UnitsAcross = Divide(width, across * BlockSide),
            UnitsDown = Divide(height, down * BlockSide),
        };
    }

    /// <summary>Scans have held all coefficients of all components to their last bit.</summary>
    public bool IsComplete => Components.All(c => c.Complete == ulong.MaxValue);

    private static int Divide(long value, int by) => (int)((value + by - 1) / by);
}

/// <summary>The header of a scan (B.2.3), with the tables that it uses.</summary>
internal sealed record JpegScan(
    IReadOnlyList<(JpegComponent Component, JpegHuffmanTable? Dc, JpegHuffmanTable? Ac)> Parts,
    int First,
    int Last,
    bool IsRefining
)
{
    public static JpegScan Read(
        ReadOnlySpan<byte> body,
        JpegFrame frame,
        ReadOnlySpan<JpegHuffmanTable?> dc,
        ReadOnlySpan<JpegHuffmanTable?> ac
    )
    {
        var count = body.Length > 0 ? body[0] : 0;
        if (count is 0 or > 4 || body.Length != 4 + (2 * count))
        {
            throw new InvalidDataException("a scan header states a wrong length");
        }

        var parts = new (JpegComponent, JpegHuffmanTable?, JpegHuffmanTable?)[count];
        for (var i = 0; i < count; i++)
        {
            var (id, tables) = (body[1 + (2 * i)], body[2 + (2 * i)]);
            var component =
                frame.Components.FirstOrDefault(c => c.Id == id)
                ?? throw new InvalidDataException("a scan names a component that is not there");
            parts[i] = (component, dc[(tables >> 4) & 3], ac[tables & 3]);
        }

        var (first, last, bits) = frame.IsProgressive ? (body[1 + (2 * count)], body[2 + (2 * count)], body[3 + (2 * count)]) : (0, 63, 0);
        foreach (var (component, _, _) in (bits & 0xF) == 0 ? parts : [])
        {
            component.Complete |= ulong.MaxValue >> (63 - (last & 63)) << (first & 63);
        }

        var (refined, low) = (bits >> 4, bits & 0xF);
        var isWrongBit = low > 13 || (refined != 0 && refined != low + 1);
        return isWrongBit || first > last || last > 63 || (first == 0 && last > 0 && frame.IsProgressive) || (first > 0 && count > 1)
            ? throw new InvalidDataException("a scan header makes no sense")
            : new JpegScan(parts, first, last, refined != 0);
    }
}
