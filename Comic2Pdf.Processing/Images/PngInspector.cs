using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Images;

/// <summary>Takes a PNG (ISO/IEC 15948:2004) apart into what PDF can hold as it is: its compressed rows, their shape and palette.</summary>
internal static class PngInspector
{
    /// <summary>The image, ready to embed; null when PDF cannot hold it as it is (alpha, interlaced, damaged) and it must be decoded.</summary>
    /// <exception cref="PageException">The file has no picture at all.</exception>
    public static PageImage? Inspect(ReadOnlyMemory<byte> file)
    {
        var png = new PngChunks();
        var damage = png.Read(file);
        if (png.Header is not { } header || png.Data.Count == 0)
        {
            throw new PageException(ErrorCode.PageUnreadable, "the PNG has no picture: " + (damage ?? "no image data"));
        }

        if (header.Width <= 0 || header.Height <= 0 || !header.IsSound || (header.ColorType == PngColorType.Indexed && png.Palette.IsEmpty))
        {
            throw new PageException(ErrorCode.PageUnreadable, "the PNG's header makes no sense");
        }

        // Viewers disagree on keys of other depths than 8, and on rows that end early.
        var key = png.ColorKey(header);
        if (
            damage is not null
            || header.IsInterlaced
            || header.ColorType is PngColorType.GrayAlpha or PngColorType.Rgba
            || key is null
            || (key.Count > 0 && header.BitDepth != 8)
        )
        {
            return null;
        }

        var components = header.ColorType == PngColorType.Rgb ? 3 : 1;
        var exif = ExifReader.Read(png.Exif.Span);
        var image = new EmbeddedImage
        {
            Encoding = ImageEncoding.PngFlate,
            Width = header.Width,
            Height = header.Height,
            Components = components,
            BitsPerComponent = header.BitDepth,
            Data = png.Data,
            Palette = png.Palette,
            ColorKey = key,
            IccProfile = IccProfile.IfUsable(png.IccProfile(), header.ColorType == PngColorType.Indexed ? 3 : components),
        };
        return new PageImage(image, exif.Orientation, png.DpiX ?? exif.DpiX, png.DpiY ?? exif.DpiY);
    }
}
