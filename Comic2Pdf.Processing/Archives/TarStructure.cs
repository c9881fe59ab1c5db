using System.Text;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Archives;

/// <summary>
/// Walks the headers of a tar file (POSIX.1-2017, pax, "ustar Interchange Format"): whether it is whole, and which of its entries are
/// plain files, which the library's reader does not tell.
/// </summary>
internal static class TarStructure
{
    public const int BlockSize = 512;

    // What the library takes; no file system allows a tenth of it.
    private const int MaxNameBytes = 1 << 15;
    private const int MaxPaxBytes = 1 << 16;

    /// <summary>Whether a block is a tar header: its own checksum holds. Older archives have no "ustar" mark.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> block)
    {
        if (block.Length < BlockSize || block[0] == 0 || !TryOctal(block.Slice(148, 8), out var expected))
        {
            return false;
        }

        // The sum is taken with the checksum field itself read as blanks.
        var sum = 8 * (int)' ';
        for (var i = 0; i < BlockSize; i++)
        {
            sum += i is >= 148 and < 156 ? 0 : block[i];
        }

        return expected == sum;
    }

    /// <summary>For each entry, in order, whether it is a plain file. Fails for a cut or broken archive, and past the entry limit.</summary>
    public static IReadOnlyList<bool> Check(Stream stream, ArchiveLimits limits)
    {
        var plain = new List<bool>();
        var block = new byte[BlockSize];
        long at = 0;
        while (at + BlockSize <= stream.Length)
        {
            stream.Position = at;
            stream.ReadExactly(block);
            if (block.AsSpan().IndexOfAnyExcept((byte)0) < 0)
            {
                stream.Position = 0;
                return plain;
            }

            if (!IsHeader(block) || !TrySize(block, out var size))
            {
                throw new ArchiveException(ErrorCode.ArchiveDamaged, $"the tar archive is damaged: no valid header at byte {at}");
            }

            // Long names (L, K) and pax records (x, g) belong to the entry that follows.
            var type = (char)block[156];
            if (type is 'L' or 'K' && size > MaxNameBytes || (type is 'x' or 'g' && size > MaxPaxBytes))
            {
                throw new ArchiveException(ErrorCode.ArchiveUnsupported, $"the tar archive has a name or a record of {size} bytes at byte {at}");
            }

            if (type is not ('L' or 'K' or 'x' or 'g'))
            {
                plain.Add(type is '0' or '\0' or '7');
                if (plain.Count > limits.MaxEntries)
                {
                    throw new ArchiveException(ErrorCode.ArchiveOverLimit, $"the archive has more than the {limits.MaxEntries} entries allowed");
                }
            }

            // Links, devices and folders have no data, whatever size they state.
            var hasData = type is not (>= '1' and <= '6');
            at += BlockSize + (hasData ? (size + BlockSize - 1) / BlockSize * BlockSize : 0);
        }

        throw new ArchiveException(ErrorCode.ArchiveTruncated, "the tar archive has no end mark: the file is cut short");
    }

    /// <summary>The size field: octal, or base 256 when its top bit is set (GNU).</summary>
    private static bool TrySize(ReadOnlySpan<byte> header, out long size)
    {
        var field = header.Slice(124, 12);
        if (field[0] != 0x80)
        {
            return TryOctal(field, out size);
        }

        size = System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(field[4..]);
        return size is >= 0 and < 1L << 50;
    }

    private static bool TryOctal(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        var digits = Encoding.ASCII.GetString(field).Trim('\0', ' ');
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
}
