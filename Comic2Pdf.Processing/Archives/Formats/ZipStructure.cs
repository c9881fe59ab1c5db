using System.Buffers.Binary;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Archives.Formats;

/// <summary>
/// Reads the end of a ZIP file (APPNOTE 6.3.10, sections 4.3.14 to 4.3.16) before a library does: whether it is whole, one file, and
/// how many entries it claims.
/// </summary>
internal static class ZipStructure
{
    private const int EndRecordSize = 22;
    private const int SignatureSize = 4;

    // Offsets in the end record (4.3.16).
    private const int ThisDiskAt = 4;
    private const int StartDiskAt = 6;
    private const int EntriesAt = 10;
    private const int DirectorySizeAt = 12;
    private const int DirectoryAt = 16;
    private const int MaxCommentSize = ushort.MaxValue;

    /// <summary>What a local file header begins with (4.3.7).</summary>
    public static ReadOnlySpan<byte> LocalHeader => "PK\x03\x04"u8;

    /// <summary>What the end of central directory record begins with (4.3.16); an empty archive is nothing else.</summary>
    public static ReadOnlySpan<byte> EndRecord => "PK\x05\x06"u8;

    /// <summary>What the first volume of a split archive begins with (8.5.3).</summary>
    public static ReadOnlySpan<byte> SplitMark => "PK\x07\x08"u8;

    // A file header of the central directory (4.3.12).
    private static ReadOnlySpan<byte> DirectoryHeader => "PK\x01\x02"u8;

    /// <summary>Whether an end-of-central-directory record closes the stream. The position is restored.</summary>
    public static bool EndsLikeZip(Stream stream) => FindEndRecord(stream, out _) is not null;

    /// <summary>Fails for split, truncated and overlong archives.</summary>
    /// <returns>Where the archive begins: bytes may stand before it that its own offsets do not count.</returns>
    public static long Check(Stream stream, ArchiveLimits limits)
    {
        if (FindEndRecord(stream, out var endAt) is not { } end)
        {
            Span<byte> magic = stackalloc byte[SignatureSize];
            stream.Position = 0;
            stream.ReadExactly(magic);
            throw magic.SequenceEqual(SplitMark)
                ? new ArchiveException(
                    ErrorCode.ArchiveMultiVolume,
                    "this is the first volume of a split ZIP archive; join the volumes first"
                )
                : new ArchiveException(ErrorCode.ArchiveTruncated, "the ZIP archive has no directory at its end: the file is cut short");
        }

        var thisDisk = BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(ThisDiskAt));
        var startDisk = BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(StartDiskAt));
        if ((thisDisk is not 0 and not ushort.MaxValue) || (startDisk is not 0 and not ushort.MaxValue))
        {
            throw new ArchiveException(
                ErrorCode.ArchiveMultiVolume,
                $"this is volume {thisDisk + 1} of a split ZIP archive; join the volumes first"
            );
        }

        var claimed = BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(EntriesAt));
        if (claimed != ushort.MaxValue && claimed > limits.MaxEntries)
        {
            throw new ArchiveException(
                ErrorCode.ArchiveOverLimit,
                $"the archive has {claimed} entries, more than the {limits.MaxEntries} allowed"
            );
        }

        long size = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(DirectorySizeAt));
        long directory = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(DirectoryAt));
        if (
            claimed == 0
            || claimed == ushort.MaxValue
            || size == uint.MaxValue
            || directory == uint.MaxValue
            || IsDirectory(stream, directory)
        )
        {
            return 0;
        }

        // The directory stands right before the end record, whatever stands before the archive.
        var prefix = endAt - size - directory;
        return prefix > 0 && IsDirectory(stream, directory + prefix)
            ? prefix
            : throw new ArchiveException(
                ErrorCode.ArchiveTruncated,
                "the ZIP archive's directory is not where its end says: a part of the file is missing"
            );
    }

    private static bool IsDirectory(Stream stream, long at)
    {
        if (at < 0 || at + SignatureSize > stream.Length)
        {
            return false;
        }

        Span<byte> signature = stackalloc byte[SignatureSize];
        stream.Position = at;
        stream.ReadExactly(signature);
        stream.Position = 0;
        return signature.SequenceEqual(DirectoryHeader);
    }

    private static byte[]? FindEndRecord(Stream stream, out long position)
    {
        var length = (int)Math.Min(stream.Length, EndRecordSize + MaxCommentSize);
        var tail = new byte[length];
        stream.Position = stream.Length - length;
        stream.ReadExactly(tail);
        stream.Position = 0;
        for (var at = tail.AsSpan().LastIndexOf(EndRecord); at >= 0; at = tail.AsSpan(0, at).LastIndexOf(EndRecord))
        {
            if (length - at >= EndRecordSize)
            {
                position = stream.Length - length + at;
                return tail[at..(at + EndRecordSize)];
            }
        }

        position = -1;
        return null;
    }
}
