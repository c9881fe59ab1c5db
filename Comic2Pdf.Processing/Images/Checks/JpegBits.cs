using System.Buffers.Binary;

namespace Comic2Pdf.Processing.Images.Checks;

/// <summary>
/// The bits of a JPEG's entropy-coded segments (ITU-T T.81, F.1.2.3) and the bytes between them, read from a stream through small buffers. Behind the end
/// of a segment follow zeros; <see cref="IsPastEnd"/> says whether some of them were taken for data.
/// </summary>
internal sealed class JpegBits(Stream stream)
{
    /// <summary>What is wrong when no code begins like the bits at hand.</summary>
    public const string NoSuchCode = "its data holds a code that does not exist";

    /// <summary>What is wrong when runs of coefficients lead out of their block.</summary>
    public const string TooManyCoefficients = "its data holds more coefficients than a block has";

    /// <summary>So many bits are at hand after <see cref="Peek"/> at least.</summary>
    public const int MinAhead = 56;

    private const int BlockSize = 64;

    // Small enough to stay in the processor's cache.
    private const int Capacity = 1 << 15;

    // More than the data of any block, so that data has to be fetched between blocks only.
    private const int Reserve = 512;

    private readonly byte[] _raw = new byte[Capacity];
    private int _rawAt;
    private int _rawEnd;

    private bool _isWhole;

    /// <summary>The segment's data as far as it was read, without the zeros that are stuffed behind each 0xFF, then zeros.</summary>
    public byte[] Data { get; } = new byte[Capacity + Reserve];

    /// <summary>Where in <see cref="Data"/> the bits behind <see cref="Ahead"/> begin.</summary>
    public int At { get; set; }

    /// <summary>Where <see cref="Data"/> ends.</summary>
    public int End { get; private set; }

    /// <summary>The next bits, the first one highest.</summary>
    public ulong Ahead { get; set; }

    /// <summary>How many of <see cref="Ahead"/> count; the others are zero, or those of the byte that comes next.</summary>
    public int Count { get; set; }

    /// <summary>Bits were consumed that the segment does not have.</summary>
    public bool IsPastEnd => _isWhole && BitsLeft < 0;

    private int BitsLeft => ((End - At) * 8) + Count;

    /// <summary>To be called before each block.</summary>
    public void Prepare()
    {
        if (End - At < Reserve && !_isWhole)
        {
            Unstuff();
        }
    }

    /// <summary>At least <see cref="MinAhead"/> of the next bits, the first one highest.</summary>
    public ulong Peek()
    {
        // Eight bytes are looked at, as many are counted as fit in whole: no branch that the processor could guess wrong.
        Ahead |= BinaryPrimitives.ReadUInt64BigEndian(Data.AsSpan(At)) >> Count;
        At += (MinAhead + 7 - Count) >> 3;
        Count |= MinAhead;
        return Ahead;
    }

    /// <summary>Moves on by no more bits than <see cref="Peek"/> has shown.</summary>
    public void Skip(int bits)
    {
        Ahead <<= bits;
        Count -= bits;
    }

    /// <summary>The next bits as a number; 0 to 31 of them.</summary>
    public int Take(int bits)
    {
        var value = bits == 0 ? 0 : (int)(Peek() >> (64 - bits));
        Skip(bits);
        return value;
    }

    /// <summary>Passes over what is left of one block of a sequential scan (F.2.2), symbol by symbol.</summary>
    /// <param name="dc">The table of its DC difference.</param>
    /// <param name="ac">The table of its AC coefficients.</param>
    /// <param name="passed">How many of its coefficients were passed.</param>
    /// <exception cref="InvalidDataException">The data is damaged.</exception>
    public void PassBlock(JpegHuffmanTable dc, JpegHuffmanTable ac, int passed)
    {
        for (var k = passed; k < BlockSize; )
        {
            var symbol = (k == 0 ? dc : ac).Symbol(Peek());
            var size = k == 0 ? symbol.Value : symbol.Size;
            if (symbol.IsNone || size > JpegSymbol.MaxSize)
            {
                throw new InvalidDataException(NoSuchCode);
            }

            Skip(symbol.Length + size);
            if (k > 0 && symbol.IsEnd)
            {
                return;
            }

            k += k == 0 ? 1 : symbol.Run + 1;
            if (k > BlockSize)
            {
                throw new InvalidDataException(TooManyCoefficients);
            }
        }
    }

