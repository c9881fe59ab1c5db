using System.Text;
using SkiaSharp;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>Pixels as they are seen: 8-bit RGB, on white.</summary>
internal sealed record ImagesRaster(int Width, int Height, byte[] Rgb)
{
    /// <summary>A picture that looks like no other when turned or mirrored: gradients, and a dark mark near its upper left corner.</summary>
    public static ImagesRaster Sample(int width = 61, int height = 43) =>
        Of(
            width,
            height,
            (x, y) =>
                x >= 3 && x < 14 && y >= 2 && y < 8
                    ? ((byte)200, (byte)10, (byte)20)
                    : (
                        (byte)(60 + (x * 190 / width)),
                        (byte)(250 - (y * 180 / height)),
                        (byte)((x + (2 * y)) * 255 / (width + (2 * height)))
                    )
        );

    /// <summary>Flat areas of few colours, as drawn comics have.</summary>
    public static ImagesRaster Flat(int width = 61, int height = 43) =>
        Of(
            width,
            height,
            (x, y) =>
                (x / 9, y / 7) switch
                {
                    (0, 0) => (255, 0, 0),
                    (> 3, 0) => (0, 0, 0),
                    (1, _) => (0, 128, 255),
                    (_, 3) => (255, 220, 60),
                    (> 4, > 3) => (30, 90, 40),
                    _ => (255, 255, 255),
                }
        );

    public static ImagesRaster Of(int width, int height, Func<int, int, (byte R, byte G, byte B)> pixel)
    {
        var rgb = new byte[width * height * 3];
        for (var i = 0; i < width * height; i++)
        {
            (rgb[3 * i], rgb[(3 * i) + 1], rgb[(3 * i) + 2]) = pixel(i % width, i / width);
        }

        return new ImagesRaster(width, height, rgb);
    }

    public static ImagesRaster OfPpm(byte[] file)
    {
        // "P6 width height 255", then one blank.
        var words = new List<string>();
        var at = 0;
        while (words.Count < 4)
        {
            var start = at;
            while (!char.IsWhiteSpace((char)file[at]))
            {
                at++;
            }

            words.Add(Encoding.ASCII.GetString(file, start, at - start));
            at++;
        }

        Assert.Equal(("P6", "255"), (words[0], words[3]));
        return new ImagesRaster(int.Parse(words[1]), int.Parse(words[2]), file[at..]);
    }

    /// <summary>What Skia makes of a file, laid on white: a decoder that the product does not use for these formats.</summary>
    public static ImagesRaster OfSkia(byte[] file)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        Assert.NotNull(codec);
        using var bitmap = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        Assert.Equal(SKCodecResult.Success, codec.GetPixels(bitmap.Info, bitmap.GetPixels()));
        return Of(
            bitmap.Width,
            bitmap.Height,
            (x, y) =>
            {
                var c = bitmap.GetPixel(x, y);
                return (OnWhite(c.Red, c.Alpha), OnWhite(c.Green, c.Alpha), OnWhite(c.Blue, c.Alpha));
            }
        );
    }

    /// <summary>What libvips makes of a file, as libjpeg does and with it the browsers.</summary>
    public static ImagesRaster OfVips(byte[] file)
    {
        using var image = NetVips.Image.NewFromBuffer(file);
        using var rgb = image.Colourspace(NetVips.Enums.Interpretation.Srgb);
        return new ImagesRaster(rgb.Width, rgb.Height, rgb.WriteToMemory<byte>());
    }

    /// <summary>A component of a colour that lets the white below shine through.</summary>
    public static byte OnWhite(byte value, byte alpha) => (byte)Math.Round(((value * alpha) + (255.0 * (255 - alpha))) / 255);

    public (byte R, byte G, byte B) this[int x, int y] =>
        (Rgb[3 * ((y * Width) + x)], Rgb[(3 * ((y * Width) + x)) + 1], Rgb[(3 * ((y * Width) + x)) + 2]);

    /// <summary>The same picture turned as an EXIF orientation says (CIPA DC-008, 4.6.5.1.6).</summary>
    public ImagesRaster Turned(int orientation) =>
        orientation switch
        {
            2 => Of(Width, Height, (x, y) => this[Width - 1 - x, y]),
            3 => Of(Width, Height, (x, y) => this[Width - 1 - x, Height - 1 - y]),
            4 => Of(Width, Height, (x, y) => this[x, Height - 1 - y]),
            5 => Of(Height, Width, (x, y) => this[y, x]),
            6 => Of(Height, Width, (x, y) => this[y, Height - 1 - x]),
            7 => Of(Height, Width, (x, y) => this[Width - 1 - y, Height - 1 - x]),
            8 => Of(Height, Width, (x, y) => this[Width - 1 - y, x]),
            _ => this,
        };

    public ImagesRaster Gray() =>
        Of(
            Width,
            Height,
            (x, y) =>
            {
                var (r, g, b) = this[x, y];
                var gray = (byte)((r + g + b) / 3);
                return (gray, gray, gray);
            }
        );

    /// <summary>Fails when a component differs by more than <paramref name="tolerance"/>, naming the first pixel that does.</summary>
    public void AssertSame(ImagesRaster actual, int tolerance = 0)
    {
        Assert.Equal((Width, Height), (actual.Width, actual.Height));
        for (var i = 0; i < Rgb.Length; i++)
        {
            if (Math.Abs(Rgb[i] - actual.Rgb[i]) > tolerance)
            {
                var (x, y) = (i / 3 % Width, i / 3 / Width);
                Assert.Fail($"at {x},{y}: expected {this[x, y]}, seen {actual[x, y]}");
            }
        }
    }

    /// <summary>Fails when the difference is more than two decoders of one JPEG may have.</summary>
    public void AssertLike(ImagesRaster actual, double minPsnr = 40)
    {
        Assert.Equal((Width, Height), (actual.Width, actual.Height));
        var square = Rgb.Zip(actual.Rgb, (a, b) => (double)(a - b) * (a - b)).Average();
        var psnr = square == 0 ? double.PositiveInfinity : 10 * Math.Log10(255 * 255 / square);
        Assert.True(psnr > minPsnr, $"PSNR {psnr:F1} dB");
    }
}
