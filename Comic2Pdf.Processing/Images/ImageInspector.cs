using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Images;

/// <summary>Decides how a page's picture gets into the PDF: as it is, or decoded first.</summary>
public static class ImageInspector
{
    /// <summary>Looks at headers only; no pixel is decoded and no native code runs.</summary>
    /// <param name="file">The whole image file.</param>
    /// <returns>The image to embed as it is, however large, or null when it has to be decoded (<see cref="Worker.PageWorkerPool"/>).</returns>
    /// <exception cref="PageException"><see cref="ErrorCode.PageUnreadable"/>.</exception>
    public static PageImage? Inspect(ReadOnlyMemory<byte> file)
    {
        if (file.IsEmpty)
        {
            throw new PageException(ErrorCode.PageUnreadable, "the file is empty");
        }

        return (ImageSniffer.Detect(file.Span) ?? ImageSniffer.DetectWeak(file.Span)) switch
        {
            ImageFormat.Jpeg => JpegInspector.Inspect(file),
            ImageFormat.Png => PngInspector.Inspect(file),
            ImageFormat.Jpeg2000 => Jpeg2000Inspector.Inspect(file),
            null => throw new PageException(ErrorCode.PageUnreadable, "the file is not an image"),
            _ => null,
        };
    }

    /// <summary>
    /// The same by the beginning of a large file alone, for a picture whose bytes go into the PDF as they come. Only JPEG can be inspected so.
    /// </summary>
    /// <param name="head">The first bytes.</param>
    /// <returns>The image to embed, of which <see cref="EmbeddedImage.Data"/> is only the head; null when the whole file must be looked at.</returns>
    public static PageImage? InspectHead(ReadOnlyMemory<byte> head)
    {
        if (ImageSniffer.Detect(head.Span) != ImageFormat.Jpeg)
        {
            return null;
        }

        try
        {
            var page = JpegInspector.InspectHeader(head, out var fault);
            return fault is null ? page : null;
        }
        catch (PageException)
        {
            // The header may just be longer than the head.
            return null;
        }
    }

    /// <summary>Fails when a picture has more pixels than allowed.</summary>
    /// <exception cref="PageException"><see cref="ErrorCode.PageTooLarge"/>.</exception>
    public static void CheckPixels(int width, int height, long maxPixels)
    {
        if ((long)width * height > maxPixels)
        {
            throw new PageException(ErrorCode.PageTooLarge, DescribeTooLarge(width, height, maxPixels));
        }
    }

    /// <summary>What is wrong with such a picture, for a person.</summary>
    internal static string DescribeTooLarge(int width, int height, long maxPixels) =>
        $"the picture has {width} x {height} pixels, more than the {maxPixels / 1_000_000} million allowed";
}
