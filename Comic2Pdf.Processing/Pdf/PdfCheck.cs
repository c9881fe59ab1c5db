using Comic2Pdf.Processing.Errors;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;

namespace Comic2Pdf.Processing.Pdf;

/// <summary>The last look at a PDF before anybody gets it.</summary>
public static class PdfCheck
{
    /// <summary>Opens the file with a reader that is not ours and compares.</summary>
    /// <param name="path">The PDF.</param>
    /// <param name="pages">Pages that it must have.</param>
    /// <param name="minBytes">Size below which it cannot be right.</param>
    /// <exception cref="OutputException"><see cref="ErrorCode.PdfInvalid"/>.</exception>
    public static void Verify(string path, int pages, long minBytes)
    {
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length < minBytes)
            {
                throw new OutputException(
                    ErrorCode.PdfInvalid,
                    $"the PDF has {stream.Length} bytes, fewer than the {minBytes} it must have"
                );
            }

            if (!ReachesItsEnd(stream))
            {
                throw new OutputException(ErrorCode.PdfInvalid, "the PDF ends before its end mark");
            }

            using var document = PdfDocument.Open(stream, new ParsingOptions { UseLenientParsing = false });
            if (document.NumberOfPages != pages)
            {
                throw new OutputException(ErrorCode.PdfInvalid, $"the PDF has {document.NumberOfPages} pages instead of {pages}");
            }

            // The last page's objects stand last: when it opens, the file is whole.
            _ = document.GetPage(pages).Dictionary;
        }
        catch (Exception e) when (e is PdfDocumentFormatException or InvalidOperationException or IOException or ArgumentException)
        {
            throw new OutputException(ErrorCode.PdfInvalid, $"the PDF cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>The reader repairs a file whose last bytes are missing, in silence.</summary>
    private static bool ReachesItsEnd(FileStream stream)
    {
        var tail = new byte[Math.Min(32, stream.Length)];
        stream.Seek(-tail.Length, SeekOrigin.End);
        stream.ReadExactly(tail);
        stream.Position = 0;
        return tail.AsSpan().TrimEnd("\r\n "u8).EndsWith("%%EOF"u8);
    }
}
