using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Images.Checks;
using Comic2Pdf.Processing.Worker;

namespace Comic2Pdf.Processing.Pipeline;

/// <summary>From the file of a picture that has to be looked at as a whole to what the PDF shows of it.</summary>
internal sealed class PageDecoder(PageWorkerPool workers, long maxPixels)
{
    /// <summary>Looks a picture through that PDF can hold, and decodes any other.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">Its name, for the log.</param>
    /// <param name="encoding">How PDF would hold it; null when it cannot.</param>
    /// <param name="cancellationToken">Ends the worker.</param>
    /// <exception cref="PageException">It cannot be decoded.</exception>
    public Task<IReadOnlyList<PageImage>> PagesOfAsync(
        byte[] file,
        string name,
        ImageEncoding? encoding,
        CancellationToken cancellationToken
    ) =>
        encoding switch
        {
            null => DecodeAsync(file, name, cancellationToken),
            ImageEncoding.PngFlate => CheckPngAsync(file, name, cancellationToken),
            _ => CheckJpeg2000Async(file, name, cancellationToken),
        };

    /// <summary>Whether a picture has more pixels than are decoded.</summary>
    public bool IsTooLarge(EmbeddedImage image) => (long)image.Width * image.Height > maxPixels;

    /// <summary>A PNG is looked through before it is written: when rows are missing it takes another way, as viewers disagree on what to show then.</summary>
    private async Task<IReadOnlyList<PageImage>> CheckPngAsync(byte[] file, string name, CancellationToken cancellationToken)
    {
        var page = await Task.Run(
            () =>
            {
                var whole = ImageInspector.Inspect(file)!;
                return IsTooLarge(whole.Image) || PngCheck.FindDamage(whole.Image) is null ? whole : null;
            },
            cancellationToken
        );
        return page is null ? await DecodeAsync(file, name, cancellationToken) : [page];
    }

    /// <summary>There is no other way to see whether JPEG 2000 is whole than to decode it.</summary>
    private async Task<IReadOnlyList<PageImage>> CheckJpeg2000Async(byte[] file, string name, CancellationToken cancellationToken)
    {
        var page = ImageInspector.Inspect(file)!;
        if (page.Damage is not null || IsTooLarge(page.Image))
        {
            return [page];
        }

        try
        {
            return [page with { Damage = (await DecodeAsync(file, name, cancellationToken))[0].Damage }];
        }
        catch (PageException e) when (!e.IsTransient)
        {
            return [page with { Damage = e.Message }];
        }
    }

    private Task<IReadOnlyList<PageImage>> DecodeAsync(byte[] file, string name, CancellationToken cancellationToken) =>
        SecondTry.OfAsync(() => workers.DecodeAsync(file, maxPixels, name, cancellationToken));
}
