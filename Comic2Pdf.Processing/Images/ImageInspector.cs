using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Images;

/// <summary>Decides how a page's picture gets into the PDF: as it is, or decoded first.</summary>
public static class ImageInspector
{
    /// <summary>Looks at headers only; no pixel is decoded and no native code runs.</summary>
    /// <param name="file">The whole image file.</param>
    /// <param name="maxPixels">Pixels that a page may have.</param>
    /// <returns>The image to embed as it is, or null when it has to be decoded (<see cref="Worker.PageWorkerPool"/>).</returns>
    /// <exception cref="PageException"><see cref="ErrorCode.PageUnreadable"/> or <see cref="ErrorCode.PageTooLarge"/>.</exception>
    public static PageImage? Inspect(ReadOnlyMemory<byte> file, long maxPixels)
    {
        if (file.IsEmpty)
        {
            throw new PageException(ErrorCode.PageUnreadable, "the file is empty");
        }

        var page = ImageSniffer.Detect(file.Span) switch
        {
            ImageFormat.Jpeg => JpegInspector.Inspect(file),
            ImageFormat.Png => PngInspector.Inspect(file),
            ImageFormat.Jpeg2000 => Jpeg2000Inspector.Inspect(file),
            ImageFormat.JpegXl => throw new PageException(ErrorCode.PageUnreadable, "JPEG XL cannot be read here"),
            null => throw new PageException(ErrorCode.PageUnreadable, "the file is not an image"),
            _ => null,
        };
        if (page is not null)
        {
            CheckPixels(page.Image.Width, page.Image.Height, maxPixels);
        }

        return page;
    }

    /// <summary>Fails when a picture has more pixels than allowed.</summary>
    /// <exception cref="PageException"><see cref="ErrorCode.PageTooLarge"/>.</exception>
    public static void CheckPixels(int width, int height, long maxPixels)
    {
        if ((long)width * height > maxPixels)
        {
            throw new PageException(ErrorCode.PageTooLarge, $"the picture has {width} x {height} pixels, more than the {maxPixels / 1_000_000} million allowed");
        }
    }
}
