using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Ocr;
using NetVips;

namespace Comic2Pdf.Processing.Worker;

/// <summary>Decodes pictures that a PDF cannot hold as they are. Only ever runs inside a page worker, where a crash costs one page.</summary>
internal static class ImageDecoder
{
    /// <summary>
    /// Level of the Flate data: beyond it size hardly falls. Measured on a photo-like page of 4 megapixels, a drawn one and two scans: with
    /// one filter for all rows 216, 44, 30, 64 ms; choosing one for each row 385, 110, 69, 145 ms for 2 to 5 % fewer bytes.
    /// </summary>
    private const int Compression = 5;

    private const Enums.ForeignPngFilter Filter = Enums.ForeignPngFilter.Up;

    /// <summary>Decodes a picture, or each picture of a TIFF, into PNG files that a PDF can hold as they are.</summary>
    public static (List<DecodedFrame> Frames, List<ReadOnlyMemory<byte>> Blobs) Decode(ReadOnlyMemory<byte> file, long maxPixels)
    {
        var frames = new List<DecodedFrame>();
        var blobs = new List<ReadOnlyMemory<byte>>();
        var format = ImageSniffer.Detect(file.Span) ?? ImageSniffer.DetectWeak(file.Span);
        var count = ImageLoader.CountPictures(file, format);
        var shown = format == ImageFormat.Tiff ? count : 1;
        for (var i = 0; i < shown; i++)
        {
            using var image = ImageLoader.Load(file, format, i, maxPixels, out var damage);
            using var plain = ToPngModel(image);
            var orientation =
                image.Contains("orientation") && image.Get("orientation") is int o and >= 1 and <= 8 ? (Orientation)o : Orientation.TopLeft;
            blobs.AddRange(Encode(plain, image, out var hasAlpha));
            frames.Add(
                new DecodedFrame(
                    orientation,
                    image.Xres * ImageLoader.MillimetresPerInch,
                    image.Yres * ImageLoader.MillimetresPerInch,
                    hasAlpha,
                    count > shown,
                    damage
                )
            );
        }

        return (frames, blobs);
    }

    /// <summary>Gray or RGB with 8 or 16 bits, with or without alpha: what PNG knows. Anything else (CMYK, Lab, float) becomes RGB.</summary>
    private static Image ToPngModel(Image image)
    {
        var isDirect =
            image.Format is Enums.BandFormat.Uchar or Enums.BandFormat.Ushort
            && image.Interpretation
                is Enums.Interpretation.Srgb
                    or Enums.Interpretation.Bw
                    or Enums.Interpretation.Rgb16
                    or Enums.Interpretation.Grey16;
        return isDirect ? image.Copy() : image.ToEightBits();
    }

    private static List<ReadOnlyMemory<byte>> Encode(Image plain, Image source, out bool hasAlpha)
    {
        var isDeep = plain.Format == Enums.BandFormat.Ushort;
        using var alpha = plain.HasAlpha() ? plain.ExtractBand(plain.Bands - 1) : null;
        using var color = alpha is null ? plain.Copy() : plain.ExtractBand(0, plain.Bands - 1);
        hasAlpha = alpha is not null && alpha.Min() < (isDeep ? ushort.MaxValue : byte.MaxValue);
        var isBilevel = source.Contains("bits-per-sample") && source.Get("bits-per-sample") is 1 && color.Bands == 1;
        var blobs = new List<ReadOnlyMemory<byte>>
        {
            color.PngsaveBuffer(
                compression: Compression,
                filter: isBilevel ? Enums.ForeignPngFilter.None : Filter,
                bitdepth: isBilevel ? 1 : null,
                keep: Enums.ForeignKeep.Icc
            ),
        };
        if (hasAlpha)
        {
            using var mask = alpha!.Copy(interpretation: isDeep ? Enums.Interpretation.Grey16 : Enums.Interpretation.Bw);
            blobs.Add(mask.PngsaveBuffer(compression: Compression, filter: Filter, keep: Enums.ForeignKeep.None));
        }

        return blobs;
    }
}
