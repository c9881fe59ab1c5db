using System.Buffers.Binary;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Archives;

/// <summary>Reads the start header of a 7z file (7zFormat.txt of the LZMA SDK): its directory lies at the end, so a cut file lacks it.</summary>
internal static class SevenZipStructure
{
    private const int StartHeaderSize = 32;

    /// <summary>Fails when the directory lies beyond the end.</summary>
    public static void Check(Stream stream)
    {
        Span<byte> header = stackalloc byte[StartHeaderSize];
        stream.Position = 0;
        var isWhole = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length;
        stream.Position = 0;
        if (isWhole)
        {
            var offset = BinaryPrimitives.ReadUInt64LittleEndian(header[12..]);
            var size = BinaryPrimitives.ReadUInt64LittleEndian(header[20..]);
            var room = (ulong)(stream.Length - StartHeaderSize);
            isWhole = offset <= room && size <= room - offset;
        }

        if (!isWhole)
        {
            throw new ArchiveException(ErrorCode.ArchiveTruncated, "the 7z archive ends before its directory: the file is cut short, or one volume of several");
        }
    }
}
