using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>Writes PNG files of every kind the standard knows (ISO/IEC 15948), sample by sample.</summary>
internal sealed class ImagesPng
{
    private readonly List<(string Type, byte[] Data)> _before = [];

    public required int Width { get; init; }

    public required int Height { get; init; }

    public int Depth { get; init; } = 8;

    /// <summary>0 gray, 2 RGB, 3 palette, 4 gray and alpha, 6 RGBA.</summary>
    public int ColorType { get; init; } = 2;

    public bool IsInterlaced { get; init; }

    /// <summary>The sample at column, row, channel.</summary>
    public required Func<int, int, int, int> Sample { get; init; }

    public CompressionLevel Level { get; init; } = CompressionLevel.Optimal;

    /// <summary>Rows at the end of each pass that are stated and not there.</summary>
    public int RowsLeftOut { get; init; }

    /// <summary>Into how many IDAT chunks the data is cut.</summary>
    public int Parts { get; init; } = 1;

    public int Channels =>
        ColorType switch
        {
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 1,
        };

    private int Max => (1 << Depth) - 1;

    public ImagesPng With(string chunk, params byte[] data)
    {
        _before.Add((chunk, data));
        return this;
    }

    /// <summary>Adds a resolution in pixels per metre.</summary>
    public ImagesPng WithResolution(uint x, uint y)
    {
        var data = new byte[9];
        BinaryPrimitives.WriteUInt32BigEndian(data, x);
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(4), y);
        data[8] = 1;
        return With("pHYs", data);
    }

    public static ImagesPng Rgb(ImagesRaster raster) =>
        new()
        {
            Width = raster.Width,
            Height = raster.Height,
            Sample = (x, y, c) => raster.Rgb[(3 * ((y * raster.Width) + x)) + c],
        };

    /// <summary>The rows' zlib stream, as it stands in the IDAT chunks.</summary>
    public byte[] Data()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, Level, leaveOpen: true))
        {
            if (!IsInterlaced)
            {
                Pass(zlib, 0, 0, 1, 1);
            }
            else
            {
                // Adam7: where each pass begins and how far its pixels lie apart.
                (int X, int Y, int Dx, int Dy)[] passes =
                [
                    (0, 0, 8, 8),
                    (4, 0, 8, 8),
                    (0, 4, 4, 8),
                    (2, 0, 4, 4),
                    (0, 2, 2, 4),
                    (1, 0, 2, 2),
                    (0, 1, 1, 2),
                ];
                foreach (var (x, y, dx, dy) in passes)
                {
                    Pass(zlib, x, y, dx, dy);
                }
            }
        }

        return packed.ToArray();
    }

    public byte[] Build() => Build(Data());

    /// <summary>The file with other data than its own.</summary>
    public byte[] Build(byte[] data)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(file, "IHDR", Header(Width, Height, Depth, ColorType, IsInterlaced));
        foreach (var (type, body) in _before)
        {
            Chunk(file, type, body);
        }

        var size = Math.Max(1, (data.Length + Parts - 1) / Parts);
        foreach (var part in data.Chunk(size))
        {
            Chunk(file, "IDAT", part);
        }

        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>A file that states a size and holds nearly nothing.</summary>
    public static byte[] HeaderOnly(int width, int height, bool isInterlaced = false)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(file, "IHDR", Header(width, height, 8, 2, isInterlaced));
        Chunk(file, "IDAT", [0x78, 0x9C, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]);
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>Where the first chunk of a type begins: its length field.</summary>
    public static int Find(byte[] file, string type) => file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(type)) - 4;

    /// <summary>Spoils the checksum of the first chunk of a type.</summary>
    public static byte[] SpoilChecksum(byte[] file, string type)
    {
        var at = Find(file, type);
        var copy = file.ToArray();
        copy[at + 8 + BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at))] ^= 0x55;
        return copy;
    }

    /// <summary>The picture as it is seen, computed from the samples: 16 bits cut to 8, alpha or colour key laid on white.</summary>
    public ImagesRaster Seen(byte[]? palette = null, byte[]? paletteAlpha = null, int[]? key = null) =>
        ImagesRaster.Of(
            Width,
            Height,
            (x, y) =>
            {
                byte Eight(int channel) => (byte)Math.Round(Sample(x, y, channel) * 255.0 / Max);
                if (ColorType == 3)
                {
                    var i = Sample(x, y, 0);
                    var a = paletteAlpha is not null && i < paletteAlpha.Length ? paletteAlpha[i] : (byte)255;
                    return (
                        ImagesRaster.OnWhite(palette![3 * i], a),
                        ImagesRaster.OnWhite(palette[(3 * i) + 1], a),
                        ImagesRaster.OnWhite(palette[(3 * i) + 2], a)
                    );
                }

                var alpha =
                    ColorType is 4 or 6 ? Eight(Channels - 1)
                    : key is not null && Enumerable.Range(0, Channels).All(c => Sample(x, y, c) == key[c]) ? (byte)0
                    : (byte)255;
                var (g, b) = ColorType is 2 or 6 ? (1, 2) : (0, 0);
                return (
                    ImagesRaster.OnWhite(Eight(0), alpha),
                    ImagesRaster.OnWhite(Eight(g), alpha),
                    ImagesRaster.OnWhite(Eight(b), alpha)
                );
            }
        );

    private static byte[] Header(int width, int height, int depth, int colorType, bool isInterlaced)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = (byte)depth;
        header[9] = (byte)colorType;
        header[12] = (byte)(isInterlaced ? 1 : 0);
        return header;
    }

    private void Pass(Stream to, int x0, int y0, int dx, int dy)
    {
        if (x0 >= Width)
        {
            return;
        }

        var columns = (Width - x0 + dx - 1) / dx;
        var rowBytes = ((columns * Channels * Depth) + 7) / 8;
        var bytesPerPixel = Math.Max(1, Channels * Depth / 8);
        var previous = new byte[rowBytes];
        for (var y = y0; y < Height - RowsLeftOut; y += dy)
        {
            var row = new byte[rowBytes];
            for (var i = 0; i < columns; i++)
            {
                for (var c = 0; c < Channels; c++)
                {
                    Put(row, (i * Channels) + c, Sample(x0 + (i * dx), y, c));
                }
            }

            // Every filter in turn but Paeth: none, sub, up, average.
            var filter = Depth < 8 ? 0 : y / dy % 4;
            to.WriteByte((byte)filter);
            for (var i = 0; i < rowBytes; i++)
            {
                var left = i >= bytesPerPixel ? row[i - bytesPerPixel] : 0;
                to.WriteByte(
                    (byte)(
                        row[i]
                        - filter switch
                        {
                            1 => left,
                            2 => previous[i],
                            3 => (left + previous[i]) / 2,
                            _ => 0,
                        }
                    )
                );
            }

            previous = row;
        }
    }

    private void Put(byte[] row, int index, int sample)
    {
        if (Depth == 16)
        {
            BinaryPrimitives.WriteUInt16BigEndian(row.AsSpan(2 * index), (ushort)sample);
        }
        else
        {
            var bit = index * Depth;
            row[bit / 8] |= (byte)(sample << (8 - Depth - (bit % 8)));
        }
    }

    private static void Chunk(MemoryStream file, string type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(body));
        file.Write(number);
    }
}
