using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Pdf;
using Comic2Pdf.Processing.Worker;

namespace Comic2Pdf.Processing.Pipeline;

/// <summary>A page's picture, taken out of a PDF again by what the manifest says: of the PDF of pictures, or of the finished one, which begins with the same bytes.</summary>
public static class PagePicture
{
    /// <summary>A small JPEG of the page as shown.</summary>
    /// <param name="workers">Who decodes.</param>
    /// <param name="pdf">The PDF; only the page's own bytes are read from it.</param>
    /// <param name="page">The page.</param>
    /// <param name="quarterTurns">By how much it is turned clockwise beyond its orientation, as its reading found.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="maxPixels">Pixels that the picture may have.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Null when the page shows no picture, or one that is too large.</returns>
    /// <exception cref="PageException">It cannot be decoded.</exception>
    public static async Task<ReadOnlyMemory<byte>?> ThumbnailAsync(
        PageWorkerPool workers,
        FileStream pdf,
        BookPage page,
        int quarterTurns,
        int width,
        long maxPixels,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(workers);
        ArgumentNullException.ThrowIfNull(page);
        if (page.Image is not { } image || (long)image.Width * image.Height > maxPixels)
        {
            return null;
        }

        var files = await FilesOfAsync(pdf, image, cancellationToken);
        return await workers.ThumbnailAsync(files, page.Orientation.Turn(quarterTurns), width, maxPixels, cancellationToken);
    }

    /// <summary>The picture as an image file; second, if any: its opacity.</summary>
    /// <exception cref="PageException">The file is shorter than the manifest says.</exception>
    internal static async Task<IReadOnlyList<ReadOnlyMemory<byte>>> FilesOfAsync(
        FileStream pdf,
        ImageObject image,
        CancellationToken cancellationToken
    )
    {
        var files = new List<ReadOnlyMemory<byte>> { await FileOfAsync(pdf, image, cancellationToken) };
        if (image.Alpha is { } alpha)
        {
            files.Add(await FileOfAsync(pdf, alpha, cancellationToken));
        }

        return files;
    }

    private static async Task<byte[]> FileOfAsync(FileStream pdf, ImageObject image, CancellationToken cancellationToken)
    {
        var data = new byte[image.DataLength];
        for (var at = 0; at < data.Length; )
        {
            var read = await RandomAccess.ReadAsync(pdf.SafeFileHandle, data.AsMemory(at), image.DataOffset + at, cancellationToken);
            at +=
                read > 0
                    ? read
                    : throw new PageException(
                        ErrorCode.OcrFailed,
                        "the PDF of pictures is shorter than its manifest says",
                        isTransient: true
                    );
        }

        return image.Encoding == ImageEncoding.PngFlate
            ? PngFile.Build(image.Width, image.Height, image.BitsPerComponent, image.Components, image.Palette, data)
            : data;
    }
}
