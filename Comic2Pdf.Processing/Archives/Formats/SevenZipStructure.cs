using System.Buffers.Binary;
using System.IO.Hashing;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Archives.Formats;

/// <summary>
/// Reads the first header of a 7z file (7zFormat.txt, "SignatureHeader"), which says where the last one ends, before a library does:
/// whether the file is whole.
/// </summary>
internal static class SevenZipStructure
{
    /// <summary>Bytes of the first header, its magic included.</summary>
    public const int SignatureHeaderSize = 32;

    // Offsets in it.
    private const int ChecksumAt = 8;
    private const int OffsetAt = 12;
    private const int SizeAt = 20;

    /// <summary>Whether a first header is sound: its checksum holds.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> header) =>
        Crc32.HashToUInt32(header[OffsetAt..SignatureHeaderSize]) == BinaryPrimitives.ReadUInt32LittleEndian(header[ChecksumAt..]);

    /// <summary>Fails for a cut file and for a first header that is not sound.</summary>
    public static void Check(Stream stream)
    {
        Span<byte> header = stackalloc byte[SignatureHeaderSize];
        stream.Position = 0;
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
        {
            throw Truncated();
        }

        if (!IsHeader(header))
        {
            throw new ArchiveException(ErrorCode.ArchiveDamaged, "the 7z archive is damaged: the checksum of its first header is wrong");
        }

        var offset = BinaryPrimitives.ReadUInt64LittleEndian(header[OffsetAt..]);
        var size = BinaryPrimitives.ReadUInt64LittleEndian(header[SizeAt..]);
        var room = (ulong)(stream.Length - SignatureHeaderSize);
        if (offset > room || size > room - offset)
        {
            throw Truncated();
        }

        stream.Position = 0;
    }

    /// <summary>A first volume (.7z.001) is the start of the file and nothing else, so it cannot be told from a cut one.</summary>
    private static ArchiveException Truncated() =>
        new(
            ErrorCode.ArchiveTruncated,
            "the 7z archive ends before its directory: the file is cut short, or is the first volume of several"
        );
}
