using System.Buffers.Binary;

namespace Comic2Pdf.Processing.Images.Checks;

/// <summary>
/// Finds damage in a JPEG that its header does not show: it follows the coded data of all scans, coefficient by coefficient, and computes none
/// (ITU-T T.81, annexes B, F.2 and G.2). Bytes that were lost, added or changed nearly always lead to a code that does not exist, to too many
/// coefficients, or to data that ends before or after the picture does. Managed code only, so strangers' pictures are safe here; memory is
/// bounded by 8 bytes for each block of a progressive picture.
/// </summary>
internal sealed class JpegCheck
{
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    private readonly JpegBits _bits;
    private readonly JpegHuffmanTable?[] _dc = new JpegHuffmanTable?[4];
    private readonly JpegHuffmanTable?[] _ac = new JpegHuffmanTable?[4];
    private JpegFrame? _frame;
    private int _restartInterval;

    private JpegCheck(Stream jpeg) => _bits = new JpegBits(jpeg);

    /// <summary>Reads a JPEG file of one of the codings that PDF can hold (baseline, extended sequential, progressive; Huffman; 8 bits).</summary>
    /// <param name="jpeg">The file, read to the picture's end.</param>
    /// <returns>What is wrong, for a person; null when nothing is.</returns>
    public static string? FindDamage(Stream jpeg)
    {
        try
        {
            return new JpegCheck(jpeg).Read();
        }
        catch (InvalidDataException e)
        {
            return "the JPEG is damaged: " + e.Message;
        }
    }

    private string? Read()
    {
        var scans = 0;
        while (NextMarker(out var passedOver) is >= 0 and var marker)
        {
            if (passedOver > 0 && scans > 0)
            {
                // Before the first scan all decoders bear it; behind it was a scan, or a table.
                throw new InvalidDataException("bytes between its scans belong to nothing");
            }

            switch (marker)
            {
                case EndOfImage:
                    return scans == 0 ? "the JPEG has no scan" : _frame!.IsComplete ? null : "the JPEG is damaged: scans are missing";
                case StartOfScan:
                    Scan(Body());
                    scans++;
                    break;
                case >= 0xC0 and <= 0xC2 when _frame is null:
                    _frame = JpegFrame.Read(Body(), isProgressive: marker == 0xC2);
                    break;
                case 0xC4:
                    ReadTables(Body());
                    break;
                case 0xDD when Body() is { Length: >= 2 } body:
                    _restartInterval = BinaryPrimitives.ReadUInt16BigEndian(body);
                    break;
                case 0x01 or (>= 0xD0 and <= StartOfImage) or 0:
                    break;
                case (>= 0x02 and <= 0xBF) or (>= 0xF0 and <= 0xFD) or (>= 0xC0 and <= 0xCF and not 0xCC) or 0xDE or 0xDF:
                    // Decoders give up there: reserved, of another process, or a second frame.
                    throw new InvalidDataException("a marker stands where it cannot");
                default:
                    Body();
                    break;
            }
        }

        // Whoever writes the picture closes it, and says so.
        return JpegInspector.Truncated;
    }

    /// <summary>The next marker, or -1; bytes before it that belong to nothing are passed over, as all decoders do.</summary>
    private int NextMarker(out int passedOver)
    {
        int value;
        passedOver = -1;
        do
        {
            do
            {
                value = _bits.Byte();
                passedOver++;
            }
            while (value is not (0xFF or -1));

            while (value == 0xFF)
            {
                value = _bits.Byte();
            }
        }
        while (value == 0);
        return value;
    }

    private byte[] Body()
    {
        var length = (_bits.Byte() << 8) | _bits.Byte();
        if (length < 2)
        {
            throw new InvalidDataException("a segment states a wrong length");
        }

        var body = new byte[length - 2];
        for (var i = 0; i < body.Length; i++)
        {
            var value = _bits.Byte();
            body[i] = value >= 0 ? (byte)value : throw new InvalidDataException("it ends within a segment");
        }

        return body;
    }

    private void ReadTables(ReadOnlySpan<byte> body)
    {
        while (body.Length >= 17)
        {
            var counts = body.Slice(1, 16);
            var total = 0;
            foreach (var count in counts)
            {
                total += count;
            }

            if (17 + total > body.Length || body[0] is var id && (id & 0xEF) > 3)
            {
                throw new InvalidDataException("a Huffman table makes no sense");
            }

            var table = new JpegHuffmanTable(counts, body.Slice(17, total));
            (body[0] < 0x10 ? _dc : _ac)[body[0] & 3] = table.IsSound ? table : throw new InvalidDataException("a Huffman table makes no sense");
            body = body[(17 + total)..];
        }
    }

    private void Scan(ReadOnlySpan<byte> body)
    {
        if (_frame is null)
        {
            throw new InvalidDataException("a scan comes before the frame");
        }

        var scan = JpegScan.Read(body, _frame, _dc, _ac);
        new JpegScanReader(_bits, _frame, scan, _restartInterval).Read();
    }
}
