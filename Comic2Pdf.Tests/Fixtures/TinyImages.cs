using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>The smallest valid pages. Each number gives other bytes, so a page is known by its bytes wherever it lands.</summary>
internal static class TinyImages
{
    private const int Side = 8;

    /// <summary>A gray JPEG of 8 x 8 pixels (ITU-T T.81), sequential.</summary>
    /// <param name="number">Stands in its comment.</param>
    /// <param name="padding">Bytes of further comment, of noise that no packer makes smaller; below 60,000.</param>
    public static byte[] Jpeg(int number, int padding = 0)
    {
        var comment = new byte[8 + padding];
        new Random(number).NextBytes(comment);
        BinaryPrimitives.WriteInt32BigEndian(comment, number);
        using var file = new MemoryStream();
        file.Write([0xFF, 0xD8]);
        Segment(file, 0xE0, [.. "JFIF\0"u8, 1, 1, 1, 0, 150, 0, 150, 0, 0]);
        Segment(file, 0xFE, comment);
        Segment(file, 0xDB, [0, .. Enumerable.Repeat((byte)16, 64)]);
        Segment(file, 0xC0, [8, 0, Side, 0, Side, 1, 1, 0x11, 0]);

        // One code of one bit in either table: "no difference" and "end of block".
        Segment(file, 0xC4, [0x00, 1, .. new byte[15], 0]);
        Segment(file, 0xC4, [0x10, 1, .. new byte[15], 0]);
        Segment(file, 0xDA, [1, 1, 0, 0, 63, 0]);
        file.Write([0x3F, 0xFF, 0xD9]);
        return file.ToArray();
    }

    /// <summary>The same, larger than a length: too large to be read at once.</summary>
    public static byte[] JpegOver(int number, int length)
    {
        var file = Jpeg(number);
        using var larger = new MemoryStream();
        larger.Write(file.AsSpan(0, 2));
        while (larger.Length < length)
        {
            Segment(larger, 0xFE, new byte[60_000]);
        }

        larger.Write(file.AsSpan(2));
        return larger.ToArray();
    }

    /// <summary>A gray PNG of 8 x 8 pixels.</summary>
    public static byte[] Png(int number)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(file, "IHDR"u8, [0, 0, 0, Side, 0, 0, 0, Side, 8, 0, 0, 0, 0]);
        Chunk(file, "IDAT"u8, PngRows(number));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>The compressed rows of <see cref="Png"/>: what of it a PDF holds.</summary>
    public static byte[] PngRows(int number)
    {
        var rows = new byte[Side * (Side + 1)];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = i % (Side + 1) == 0 ? (byte)0 : (byte)(number + i);
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        return packed.ToArray();
    }

    private static void Segment(MemoryStream file, byte marker, byte[] body)
    {
        var length = body.Length + 2;
        file.Write([0xFF, marker, (byte)(length >> 8), (byte)length, .. body]);
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, byte[] body)
    {
        byte[] sealedPart = [.. type, .. body];
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        file.Write(number);
        file.Write(sealedPart);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(sealedPart));
        file.Write(number);
    }
}
