using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Comic2Pdf.Processing.Images.Checks;

/// <summary>
/// The bits of a JPEG's entropy-coded segments (ITU-T T.81, F.1.2.3) and the bytes between them, read from a stream through small buffers. Behind the end
/// of a segment follow zeros; <see cref="IsPastEnd"/> tells when some of them were taken for data.
/// </summary>
internal sealed class JpegBits(Stream stream)
{
    /// <summary>What is wrong when no code begins like the bits at hand.</summary>
    public const string NoSuchCode = "its data holds a code that does not exist";

    private const int LastCoefficient = 63;

    // Small enough to stay in the processor's cache.
    private const int Capacity = 1 << 15;

    // More than the data of any block, so that only between blocks somebody has to look whether there is enough.
    private const int Reserve = 512;

    private readonly byte[] _raw = new byte[Capacity];
    private int _rawAt;
    private int _rawEnd;

    // The segment's data without the zeros that are stuffed behind each 0xFF, then zeros.
    private readonly byte[] _data = new byte[Capacity + Reserve];
    private int _at;
    private int _end;
    private bool _isWhole;

    // The next bits, the first one highest, and how many of them count; the byte at _at may stand in the others already.
    private ulong _bits;
    private int _count;

    /// <summary>Bits were consumed that the segment does not have.</summary>
    public bool IsPastEnd => _isWhole && BitsLeft < 0;

    private int BitsLeft => ((_end - _at) * 8) + _count;

    /// <summary>To be called before each block.</summary>
    public void Prepare()
    {
        if (_end - _at < Reserve && !_isWhole)
        {
            Unstuff();
        }
    }

    /// <summary>At least 56 of the next bits, the first one highest.</summary>
    public ulong Peek()
    {
        // Eight bytes are looked at, as many are counted as fit in whole: no branch that the processor could guess wrong.
        _bits |= BinaryPrimitives.ReadUInt64BigEndian(_data.AsSpan(_at)) >> _count;
        _at += (63 - _count) >> 3;
        _count |= 56;
        return _bits;
    }

    /// <summary>Moves on by no more bits than <see cref="Peek"/> has shown.</summary>
    public void Skip(int bits)
    {
        _bits <<= bits;
        _count -= bits;
    }

    /// <summary>The next bits as a number; 0 to 31 of them.</summary>
    public int Take(int bits)
    {
        var value = bits == 0 ? 0 : (int)(Peek() >> (64 - bits));
        Skip(bits);
        return value;
    }

    /// <summary>
    /// Passes over units of a sequential scan (F.2.2). All of a book's data goes through here: what changes is kept in locals, which the compiler keeps in registers,
    /// and there is one branch for several symbols. Compiled at once as well as can be, because most runs are over before the runtime would think of it.
    /// </summary>
    /// <param name="blocks">The tables of each block of a unit.</param>
    /// <param name="units">How many units.</param>
    /// <returns>What is wrong, or null.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public string? PassUnits((JpegHuffmanTable Dc, JpegHuffmanTable Ac)[] blocks, int units)
    {
        // No index below is larger than the arrays: those of the steps are the window's bits, and no block is longer than the reserve.
        ref var data = ref MemoryMarshal.GetArrayDataReference(_data);
        var (at, bits, count) = (_at, _bits, _count);
        for (; units > 0; units--)
        {
            for (var i = 0; i < blocks.Length; i++)
            {
                if (_end - at < Reserve && !_isWhole)
                {
                    _at = at;
                    Unstuff();
                    at = _at;
                }

                // Eight bytes are looked at, as many are counted as fit in whole: no branch that the processor could guess wrong.
                bits |= BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref data, at))) >> count;
                at += (63 - count) >> 3;
                count |= 56;
                var difference = blocks[i].Dc.Symbol(bits);
                var size = difference & 0xFF;
                if (difference == 0 || size > 15)
                {
                    return NoSuchCode;
                }

