using System.Buffers.Binary;

namespace Comic2Pdf.Processing.Metadata;

/// <summary>The comment of a ZIP archive, which stands behind its end record (APPNOTE 4.3.16).</summary>
internal static class ZipComment
{
    private const int EndRecord = 22;
    private const int MaxComment = ushort.MaxValue;

    /// <summary>The comment's bytes; empty when there is none.</summary>
    /// <param name="archivePath">A file of any kind.</param>
    public static byte[] Read(string archivePath)
    {
        using var file = File.OpenRead(archivePath);
        var tail = new byte[(int)Math.Min(file.Length, EndRecord + MaxComment)];
        file.Seek(-tail.Length, SeekOrigin.End);
        file.ReadExactly(tail);
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        return
            at >= 0
            && at + EndRecord <= tail.Length
            && BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + EndRecord - 2)) is var length
            && at + EndRecord + length <= tail.Length
            ? tail[(at + EndRecord)..(at + EndRecord + length)]
            : [];
    }
}
