using System.Buffers.Binary;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>Writes Windows bitmaps.</summary>
internal static class ImagesBmp
{
    private const int Headers = 54;

    /// <param name="raster">The picture; with a palette its pixels must be among the palette's colours.</param>
    /// <param name="bits">1, 4, 8, 24 or 32.</param>
    /// <param name="palette">Colours for 1, 4 and 8 bits.</param>
    /// <param name="isTopDown">First row first, as a negative height says.</param>
    /// <param name="pixelsPerMetre">Resolution.</param>
    public static byte[] Build(
        ImagesRaster raster,
        int bits,
        (byte R, byte G, byte B)[]? palette = null,
        bool isTopDown = false,
        int pixelsPerMetre = 0
    )
    {
        var colors = palette is null ? 0 : 1 << bits;
        var rowBytes = ((raster.Width * bits) + 31) / 32 * 4;
        var file = new byte[Headers + (4 * colors) + (rowBytes * raster.Height)];
        WriteHeader(file, raster.Width, isTopDown ? -raster.Height : raster.Height, bits);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), Headers + (4 * colors));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(38), pixelsPerMetre);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(42), pixelsPerMetre);
        for (var i = 0; i < (palette?.Length ?? 0); i++)
        {
            (file[Headers + (4 * i) + 2], file[Headers + (4 * i) + 1], file[Headers + (4 * i)]) = palette![i];
        }

        for (var y = 0; y < raster.Height; y++)
        {
            var row = file.AsSpan(Headers + (4 * colors) + (rowBytes * (isTopDown ? y : raster.Height - 1 - y)), rowBytes);
            for (var x = 0; x < raster.Width; x++)
            {
                var pixel = raster[x, y];
                if (palette is null)
                {
                    (row[(x * bits / 8) + 2], row[(x * bits / 8) + 1], row[x * bits / 8]) = pixel;
                }
                else
                {
                    row[x * bits / 8] |= (byte)(Array.IndexOf(palette, pixel) << (8 - bits - (x * bits % 8)));
                }
            }
        }

        return file;
    }

    /// <summary>A file that states a size and holds nearly nothing.</summary>
    public static byte[] HeaderOnly(int width, int height)
    {
        var file = new byte[Headers + 100];
        WriteHeader(file, width, height, 24);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), Headers);
        return file;
    }

    private static void WriteHeader(Span<byte> file, int width, int height, int bits)
    {
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file[2..], file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file[14..], 40);
        BinaryPrimitives.WriteInt32LittleEndian(file[18..], width);
        BinaryPrimitives.WriteInt32LittleEndian(file[22..], height);
        file[26] = 1;
        file[28] = (byte)bits;
    }
}
