using System.Text;

namespace Comic2Pdf.Processing.Archives.Formats;

/// <summary>The fields of one header block of a tar file (POSIX.1-2017, pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format").</summary>
internal readonly ref struct TarHeader(ReadOnlySpan<byte> block)
{
    /// <summary>Bytes of a block.</summary>
    public const int BlockSize = 512;

    private const long MaxSize = 1L << 50;

    // Offsets and lengths of fields.
    private const int NameSize = 100;
    private const int SizeAt = 124;
    private const int SizeSize = 12;
    private const int ChecksumAt = 148;
    private const int ChecksumSize = 8;
    private const int TypeAt = 156;
    private const int MagicAt = 257;
    private const int PrefixAt = 345;
    private const int PrefixSize = 155;

    // Set in the first byte of a number that is not octal (GNU).
    private const byte IsBase256 = 0x80;

    private readonly ReadOnlySpan<byte> _block = block;

    /// <summary>What kind of entry it is.</summary>
    public char Type => (char)_block[TypeAt];

    /// <summary>A record about the entry that follows: long names (L, K), pax records (x, g; X of Solaris).</summary>
    public bool IsRecord => Type is 'L' or 'K' or 'x' or 'g' or 'X';

    /// <summary>A file with bytes.</summary>
    public bool IsPlainFile => Type is '0' or '\0' or '7';

    /// <summary>Links, devices and folders have no data, whatever size they state.</summary>
    public bool HasData => Type is not (>= '1' and <= '6');

    /// <summary>The name, with the prefix that POSIX put into what GNU uses otherwise.</summary>
    public byte[] Name
    {
        get
        {
            var name = Field(0, NameSize);
            var prefix = _block[MagicAt..].StartsWith("ustar\0"u8) ? Field(PrefixAt, PrefixSize) : [];
            return prefix.IsEmpty ? name.ToArray() : [.. prefix, (byte)'/', .. name];
        }
    }

    /// <summary>Whether a block is a header: its own checksum holds. Older archives have no "ustar" mark, and some summed signed bytes.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> block)
    {
        if (block.Length < BlockSize || block[0] == 0 || !TryOctal(block.Slice(ChecksumAt, ChecksumSize), out var expected))
        {
            return false;
        }

        // The sum is taken with the checksum field itself read as blanks.
        var (sum, signed) = ((long)ChecksumSize * ' ', (long)ChecksumSize * ' ');
        for (var i = 0; i < BlockSize; i++)
        {
            if (i is < ChecksumAt or >= ChecksumAt + ChecksumSize)
            {
                sum += block[i];
                signed += (sbyte)block[i];
            }
        }

        return expected == sum || expected == signed;
    }

    /// <summary>The size: octal, or base 256 when its top bit is set (GNU).</summary>
    public bool TryGetSize(out long size)
    {
        var field = _block.Slice(SizeAt, SizeSize);
        if ((field[0] & IsBase256) == 0)
        {
            return TryOctal(field, out size);
        }

        size = System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(field[4..]);
        return size is >= 0 and < MaxSize;
    }

    private static bool TryOctal(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        var digits = Encoding.ASCII.GetString(field).Trim('\0', ' ');
        var end = digits.IndexOfAny(['\0', ' ']);
        digits = end < 0 ? digits : digits[..end];
        foreach (var digit in digits)
        {
            if (digit is < '0' or > '7')
            {
                return false;
            }

            value = (value * 8) + (digit - '0');
        }

        return digits.Length > 0;
    }

    private ReadOnlySpan<byte> Field(int start, int length)
    {
        var field = _block.Slice(start, length);
        var end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }
}
