using System.Buffers.Binary;

namespace Comic2Pdf.Processing.Images.Checks;

/// <summary>
/// Finds damage in a JPEG that its header does not show: it follows the coded data of all scans, coefficient by coefficient, and computes none
/// (ITU-T T.81, annexes B, F.2 and G.2). Bytes that were lost, added or changed nearly always lead to a code that does not exist, to too many
/// coefficients, or to data that ends before or after the picture does. Managed code only, so untrusted pictures are safe here; memory is
/// bounded by 8 bytes for each block of a progressive picture.
/// </summary>
internal sealed class JpegCheck
{
    private readonly JpegBits _bits;
    private readonly JpegHuffmanTable?[] _dc = new JpegHuffmanTable?[4];
    private readonly JpegHuffmanTable?[] _ac = new JpegHuffmanTable?[4];
    private readonly bool[] _hasQuantization = new bool[4];
    private JpegFrame? _frame;
    private int _restartInterval;

    private readonly TaskCompletionSource<string?> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IEnumerator<JpegLane> _lanes;
    private string? _damage;

    /// <summary>Prepares to read a JPEG file of one of the codings that PDF can hold (baseline, extended sequential, progressive; Huffman; 8 bits).</summary>
    /// <param name="jpeg">The file, read to the picture's end.</param>
    public JpegCheck(Stream jpeg)
    {
        _bits = new JpegBits(jpeg);
        _lanes = Read().GetEnumerator();
    }

    /// <summary>What is wrong, for a person; null when nothing is.</summary>
    public Task<string?> Result => _result.Task;

    /// <summary>The blocks that come next.</summary>
    private JpegLane Lane => _lanes.Current;

    /// <summary>Reads one file.</summary>
    /// <returns>What is wrong, for a person; null when nothing is.</returns>
    public static string? FindDamage(Stream jpeg)
    {
        var check = new JpegCheck(jpeg);
        var isTaken = false;
        Run(_ => Interlocked.Exchange(ref isTaken, true) ? null : check);
        return check.Result.GetAwaiter().GetResult();
    }

    /// <summary>Reads files, two at a time where there are as many, which takes two thirds of the time.</summary>
    /// <param name="next">The next file, or null while there is none; true asks for one to be read beside another. The method returns when there is none and all are read.</param>
    public static void Run(Func<bool, JpegCheck?> next)
    {
        JpegCheck? one = null,
            two = null;
        while (true)
        {
            one ??= Begin(next, isSecond: two is not null);
            two ??= Begin(next, isSecond: one is not null);
            switch (one, two)
            {
                case (null, null):
                    return;
                case (not null, not null):
                    JpegLane.Pass(one.Lane, two.Lane);
                    break;
                default:
                    JpegLane.Pass((one ?? two)!.Lane);
                    break;
            }

            one = GoOn(one);
            two = GoOn(two);
        }
    }

    private static JpegCheck? Begin(Func<bool, JpegCheck?> next, bool isSecond)
    {
        while (next(isSecond) is { } check)
        {
            if (check.MoveNext())
            {
                return check;
            }
        }

        return null;
    }

    /// <summary>The check where no step leads on goes its own way; null when it is at its end.</summary>
    private static JpegCheck? GoOn(JpegCheck? check) => check is null || !check.Lane.IsStuck || check.MoveNext() ? check : null;

    /// <summary>Goes to the next blocks of a sequential scan; false at the end, when the result is there.</summary>
    private bool MoveNext()
    {
        try
        {
            if (_lanes.MoveNext())
            {
                return true;
            }

            _result.SetResult(_damage);
        }
        catch (InvalidDataException e)
        {
            _result.SetResult("the JPEG is damaged: " + e.Message);
        }
        catch (Exception e)
        {
            _result.SetException(e);
        }

        return false;
    }

    private IEnumerable<JpegLane> Read()
    {
        var scans = 0;
        while (NextMarker(out var passedOver) is >= 0 and var marker)
        {
            if (passedOver > 0 && scans > 0)
            {
                // Before the first scan all decoders skip them; later they were a scan or a table.
                throw new InvalidDataException("bytes between its scans belong to nothing");
            }

            if (marker == JpegMarker.EndOfImage)
            {
                _damage =
                    scans == 0 ? "the JPEG has no scan"
                    : _frame!.IsComplete ? null
                    : "the JPEG is damaged: scans are missing";
                yield break;
            }

            if (marker != JpegMarker.StartOfScan)
            {
                ReadSegment(marker);
                continue;
            }

            foreach (var lane in Scan(Body()))
            {
                yield return lane;
            }

            scans++;
        }

        // The writer of the PDF adds the end mark, with the same warning.
        _damage = JpegInspector.Truncated;
    }

    private void ReadSegment(int marker)
    {
        switch (marker)
        {
            case JpegMarker.BaselineFrame or JpegMarker.ExtendedFrame or JpegMarker.ProgressiveFrame when _frame is null:
                _frame = JpegFrame.Read(Body(), isProgressive: marker == JpegMarker.ProgressiveFrame);
                break;
            case JpegMarker.HuffmanTables:
                ReadTables(Body());
                break;
            case JpegMarker.QuantizationTables:
                NoteQuantization(Body());
                break;
            case JpegMarker.RestartInterval:
                _restartInterval = Body() is { Length: >= 2 } body ? BinaryPrimitives.ReadUInt16BigEndian(body) : _restartInterval;
                break;
            case var _ when JpegMarker.IsStray(marker):
                break;
            case var _ when JpegMarker.IsFatal(marker):
                // Decoders give up there: reserved, of another process, or a second frame.
                throw new InvalidDataException("a marker stands where it cannot");
            default:
                Body();
                break;
        }
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
            } while (value is >= 0 and not JpegMarker.Prefix);

            while (value == JpegMarker.Prefix)
            {
                value = _bits.Byte();
            }
        } while (value == 0);
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
        return _bits.TryRead(body) ? body : throw new InvalidDataException("it ends within a segment");
    }

    /// <summary>Which tables there are: what stands in them changes colours only, but decoders give up where one is missing.</summary>
    private void NoteQuantization(ReadOnlySpan<byte> body)
    {
        const int Values = 64;
        while (body.Length > Values)
        {
            _hasQuantization[body[0] & 3] = true;
            var size = 1 + (Values << (body[0] >> 4 == 0 ? 0 : 1));
            body = body[Math.Min(size, body.Length)..];
        }
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
            (body[0] < 0x10 ? _dc : _ac)[body[0] & 3] = table.IsSound
                ? table
                : throw new InvalidDataException("a Huffman table makes no sense");
            body = body[(17 + total)..];
        }
    }

    private IEnumerable<JpegLane> Scan(ReadOnlySpan<byte> header)
    {
        if (_frame is null)
        {
            throw new InvalidDataException("a scan comes before the frame");
        }

        var scan = JpegScan.Read(header, _frame, _dc, _ac);
        return scan.Parts.All(p => _hasQuantization[p.Component.Quantization])
            ? new JpegScanReader(_bits, _frame, scan, _restartInterval).Read()
            : throw new InvalidDataException("a quantization table is missing");
    }
}