    /// <summary>Leaves the segment: what is left of its last byte is padding. What follows is read as bytes.</summary>
    /// <returns>False when whole bytes were left that were not read.</returns>
    public bool Close()
    {
        Prepare();
        var isUsedUp = _isWhole && BitsLeft < 8;
        (At, End, Ahead, Count, _isWhole) = (0, 0, 0, 0, false);
        return isUsedUp;
    }

    /// <summary>The marker that comes next, which is not read by this; -1 when something else does, or nothing.</summary>
    public int MarkerAhead()
    {
        // Any number of fill bytes may stand before a marker (B.1.1.2).
        while (HasTwo() && _raw[_rawAt] == JpegMarker.Prefix && _raw[_rawAt + 1] == JpegMarker.Prefix)
        {
            _rawAt++;
        }

        return HasTwo() && _raw[_rawAt] == JpegMarker.Prefix && _raw[_rawAt + 1] != 0 ? _raw[_rawAt + 1] : -1;
    }

    /// <summary>Nothing follows.</summary>
    public bool IsAtEnd() => _rawAt == _rawEnd && !Refill();

    /// <summary>The next byte, or -1 at the end of the stream.</summary>
    public int Byte() => _rawAt < _rawEnd || Refill() ? _raw[_rawAt++] : -1;

    /// <summary>Reads bytes; false when the stream ends before.</summary>
    public bool TryRead(Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_rawAt == _rawEnd && !Refill())
            {
                return false;
            }

            var part = _raw.AsSpan(_rawAt, Math.Min(bytes.Length, _rawEnd - _rawAt));
            part.CopyTo(bytes);
            bytes = bytes[part.Length..];
            _rawAt += part.Length;
        }

        return true;
    }

    private void Unstuff()
    {
        var left = End - At;
        Buffer.BlockCopy(Data, At, Data, 0, left);
        (At, End) = (0, left);
        while (true)
        {
            var fresh = _raw.AsSpan(_rawAt, Math.Min(_rawEnd - _rawAt, Capacity - End));
            var plain = fresh.IndexOf(JpegMarker.Prefix) is >= 0 and var found ? found : fresh.Length;
            fresh[..plain].CopyTo(Data.AsSpan(End));
            _rawAt += plain;
            End += plain;
            if (End == Capacity)
            {
                return;
            }

            if (!HasTwo())
            {
                if (_rawAt == _rawEnd || _raw[_rawAt] == JpegMarker.Prefix)
                {
                    break;
                }
            }
            else if (_raw[_rawAt] == JpegMarker.Prefix)
            {
                if (_raw[_rawAt + 1] is not (0 or JpegMarker.Prefix))
                {
                    break;
                }

                // Of fill bytes the last one counts, and only when a marker follows.
                _rawAt++;
                if (_raw[_rawAt] == 0)
                {
                    _rawAt++;
                    Data[End++] = JpegMarker.Prefix;
                }
            }
        }

        _isWhole = true;
        Data.AsSpan(End).Clear();
    }

    private bool HasTwo() => _rawEnd - _rawAt >= 2 || (Refill() && _rawEnd - _rawAt >= 2);

    /// <summary>Reads on, keeping what has not been used; false when there is nothing more.</summary>
    private bool Refill()
    {
        var left = _rawEnd - _rawAt;
        Buffer.BlockCopy(_raw, _rawAt, _raw, 0, left);
        (_rawAt, _rawEnd) = (0, left);
        var read = stream.ReadAtLeast(_raw.AsSpan(left), 2, throwOnEndOfStream: false);
        _rawEnd += read;
        return read > 0;
    }
}
