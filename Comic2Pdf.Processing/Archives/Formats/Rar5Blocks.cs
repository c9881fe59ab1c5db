using System.Buffers.Binary;
using System.IO.Hashing;

namespace Comic2Pdf.Processing.Archives.Formats;

/// <summary>The block headers of RAR 5 ("RAR 5.0 archive format" of rarlab).</summary>
internal sealed class Rar5Blocks(Stream stream, ArchiveLimits limits) : RarBlocks(stream, limits)
{
    // Header types.
    private const ulong ArchiveHeader = 1;
    private const ulong FileHeader = 2;
    private const ulong EncryptionHeader = 4;
    private const ulong EndHeader = 5;

    // Header flags.
    private const ulong HasExtraArea = 0x01;
    private const ulong HasData = 0x02;
    private const ulong GoesOnInOtherVolumes = 0x08 | 0x10;

    // Flags of the archive's header and of the end's.
    private const ulong IsVolume = 0x01;
    private const ulong HasNextVolume = 0x01;

    // Type of a record in a file's extra area.
    private const ulong EncryptionRecord = 1;

    // Checksum, size, type, flags.
    private const int MinBlock = 7;
    private const int ChecksumSize = 4;
    private const ulong MaxHeaderSize = 2 << 20;

    // A number's bytes: seven bits each, lowest first, the top bit says that more follow.
    private const byte MoreFollow = 0x80;
    private const int BitsPerByte = 7;

    /// <summary>Bytes of the mark that every file begins with.</summary>
    private static int MarkSize => ArchiveSignature.Rar5Magic.Length;

    /// <summary>Whether the bytes are a block header of one byte of size, as an archive's first one is.</summary>
    public static bool IsSmallHeader(ReadOnlySpan<byte> block) =>
        block[ChecksumSize] is > 0 and < MoreFollow
        && block.Length > ChecksumSize + 1 + block[ChecksumSize]
        && Crc32.HashToUInt32(block.Slice(ChecksumSize, 1 + block[ChecksumSize])) == BinaryPrimitives.ReadUInt32LittleEndian(block);

    /// <inheritdoc/>
    public override bool Walk()
    {
        long at = MarkSize;
        while (at < Length)
        {
            var prefix = Read(at, MinBlock);
            var cursor = ChecksumSize;
            var size = Number(prefix, ref cursor, at);
            if (size is 0 or > MaxHeaderSize)
            {
                throw Damaged(at);
            }

            var header = Read(at, cursor + (int)Math.Min(size, (ulong)(MaxHeader - cursor)));
            if (
                cursor + (int)size <= MaxHeader
                && Crc32.HashToUInt32(header[ChecksumSize..]) != BinaryPrimitives.ReadUInt32LittleEndian(header)
            )
            {
                throw Damaged(at);
            }

            var next = at + cursor + (long)size;
            var type = Number(header, ref cursor, at);
            var flags = Number(header, ref cursor, at);
            var extra = (flags & HasExtraArea) != 0 ? Number(header, ref cursor, at) : 0;
            var data = (flags & HasData) != 0 ? Number(header, ref cursor, at) : 0;
            switch (type)
            {
                case EncryptionHeader:
                    throw Encrypted();
                case ArchiveHeader when (Number(header, ref cursor, at) & IsVolume) != 0:
                case FileHeader when (flags & GoesOnInOtherVolumes) != 0:
                case EndHeader when (Number(header, ref cursor, at) & HasNextVolume) != 0:
                    throw Volume();
                case FileHeader:
                    CountFile(HasEncryptionRecord(header, extra, at));
                    break;
                case EndHeader:
                    return true;
            }

            if (data > long.MaxValue / 2)
            {
                throw Damaged(at);
            }

            at = next + (long)data;
        }

        RequireWhole(at);
        return false;
    }

    /// <summary>Whether the extra area, which ends the header, says that the file is encrypted.</summary>
    private static bool HasEncryptionRecord(ReadOnlySpan<byte> header, ulong extra, long at)
    {
        if (extra > (ulong)header.Length)
        {
            return false;
        }

        var cursor = header.Length - (int)extra;
        while (cursor < header.Length)
        {
            var size = Number(header, ref cursor, at);
            var start = cursor;
            if (size == 0 || size > (ulong)(header.Length - start))
            {
                return false;
            }

            if (Number(header, ref cursor, at) == EncryptionRecord)
            {
                return true;
            }

            cursor = start + (int)size;
        }

        return false;
    }

    private static ulong Number(ReadOnlySpan<byte> from, ref int cursor, long at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64 && cursor < from.Length; shift += BitsPerByte)
        {
            var b = from[cursor++];
            value |= (ulong)(b & ~MoreFollow) << shift;
            if (b < MoreFollow)
            {
                return value;
            }
        }

        throw Damaged(at);
    }
}
