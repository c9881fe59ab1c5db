using System.Buffers.Binary;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Archives.Formats;

/// <summary>
/// Walks the block headers of a RAR file without reading any data: whether it is whole, one volume, not encrypted. The library's
/// reader ends quietly where the bytes end, which would make a shorter book out of a cut file.
/// Sources: technote.txt of RAR 4.x; "RAR 5.0 archive format" of rarlab.
/// </summary>
internal static class RarStructure
{
    /// <summary>Walks it.</summary>
    /// <param name="stream">The file; left at its start.</param>
    /// <param name="kind">RAR 4 or 5.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="irregularity">What its readers overlook in it, or null.</param>
    /// <returns>For each entry, in order, whether it needs a password.</returns>
    public static IReadOnlyList<bool> Check(Stream stream, ArchiveKind kind, ArchiveLimits limits, out string? irregularity)
    {
        var walk = new Walk(stream, limits);
        var hasEndMark = kind == ArchiveKind.Rar5 ? walk.Rar5() : walk.Rar4();
        irregularity = hasEndMark ? null : "the RAR archive has no end mark; it was read as far as it goes, and whether anything is missing behind it cannot be told";
        stream.Position = 0;
        return walk.IsEncrypted;
    }

    private static ArchiveException Truncated() =>
        new(ErrorCode.ArchiveTruncated, "the RAR archive ends before its content does: the file is cut short");

    private static ArchiveException Damaged(long at) =>
        new(ErrorCode.ArchiveDamaged, $"the RAR archive is damaged: no valid block header at byte {at}");

    private static ArchiveException Volume() =>
        new(ErrorCode.ArchiveMultiVolume, "this is one volume of several of a RAR archive; join the volumes first");

    private static ArchiveException Encrypted(string what) =>
        new(ErrorCode.ArchiveEncrypted, $"the RAR archive is encrypted ({what})");

    private sealed class Walk(Stream stream, ArchiveLimits limits)
    {
        // Checksum, size, type, flags.
        private const int MinRar5Block = 7;

        private readonly byte[] _header = new byte[1 << 16];
        private readonly List<bool> _isEncrypted = [];

        /// <summary>For each file whether it needs a password.</summary>
        public IReadOnlyList<bool> IsEncrypted => _isEncrypted;

        /// <summary>Walks it as RAR 4.</summary>
        /// <returns>Whether it has an end mark, or is of an age that has none.</returns>
        public bool Rar4()
        {
            long at = 7;
            var needsEndMark = false;
            while (at < stream.Length)
            {
                var fixedPart = Read(at, 7);
                var type = fixedPart[2];
                var flags = BinaryPrimitives.ReadUInt16LittleEndian(fixedPart[3..]);
                int size = BinaryPrimitives.ReadUInt16LittleEndian(fixedPart[5..]);
                if (type is < 0x72 or > 0x7B || size < 7)
                {
                    throw Damaged(at);
                }

                var header = Read(at, size);
                long data = 0;
                if ((flags & 0x8000) != 0 && size >= 11)
                {
                    data = BinaryPrimitives.ReadUInt32LittleEndian(header[7..]);
                }

                switch (type)
                {
                    case 0x73 when (flags & 0x0080) != 0:
                        throw Encrypted("its file names too");
                    case 0x73 when (flags & 0x0001) != 0:
                        throw Volume();
                    case 0x74:
                        if ((flags & 0x0003) != 0)
                        {
                            throw Volume();
                        }

                        if (size < 32)
                        {
                            throw Damaged(at);
                        }

                        // 64-bit sizes carry their upper half further on.
                        data += (flags & 0x0100) != 0 && size >= 36 ? (long)BinaryPrimitives.ReadUInt32LittleEndian(header[32..]) << 32 : 0;

                        // RAR 3 (format 2.9) and later always write the end mark; older ones never do.
                        needsEndMark |= header[24] >= 29;
                        CountFile(isEncrypted: (flags & 0x0004) != 0);
                        break;
                    case 0x7B:
                        if ((flags & 0x0001) != 0)
                        {
                            throw Volume();
                        }

                        return true;
                }

                at += size + data;
            }

            return at > stream.Length || _isEncrypted.Count == 0 ? throw Truncated() : !needsEndMark;
        }

        /// <summary>Walks it as RAR 5.</summary>
        /// <returns>Whether it has an end mark.</returns>
        public bool Rar5()
        {
            long at = 8;
            while (at < stream.Length)
            {
                var prefix = Read(at, MinRar5Block);
                var cursor = 4;
                var size = Number(prefix, ref cursor, at);
                if (size is 0 or > 2 << 20)
                {
                    throw Damaged(at);
                }

                var header = Read(at, cursor + (int)Math.Min(size, (ulong)(_header.Length - cursor)));
                if (cursor + (int)size <= _header.Length
                    && System.IO.Hashing.Crc32.HashToUInt32(header[4..]) != BinaryPrimitives.ReadUInt32LittleEndian(header))
                {
                    throw Damaged(at);
                }

                var next = at + cursor + (long)size;
                var type = Number(header, ref cursor, at);
                var flags = Number(header, ref cursor, at);
                var extra = (flags & 1) != 0 ? Number(header, ref cursor, at) : 0;
                var data = (flags & 2) != 0 ? Number(header, ref cursor, at) : 0;
                switch (type)
                {
                    case 1 when (Number(header, ref cursor, at) & 1) != 0:
                        throw Volume();
                    case 2:
                        if ((flags & 0x18) != 0)
                        {
                            throw Volume();
                        }

                        CountFile(HasEncryptionRecord(header, extra, at));
                        break;
                    case 4:
                        throw Encrypted("its file names too");
                    case 5:
                        if ((Number(header, ref cursor, at) & 1) != 0)
                        {
                            throw Volume();
                        }

                        return true;
                }

                if (data > long.MaxValue / 2)
                {
                    throw Damaged(at);
                }

                at = next + (long)data;
            }

            return at > stream.Length || _isEncrypted.Count == 0 ? throw Truncated() : false;
        }

        /// <summary>Whether the extra area, which ends the header, has a record of type 1 (file encryption).</summary>
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

                if (Number(header, ref cursor, at) == 1)
                {
                    return true;
                }

                cursor = start + (int)size;
            }

            return false;
        }

        private void CountFile(bool isEncrypted)
        {
            _isEncrypted.Add(isEncrypted);
            if (_isEncrypted.Count > limits.MaxEntries)
            {
                throw new ArchiveException(ErrorCode.ArchiveOverLimit, $"the archive has more than the {limits.MaxEntries} entries allowed");
            }
        }

        private ReadOnlySpan<byte> Read(long at, int count)
        {
            if (at + count > stream.Length)
            {
                throw Truncated();
            }

            stream.Position = at;
            var span = _header.AsSpan(0, count);
            stream.ReadExactly(span);
            return span;
        }

        /// <summary>A variable-length number: seven bits a byte, lowest first, the top bit says that more follow.</summary>
        private static ulong Number(ReadOnlySpan<byte> from, ref int cursor, long at)
        {
            ulong value = 0;
            for (var shift = 0; shift < 64 && cursor < from.Length; shift += 7)
            {
                var b = from[cursor++];
                value |= (ulong)(b & 0x7F) << shift;
                if (b < 0x80)
                {
                    return value;
                }
            }

            throw Damaged(at);
        }
    }
}