                bits <<= (difference >> 8) + size;
                count -= (difference >> 8) + size;
                var (blockAt, blockBits, blockCount) = (at, bits, count);
                ref var steps = ref MemoryMarshal.GetArrayDataReference(blocks[i].Ac.Steps);
                var (k, step) = (1u, 0u);
                while (k <= LastCoefficient && step < JpegHuffmanTable.EndOfBlock)
                {
                    bits |= BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref data, at))) >> count;
                    at += (63 - count) >> 3;
                    count |= 56;
                    step = Unsafe.Add(ref steps, (nint)(bits >> (64 - JpegHuffmanTable.Window)));
                    bits <<= (int)step;
                    count -= (int)(step & 0xFF);
                    k += (step >> 8) & 0xFF;
                }

                if (k > LastCoefficient || step == JpegHuffmanTable.OneByOne)
                {
                    // A long code, or the last coefficient came, or too many: where several symbols are one step, the next block's may be among them.
                    (_at, _bits, _count) = (blockAt, blockBits, blockCount);
                    if (PassBlockOneByOne(blocks[i].Ac) is { } fault)
                    {
                        return fault;
                    }

                    (at, bits, count) = (_at, _bits, _count);
                }
            }

            if (_isWhole && ((_end - at) * 8) + count < 0)
            {
                break;
            }
        }

        (_at, _bits, _count) = (at, bits, count);
        return IsPastEnd ? "its data ends before the picture does" : null;
    }

    private string? PassBlockOneByOne(JpegHuffmanTable ac)
    {
        for (var k = 1; k <= LastCoefficient;)
        {
            var found = ac.Symbol(Peek());
            if (found == 0)
            {
                return NoSuchCode;
            }

            var (run, size) = ((found >> 4) & 0xF, found & 0xF);
            Skip((found >> 8) + size);
            if (size == 0 && run != 15)
            {
                return null;
            }

            k += run + 1;
            if (k > LastCoefficient + 1)
            {
                return "its data holds more coefficients than a block has";
            }
        }

        return null;
    }

    /// <summary>Leaves the segment: what is left of its last byte is padding. What follows is read as bytes.</summary>
    /// <returns>False when whole bytes were left that nobody asked for.</returns>
    public bool Close()
    {
        Prepare();
        var isUsedUp = _isWhole && BitsLeft < 8;
        (_at, _end, _bits, _count, _isWhole) = (0, 0, 0, 0, false);
        return isUsedUp;
    }

    /// <summary>The marker that comes next, which is not read by this; -1 when something else does, or nothing.</summary>
    public int MarkerAhead()
    {
        // Any number of fill bytes may stand before a marker (B.1.1.2).
        while (HasTwo() && _raw[_rawAt] == 0xFF && _raw[_rawAt + 1] == 0xFF)
        {
            _rawAt++;
        }

        return HasTwo() && _raw[_rawAt] == 0xFF && _raw[_rawAt + 1] != 0 ? _raw[_rawAt + 1] : -1;
    }

    /// <summary>Nothing follows.</summary>
    public bool IsAtEnd() => _rawAt == _rawEnd && !Refill();

    /// <summary>The next byte, or -1 at the end of the stream.</summary>
    public int Byte() => _rawAt < _rawEnd || Refill() ? _raw[_rawAt++] : -1;

    private void Unstuff()
    {
        var left = _end - _at;
        Buffer.BlockCopy(_data, _at, _data, 0, left);
        (_at, _end) = (0, left);
        while (true)
        {
            var fresh = _raw.AsSpan(_rawAt, Math.Min(_rawEnd - _rawAt, Capacity - _end));
            var plain = fresh.IndexOf((byte)0xFF) is >= 0 and var found ? found : fresh.Length;
            fresh[..plain].CopyTo(_data.AsSpan(_end));
            _rawAt += plain;
            _end += plain;
            if (_end == Capacity)
            {
                return;
            }

            if (!HasTwo())
            {
                if (_rawAt == _rawEnd || _raw[_rawAt] == 0xFF)
                {
                    break;
                }
            }
            else if (_raw[_rawAt] == 0xFF)
            {
                if (_raw[_rawAt + 1] is not (0 or 0xFF))
                {
                    break;
                }

                // Of fill bytes the last one counts, and only when a marker follows.
                _rawAt++;
                if (_raw[_rawAt] == 0)
                {
                    _rawAt++;
                    _data[_end++] = 0xFF;
                }
            }
        }

        _isWhole = true;
        _data.AsSpan(_end).Clear();
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
