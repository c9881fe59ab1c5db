using NetVips;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>Pictures for libvips to encode.</summary>
internal static class ImagesVips
{
    public static Image ToVips(this ImagesRaster raster) =>
        Image
            .NewFromMemoryCopy(raster.Rgb, raster.Width, raster.Height, 3, Enums.BandFormat.Uchar)
            .Copy(interpretation: Enums.Interpretation.Srgb);

    public static Image ToVipsGray(this ImagesRaster raster) =>
        raster.Gray().ToVips().ExtractBand(1).Copy(interpretation: Enums.Interpretation.Bw);

    /// <summary>With an alpha channel that rises from left to right; the first columns are wholly transparent, the last wholly opaque.</summary>
    public static Image ToVipsAlpha(this ImagesRaster raster) =>
        raster
            .ToVips()
            .Bandjoin(Image.NewFromMemoryCopy(raster.AlphaRamp(), raster.Width, raster.Height, 1, Enums.BandFormat.Uchar))
            .Copy(interpretation: Enums.Interpretation.Srgb);

    public static byte[] AlphaRamp(this ImagesRaster raster) =>
        [
            .. Enumerable
                .Range(0, raster.Width * raster.Height)
                .Select(i => (byte)Math.Clamp(((i % raster.Width) - 5) * 300 / raster.Width, 0, 255)),
        ];

    public static ImagesRaster OnWhite(this ImagesRaster raster, byte[] alpha) =>
        ImagesRaster.Of(
            raster.Width,
            raster.Height,
            (x, y) =>
            {
                var (r, g, b) = raster[x, y];
                var a = alpha[(y * raster.Width) + x];
                return (ImagesRaster.OnWhite(r, a), ImagesRaster.OnWhite(g, a), ImagesRaster.OnWhite(b, a));
            }
        );

    /// <summary>Six patches: paper, cyan, magenta, yellow, black, and all three inks.</summary>
    public static Image CmykPatches()
    {
        byte[][] inks =
        [
            [0, 0, 0, 0],
            [255, 0, 0, 0],
            [0, 255, 0, 0],
            [0, 0, 255, 0],
            [0, 0, 0, 255],
            [255, 255, 255, 0],
        ];
        var pixels = new byte[6 * 16 * 32 * 4];
        for (var i = 0; i < pixels.Length / 4; i++)
        {
            inks[i % (6 * 16) / 16].CopyTo(pixels, 4 * i);
        }

        return Image.NewFromMemoryCopy(pixels, 6 * 16, 32, 4, Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Cmyk);
    }

    /// <summary>Each patch shows what its ink looks like, whichever conversion a viewer uses; inverted values would not pass.</summary>
    public static void AssertCmykPatches(ImagesRaster seen)
    {
        (byte R, byte G, byte B) At(int patch) => seen[(patch * 16) + 8, 16];
        Assert.True(At(0) is { R: > 245, G: > 245, B: > 245 }, $"paper is {At(0)}");
        Assert.True(At(1) is { R: < 90, G: > 120, B: > 170 }, $"cyan is {At(1)}");
        Assert.True(At(2) is { R: > 170, G: < 90, B: > 80 }, $"magenta is {At(2)}");
        Assert.True(At(3) is { R: > 220, G: > 200, B: < 90 }, $"yellow is {At(3)}");
        Assert.True(At(4) is { R: < 70, G: < 70, B: < 70 }, $"black is {At(4)}");
        Assert.True(At(5) is { R: < 90, G: < 90, B: < 90 }, $"all inks are {At(5)}");
    }
}
