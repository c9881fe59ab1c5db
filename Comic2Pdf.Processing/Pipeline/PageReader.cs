using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Images.Checks;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Pdf;
using Comic2Pdf.Processing.Text;
using Comic2Pdf.Processing.Worker;

namespace Comic2Pdf.Processing.Pipeline;

/// <summary>OCR: reads pages out of the PDF of pictures that PREP wrote. Pages are independent of one another.</summary>
public sealed class PageReader(PageWorkerPool workers)
{
    /// <summary>Reads one page and looks its data through; a failure that may not be the page's own is tried once more.</summary>
    /// <param name="rawPdf">The PDF of pictures; only the page's own bytes are read from it.</param>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="index">The page, from 0.</param>
    /// <param name="ocr">How to read.</param>
    /// <param name="maxPixels">Pixels that it may have.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The words, none when the page shows no picture, or one that is too large; or the warning that it stays an image.</returns>
    /// <exception cref="OcrException">No page can be read.</exception>
    public async Task<PageResult> ReadAsync(
        FileStream rawPdf,
        PageManifest manifest,
        int index,
        OcrOptions ocr,
        long maxPixels,
        CancellationToken cancellationToken
    )
    {
        var check = CheckAsync(rawPdf, manifest, index, maxPixels);
        try
        {
            var result = await ReadAsync(
                manifest,
                index,
                () => ReadOnceAsync(rawPdf, manifest.Pages[index], ocr, maxPixels, cancellationToken)
            );
            return result with { Damage = await check };
        }
        finally
        {
            // The file is its caller's, who may close it now.
            await ((Task)check).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The same with any way to read a page once.</summary>
    internal static async Task<PageResult> ReadAsync(PageManifest manifest, int index, Func<Task<PageText?>> readOnce)
    {
        try
        {
            return new PageResult(await SecondTry.OfAsync(readOnce), null);
        }
        catch (PageException e)
        {
            var entry = manifest.Pages[index].Entry;
            return new PageResult(null, new Warning(e.Code, index + 1, entry, $"'{entry}' stays an image without text: {e.Message}"));
        }
    }

    /// <summary>
    /// Finds damage inside a JPEG, beside the worker that reads it and by the same code that PREP has for pages that are not read: the decoder's own
    /// warnings are fewer, and are lost when the worker fails.
    /// </summary>
    private static async Task<Warning?> CheckAsync(FileStream rawPdf, PageManifest manifest, int index, long maxPixels)
    {
        var page = manifest.Pages[index];
        var isKnown = manifest.Warnings.Any(w => w.Page == index + 1 && w.Code == ErrorCode.PageDamaged);
        if (isKnown || !IsRead(page, maxPixels) || page.Image is not { Encoding: ImageEncoding.Dct } image)
        {
            return null;
        }

        var jpeg = new FilePart(rawPdf.SafeFileHandle, image.DataOffset, image.DataLength);
        return await Task.Run(() => JpegCheck.FindDamage(jpeg)) is { } damage ? PageWarning.Damaged(index + 1, page.Entry, damage) : null;
    }

    private static bool IsRead(BookPage page, long maxPixels) => page.Image is { } image && (long)image.Width * image.Height <= maxPixels;

    private async Task<PageText?> ReadOnceAsync(
        FileStream rawPdf,
        BookPage page,
        OcrOptions ocr,
        long maxPixels,
        CancellationToken cancellationToken
    )
    {
        if (!IsRead(page, maxPixels))
        {
            return null;
        }

        var image = page.Image!;
        var files = await PagePicture.FilesOfAsync(rawPdf, image, cancellationToken);

        // A strip is many pages in one.
        var screens = Tile.Of(image.Width, image.Height).Count();
        return await workers.ReadAsync(
            files,
            page.Orientation,
            ocr with
            {
                PageDeadline = ocr.PageDeadline * screens,
            },
            maxPixels,
            cancellationToken
        );
    }
}
