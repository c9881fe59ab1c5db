using System.IO.Hashing;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>Makes a 7z file whose directory was changed pass its checksums again.</summary>
internal static class SevenZipPatch
{
    private const int SignatureHeaderSize = 32;

    public static byte[] Resealed(byte[] archive)
    {
        var start = SignatureHeaderSize + (int)BitConverter.ToInt64(archive, 12);
        var size = (int)BitConverter.ToInt64(archive, 20);
        LittleEndianWriter.Patch32(archive, 28, Crc32.HashToUInt32(archive.AsSpan(start, size)));
        return LittleEndianWriter.Patch32(archive, 8, Crc32.HashToUInt32(archive.AsSpan(12, 20)));
    }
}
