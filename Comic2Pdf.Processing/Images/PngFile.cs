using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using Comic2Pdf.Processing.Images.Checks;

namespace Comic2Pdf.Processing.Images;

/// <summary>Puts rows that were taken out of a PNG back into one (ISO/IEC 15948, 5.3), for a decoder that wants sound files.</summary>
internal static class PngFile
{
    /// <summary>The first bytes of every file (5.2).</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The file.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="bitDepth">Bits of one component.</param>
    /// <param name="components">1 gray or index, 3 RGB.</param>
    /// <param name="palette">RGB triples, or empty.</param>
    /// <param name="rows">The zlib stream of filtered rows.</param>
    public static byte[] Build(int width, int height, int bitDepth, int components, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> rows)
    {
        var colorType =
            palette.Length > 0 ? PngColorType.Indexed
            : components == 3 ? PngColorType.Rgb
            : PngColorType.Gray;
        using var file = Begin(new PngHeader(width, height, (byte)bitDepth, colorType, IsInterlaced: false), rows.Length + palette.Length);
        ChunkIfAny(file, "PLTE"u8, palette);
        return End(file, rows);
    }

    /// <summary>A sound file from a damaged one: all rows that can still be unpacked, the rest zero.</summary>
    /// <param name="png">The damaged file's parts; its header is sound and of a size that may be decoded.</param>
    public static byte[] Repair(PngChunks png)
    {
        var header = png.Header!.Value;
        var rows = new byte[Passes(header).Sum(p => p.Rows * (1 + p.RowBytes))];
        using var packed = new MemoryStream();
        foreach (var part in png.Data)
        {
            packed.Write(part.Span);
        }

        packed.Position = 0;
        Unpack(packed, rows);
        ClearFromFirstFault(rows, header);
        packed.SetLength(0);
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        using var file = Begin(header, (int)packed.Length);
        ChunkIfAny(file, "iCCP"u8, png.Icc.Span);
        ChunkIfAny(file, "PLTE"u8, png.Palette.Span);
        ChunkIfAny(file, "tRNS"u8, png.Transparency.Span);
        ChunkIfAny(file, "eXIf"u8, png.Exif.Span);
        return End(file, packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    private static void Unpack(Stream packed, Span<byte> rows)
    {
        // Little by little: a failing read gives nothing of what it had unpacked.
        const int Step = 1 << 10;
        try
        {
            using var zlib = new ZLibStream(packed, CompressionMode.Decompress, leaveOpen: true);
            while (rows.Length > 0 && zlib.Read(rows[..Math.Min(Step, rows.Length)]) is > 0 and var read)
            {
                rows = rows[read..];
            }
        }
        catch (InvalidDataException)
        {
            // As far as it goes.
        }
    }

    /// <summary>A row with a filter that does not exist is none, and what follows it is not in its place: a decoder would give all of it up.</summary>
    private static void ClearFromFirstFault(Span<byte> rows, PngHeader header)
    {
        foreach (var (count, rowBytes) in Passes(header))
        {
            for (var row = 0L; row < count; row++)
            {
                if (rows[0] >= PngCheck.Filters)
                {
                    rows.Clear();
                    return;
                }

                rows = rows[(int)(1 + rowBytes)..];
            }
        }
    }

    /// <summary>The rows of each pass, and the bytes of a row behind its filter: one pass, or up to seven of an interlaced picture (8.2).</summary>
    public static IEnumerable<(long Rows, long RowBytes)> Passes(PngHeader header)
    {
        (int X, int Y, int Dx, int Dy)[] passes = header.IsInterlaced
            ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
            : [(0, 0, 1, 1)];
        return passes
            .Select(p => (Columns: (header.Width - p.X + p.Dx - 1L) / p.Dx, Rows: (header.Height - p.Y + p.Dy - 1L) / p.Dy))
            .Where(p => p.Columns > 0 && p.Rows > 0)
            .Select(p => (p.Rows, ((p.Columns * header.PixelBits) + 7) / 8));
    }

    private static MemoryStream Begin(PngHeader header, int dataLength)
    {
        var body = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(body, header.Width);
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(4), header.Height);
        body[8] = header.BitDepth;
        body[9] = header.ColorType;
        body[12] = (byte)(header.IsInterlaced ? 1 : 0);
        var file = new MemoryStream(dataLength + 128);
        file.Write(Signature);
        Chunk(file, "IHDR"u8, body);
        return file;
    }

    private static byte[] End(MemoryStream file, ReadOnlySpan<byte> rows)
    {
        Chunk(file, "IDAT"u8, rows);
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void ChunkIfAny(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        if (data.Length > 0)
        {
            Chunk(file, type, data);
        }
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
