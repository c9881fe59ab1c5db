using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Images.Checks;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Fuzz.Targets;

/// <summary>Headers of pictures of all formats, and the data of PNG.</summary>
public sealed class ImageTarget : IFuzzTarget
{
    /// <inheritdoc/>
    public string Name => "image";

    /// <inheritdoc/>
    public IEnumerable<byte[]> Seeds => [TinyImages.Jpeg(1), TinyImages.Png(1)];

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Pieces { get; } =
    [
        "IHDR"u8.ToArray(),
        "PLTE"u8.ToArray(),
        "IDAT"u8.ToArray(),
        "IEND"u8.ToArray(),
        "iCCP"u8.ToArray(),
        "pHYs"u8.ToArray(),
        "tRNS"u8.ToArray(),
        "eXIf"u8.ToArray(),
        "Exif\u0000\u0000II*\u0000"u8.ToArray(),
        "ICC_PROFILE\u0000\u0001\u0001"u8.ToArray(),
        "Adobe\u0000d"u8.ToArray(),
        "RIFF\u0010\u0000\u0000\u0000WEBPVP8X"u8.ToArray(),
        "GIF89a"u8.ToArray(),
        "ftypavif"u8.ToArray(),
        "jP  \r\n"u8.ToArray(),
        [0xFF, 0x4F, 0xFF, 0x51],
    ];

    /// <inheritdoc/>
    public void Run(byte[] input)
    {
        try
        {
            _ = ImageInspector.InspectHead(input);
            if (ImageInspector.Inspect(input) is { } page)
            {
                ImageInspector.CheckPixels(page.Image.Width, page.Image.Height, 1 << 24);
                if (page.Image.Encoding == ImageEncoding.PngFlate)
                {
                    _ = PngCheck.FindDamage(page.Image);
                }
            }
        }
        catch (ComicException)
        {
            // Too many pixels, for instance.
        }
    }
}
