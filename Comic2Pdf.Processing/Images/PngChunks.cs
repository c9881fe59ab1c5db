using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Comic2Pdf.Processing.Images;

/// <summary>The parts of a PNG file that matter to a page.</summary>
internal sealed class PngChunks
{
    private const int ChunkFrame = 12;
    private const int MaxProfileBytes = 16 << 20;

    private readonly List<ReadOnlyMemory<byte>> _data = [];

    public PngHeader? Header { get; private set; }

    public List<ReadOnlyMemory<byte>> Data => _data;

    public ReadOnlyMemory<byte> Palette { get; private set; }

    /// <summary>The body of tRNS, or empty.</summary>
    public ReadOnlyMemory<byte> Transparency { get; private set; }

    /// <summary>The body of iCCP, or empty.</summary>
    public ReadOnlyMemory<byte> Icc { get; private set; }

    public ReadOnlyMemory<byte> Exif { get; private set; }

    public double? DpiX { get; private set; }

    public double? DpiY { get; private set; }

    /// <summary>Reads all chunks; returns what is wrong, or null. A damaged ancillary chunk is skipped.</summary>
    public string? Read(ReadOnlyMemory<byte> file)
    {
        const byte Ancillary = 0x20;
        string? damage = null;
        for (var at = PngFile.Signature.Length; at + ChunkFrame <= file.Length; )
        {
            var frame = file.Span[at..];
            var length = BinaryPrimitives.ReadUInt32BigEndian(frame);
            var type = frame.Slice(4, 4);
            if (at + ChunkFrame + (long)length > file.Length)
            {
                // What there is of the rows is still worth showing.
                if (type.SequenceEqual("IDAT"u8))
                {
                    _data.Add(file[(at + 8)..]);
                }

                break;
            }

            var isWhole =
                Crc32.HashToUInt32(frame.Slice(4, 4 + (int)length)) == BinaryPrimitives.ReadUInt32BigEndian(frame[(8 + (int)length)..]);
            if (!isWhole)
            {
                damage ??= "the PNG is damaged: a chunk's checksum is wrong";
            }

            if (isWhole || (type[0] & Ancillary) == 0)
            {
                Chunk(type, file.Slice(at + 8, (int)length));
            }

            if (type.SequenceEqual("IEND"u8))
            {
                return damage;
            }

            at += ChunkFrame + (int)length;
        }

        return damage ?? "the PNG ends before its end chunk";
    }

    /// <summary>The transparent colour as PDF wants it; empty when all is opaque; null when only an alpha channel can say it.</summary>
    public IReadOnlyList<int>? ColorKey(PngHeader header)
    {
        var t = Transparency.Span;
        switch (header.ColorType)
        {
            case PngColorType.Gray when t.Length >= 2:
                int gray = BinaryPrimitives.ReadUInt16BigEndian(t);
                return [gray, gray];
            case PngColorType.Rgb when t.Length >= 6:
                int r = BinaryPrimitives.ReadUInt16BigEndian(t),
                    g = BinaryPrimitives.ReadUInt16BigEndian(t[2..]),
                    b = BinaryPrimitives.ReadUInt16BigEndian(t[4..]);
                return [r, r, g, g, b, b];
            case PngColorType.Indexed:
                // One run of wholly transparent entries is a key; anything softer is not.
                var first = t.IndexOfAnyExcept((byte)255);
                if (first < 0)
                {
                    return [];
                }

                var last = t.LastIndexOfAnyExcept((byte)255);
                return t[first..(last + 1)].IndexOfAnyExcept((byte)0) < 0 ? [first, last] : null;
            default:
                return [];
        }
    }

    public ReadOnlyMemory<byte> IccProfile()
    {
        // Name, zero, method zero, then a zlib stream.
        var zero = Icc.Span.IndexOf((byte)0);
        if (zero < 0 || zero + 2 > Icc.Length)
        {
            return default;
        }

        try
        {
            using var inflate = new ZLibStream(new MemoryStream(Icc[(zero + 2)..].ToArray()), CompressionMode.Decompress);
            using var profile = new MemoryStream();
            var chunk = new byte[1 << 13];
            for (var read = inflate.Read(chunk); read > 0 && profile.Length < MaxProfileBytes; read = inflate.Read(chunk))
            {
                profile.Write(chunk, 0, read);
            }

            return profile.GetBuffer().AsMemory(0, (int)profile.Length);
        }
        catch (InvalidDataException)
        {
            return default;
        }
    }

    private void Chunk(ReadOnlySpan<byte> type, ReadOnlyMemory<byte> body)
    {
        var b = body.Span;
        if (type.SequenceEqual("IHDR"u8) && b.Length >= 13)
        {
            Header = new PngHeader(
                BinaryPrimitives.ReadInt32BigEndian(b),
                BinaryPrimitives.ReadInt32BigEndian(b[4..]),
                b[8],
                b[9],
                b[12] != 0
            );
        }
        else if (type.SequenceEqual("IDAT"u8))
        {
            _data.Add(body);
        }
        else if (type.SequenceEqual("PLTE"u8) && b.Length % 3 == 0)
        {
            Palette = Header?.ColorType == PngColorType.Indexed ? body : default;
        }
        else if (type.SequenceEqual("tRNS"u8))
        {
            Transparency = body;
        }
        else if (type.SequenceEqual("iCCP"u8))
        {
            Icc = body;
        }
        else if (type.SequenceEqual("eXIf"u8))
        {
            Exif = body;
        }
        else if (type.SequenceEqual("pHYs"u8) && b.Length >= 9 && b[8] == 1)
        {
            DpiX = BinaryPrimitives.ReadUInt32BigEndian(b) * 0.0254;
            DpiY = BinaryPrimitives.ReadUInt32BigEndian(b[4..]) * 0.0254;
        }
    }
}
