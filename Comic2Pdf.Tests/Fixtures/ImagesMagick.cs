using ImageMagick;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>Pictures for ImageMagick to encode, without loss where the format can.</summary>
internal static class ImagesMagick
{
    private const int NoLoss = 100;

    public static byte[] Encode(ImagesRaster raster, MagickFormat format)
    {
        using var image = new MagickImage();
        image.ReadPixels(raster.Rgb, new PixelReadSettings((uint)raster.Width, (uint)raster.Height, StorageType.Char, PixelMapping.RGB));
        image.Quality = NoLoss;
        image.Settings.SetDefine(MagickFormat.Dds, "compression", "none");
        return image.ToByteArray(format);
    }
}
