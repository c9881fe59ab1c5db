using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Pdf;
using Comic2Pdf.Processing.Sidecars;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Pipeline;

/// <summary>The last stage: text and structure behind the pictures, then the check.</summary>
public static class ComicFinisher
{
    /// <summary>The text of a book as sidecar files have it: as its PDF shows it.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="texts">For each page what was read on it, or null.</param>
    /// <param name="deskew">Whether pages whose lettering is skewed are shown straight.</param>
    public static SidecarBook TextOf(PageManifest manifest, IReadOnlyList<PageText?> texts, bool deskew) =>
        new(
            manifest.Info?.Title ?? manifest.Title,
            manifest.Info?.Series,
            [
                .. manifest.Pages.Zip(
                    texts,
                    (page, text) =>
                        new SidecarPage(
                            page.Entry,
                            text?.Width ?? page.Box.PixelsAcross,
                            text?.Height ?? page.Box.PixelsDown,
                            text is not null && deskew ? Skew.Straighten(text) : text
                        )
                ),
            ]
        );

    /// <summary>
    /// Replaces all that follows the pictures. The pictures are not touched, so this can be done again after any failure, on the PDF that
    /// PREP wrote or on a copy of it.
    /// </summary>
    /// <param name="pdfPath">The PDF of pictures.</param>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="texts">For each page what was read on it, or null.</param>
    /// <param name="minBytes">Size below which the result cannot be right.</param>
    /// <param name="deskew">Whether pages whose lettering is skewed are shown straight.</param>
    /// <exception cref="OutputException">Disk full, or <see cref="ErrorCode.PdfInvalid"/>.</exception>
    public static void Finish(string pdfPath, PageManifest manifest, IReadOnlyList<PageText?> texts, long minBytes, bool deskew = false)
    {
        try
        {
            using var file = new FileStream(pdfPath, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
            file.SetLength(manifest.PicturesEnd);
            file.Position = manifest.PicturesEnd;
            new BookWriter(new PdfWriter(file, manifest.ObjectOffsets)).Write(
                manifest.Pages,
                manifest.Info,
                manifest.Title,
                deskew ? [.. texts.Select(t => t is null ? null : Skew.Straighten(t))] : texts
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(ErrorCode.OutputNotWritable, $"the PDF cannot be written: {e.Message}", e);
        }

        PdfCheck.Verify(pdfPath, manifest.Pages.Count, minBytes);
    }
}
