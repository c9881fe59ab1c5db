using System.Buffers.Binary;

namespace Comic2Pdf.Processing.Archives.Formats;

/// <summary>The block headers of RAR 1.5 to 4 (technote.txt of RAR 4.x).</summary>
internal sealed class Rar4Blocks(Stream stream, ArchiveLimits limits) : RarBlocks(stream, limits)
{
    /// <summary>HEAD_TYPE of the archive's own header, the first block.</summary>
    public const byte ArchiveHeader = 0x73;

    /// <summary>Where HEAD_TYPE stands in a block header.</summary>
    public const int TypeAt = 2;

    // HEAD_TYPE.
    private const byte MarkBlock = 0x72;
    private const byte FileHeader = 0x74;
    private const byte EndHeader = 0x7B;

    // HEAD_FLAGS: of any block, then of the archive, of files and of the end.
    private const int HasData = 0x8000;
    private const int IsVolume = 0x0001;
    private const int HasEncryptedHeaders = 0x0080;
    private const int GoesOnInOtherVolumes = 0x0003;
    private const int HasPassword = 0x0004;
    private const int HasLargeSizes = 0x0100;
    private const int HasNextVolume = 0x0001;

    // Offsets in a header, and how long it must be for them.
    private const int FlagsAt = 3;
    private const int SizeAt = 5;
    private const int MinHeader = 7;
    private const int DataSizeAt = 7;
    private const int VersionAt = 24;
    private const int MinFileHeader = 32;
    private const int HighDataSizeAt = 32;
    private const int MinLargeFileHeader = 36;

    // UNP_VER of RAR 2.9 and later, which always write the end mark; older ones never do.
    private const byte FirstVersionWithEndMark = 29;

    /// <summary>Bytes of the mark that every file begins with.</summary>
    private static int MarkSize => ArchiveSignature.Rar4Magic.Length;

    /// <inheritdoc/>
    public override bool Walk()
    {
        long at = MarkSize;
        var needsEndMark = false;
        while (at < Length)
        {
            var fixedPart = Read(at, MinHeader);
            var type = fixedPart[TypeAt];
            var flags = BinaryPrimitives.ReadUInt16LittleEndian(fixedPart[FlagsAt..]);
            int size = BinaryPrimitives.ReadUInt16LittleEndian(fixedPart[SizeAt..]);
            if (type is < MarkBlock or > EndHeader || size < MinHeader)
            {
                throw Damaged(at);
            }

            var header = Read(at, size);
            long data =
                (flags & HasData) != 0 && size >= DataSizeAt + sizeof(uint)
                    ? BinaryPrimitives.ReadUInt32LittleEndian(header[DataSizeAt..])
                    : 0;
            switch (type)
            {
                case ArchiveHeader when (flags & HasEncryptedHeaders) != 0:
                    throw Encrypted();
                case ArchiveHeader when (flags & IsVolume) != 0:
                case FileHeader when (flags & GoesOnInOtherVolumes) != 0:
                case EndHeader when (flags & HasNextVolume) != 0:
                    throw Volume();
                case FileHeader when size < MinFileHeader:
                    throw Damaged(at);
                case FileHeader:
                    data +=
                        (flags & HasLargeSizes) != 0 && size >= MinLargeFileHeader
                            ? (long)BinaryPrimitives.ReadUInt32LittleEndian(header[HighDataSizeAt..]) << 32
                            : 0;
                    needsEndMark |= header[VersionAt] >= FirstVersionWithEndMark;
                    CountFile(isEncrypted: (flags & HasPassword) != 0);
                    break;
                case EndHeader:
                    return true;
            }

            at += size + data;
        }

        RequireWhole(at);
        return !needsEndMark;
    }
}
