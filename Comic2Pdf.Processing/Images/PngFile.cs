using System.Buffers.Binary;
using System.IO.Hashing;

namespace Comic2Pdf.Processing.Images;

/// <summary>Puts compressed rows that were taken out of a PNG back into one (ISO/IEC 15948, 5.3), for a decoder that wants files.</summary>
internal static class PngFile
{
    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The file.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="bitDepth">Bits of one component.</param>
    /// <param name="components">1 gray or index, 3 RGB.</param>
    /// <param name="palette">RGB triples, or empty.</param>
    /// <param name="rows">The zlib stream of filtered rows.</param>
    public static byte[] Build(int width, int height, int bitDepth, int components, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> rows)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = (byte)bitDepth;
        header[9] = (byte)(palette.Length > 0 ? 3 : components == 3 ? 2 : 0);

        using var file = new MemoryStream(rows.Length + palette.Length + 128);
        file.Write(Signature);
        Chunk(file, "IHDR"u8, header);
        if (palette.Length > 0)
        {
            Chunk(file, "PLTE"u8, palette);
        }

        Chunk(file, "IDAT"u8, rows);
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        var crc = new Crc32();
        crc.Append(type);
        crc.Append(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, crc.GetCurrentHashAsUInt32());
        file.Write(number);
    }
}
