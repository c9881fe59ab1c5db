namespace Comic2Pdf.Tests.Fixtures;

/// <summary>Writes Truevision TGA files of every kind.</summary>
internal sealed class ImagesTga
{
    /// <summary>8 (gray), 15, 16, 24 or 32 bits of a pixel, or of a palette's colour.</summary>
    public int Bits { get; init; } = 24;

    public bool IsMapped { get; init; }

    public bool IsPacked { get; init; }

    public bool IsTopDown { get; init; }

    public bool IsRightToLeft { get; init; }

    /// <summary>Bytes of text behind the header.</summary>
    public int IdLength { get; init; }

    public bool HasFooter { get; init; }

    public byte[] Build(ImagesRaster raster)
    {
        var colors = raster.Rgb.Chunk(3).Select(c => (c[0], c[1], c[2])).Distinct().ToList();
        var kind =
            (
                IsMapped ? 1
                : Bits == 8 ? 3
                : 2
            ) + (IsPacked ? 8 : 0);
        var pixelBits = IsMapped ? 8 : Bits;
        var attributes =
            Bits is 32 ? 8
            : Bits is 16 ? 1
            : 0;
        using var file = new MemoryStream();
        file.Write([
            (byte)IdLength,
            (byte)(IsMapped ? 1 : 0),
            (byte)kind,
            0,
            0,
            (byte)(IsMapped ? colors.Count : 0),
            0,
            (byte)(IsMapped ? Bits : 0),
        ]);
        file.Write([
            0,
            0,
            0,
            0,
            (byte)raster.Width,
            (byte)(raster.Width >> 8),
            (byte)raster.Height,
            (byte)(raster.Height >> 8),
            (byte)pixelBits,
        ]);
        file.WriteByte((byte)((IsMapped ? 0 : attributes) | (IsRightToLeft ? 0x10 : 0) | (IsTopDown ? 0x20 : 0)));
        file.Write(new byte[IdLength]);
        if (IsMapped)
        {
            colors.ForEach(c => file.Write(Color(c)));
        }

        for (var row = 0; row < raster.Height; row++)
        {
            var y = IsTopDown ? row : raster.Height - 1 - row;
            var pixels = Enumerable
                .Range(0, raster.Width)
                .Select(i => raster[IsRightToLeft ? raster.Width - 1 - i : i, y])
                .Select(c => IsMapped ? [(byte)colors.IndexOf(c)] : Color(c))
                .ToList();
            Write(file, pixels);
        }

        if (HasFooter)
        {
            file.Write([.. new byte[8], .. "TRUEVISION-XFILE.\0"u8]);
        }

        return file.ToArray();
    }

    private byte[] Color((byte R, byte G, byte B) c) =>
        Bits switch
        {
            8 => [c.R],
            24 => [c.B, c.G, c.R],
            32 => [c.B, c.G, c.R, 255],
            _ => BitConverter.GetBytes((ushort)((c.R >> 3 << 10) | (c.G >> 3 << 5) | (c.B >> 3) | (Bits == 16 ? 0x8000 : 0))),
        };

    private void Write(MemoryStream file, List<byte[]> pixels)
    {
        if (!IsPacked)
        {
            pixels.ForEach(p => file.Write(p));
            return;
        }

        // Runs of equal pixels, and literal packets between them.
        for (var i = 0; i < pixels.Count; )
        {
            var run = pixels.Skip(i).TakeWhile(p => p.SequenceEqual(pixels[i])).Take(128).Count();
            var literal =
                run > 1
                    ? 1
                    : Math.Min(128, pixels.Skip(i).Zip(pixels.Skip(i + 1)).TakeWhile(p => !p.First.SequenceEqual(p.Second)).Count() + 1);
            file.WriteByte((byte)(run > 1 ? 0x80 | (run - 1) : literal - 1));
            pixels.Skip(i).Take(run > 1 ? 1 : literal).ToList().ForEach(p => file.Write(p));
            i += run > 1 ? run : literal;
        }
    }
}
