using System.Buffers.Binary;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Archives;

/// <summary>
/// Reads the end of a ZIP file (APPNOTE 6.3.10, sections 4.3.14 to 4.3.16) before a library does: whether it is whole, one file, and
/// how many entries it claims.
/// </summary>
internal static class ZipStructure
{
    private const int EndRecordSize = 22;
    private const int MaxCommentSize = ushort.MaxValue;

    /// <summary>Whether an end-of-central-directory record closes the stream. The position is restored.</summary>
    public static bool EndsLikeZip(Stream stream) => FindEndRecord(stream) is not null;

    /// <summary>Fails for split, truncated and overlong archives.</summary>
    public static void Check(Stream stream, ArchiveLimits limits)
    {
        if (FindEndRecord(stream) is not { } end)
        {
            Span<byte> magic = stackalloc byte[4];
            stream.Position = 0;
            stream.ReadExactly(magic);
            throw magic.SequenceEqual("PK\x07\x08"u8)
                ? new ArchiveException(ErrorCode.ArchiveMultiVolume, "this is the first volume of a split ZIP archive; join the volumes first")
                : new ArchiveException(ErrorCode.ArchiveTruncated, "the ZIP archive has no directory at its end: the file is cut short");
        }

        var thisDisk = BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(4));
        var startDisk = BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(6));
        if ((thisDisk is not 0 and not ushort.MaxValue) || (startDisk is not 0 and not ushort.MaxValue))
        {
            throw new ArchiveException(ErrorCode.ArchiveMultiVolume, $"this is volume {thisDisk + 1} of a split ZIP archive; join the volumes first");
        }

        var claimed = BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(10));
        if (claimed != ushort.MaxValue && claimed > limits.MaxEntries)
        {
            throw new ArchiveException(ErrorCode.ArchiveOverLimit, $"the archive has {claimed} entries, more than the {limits.MaxEntries} allowed");
        }

        var directory = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(16));
        if (directory != uint.MaxValue && directory > stream.Length)
        {
            throw new ArchiveException(ErrorCode.ArchiveTruncated, "the ZIP archive's directory lies beyond its end: a part of the file is missing");
        }
    }

    private static byte[]? FindEndRecord(Stream stream)
    {
        var length = (int)Math.Min(stream.Length, EndRecordSize + MaxCommentSize);
        var tail = new byte[length];
        stream.Position = stream.Length - length;
        stream.ReadExactly(tail);
        stream.Position = 0;
        for (var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8); at >= 0; at = tail.AsSpan(0, at).LastIndexOf("PK\x05\x06"u8))
        {
            if (length - at >= EndRecordSize)
            {
                return tail[at..(at + EndRecordSize)];
            }
        }

        return null;
    }
}
