using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Comic2Pdf.Processing.Metadata;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Pdf;

/// <summary>
/// Writes what follows the pictures in a PDF: text, pages, bookmarks, labels, metadata, catalog. It can be written again and again after
/// the same pictures, each time with more known.
/// </summary>
internal sealed class BookWriter(PdfWriter pdf)
{
    private readonly GlyphlessFont _font = new();
    private readonly int _fontId = pdf.Reserve();
    private readonly int _pagesId = pdf.Reserve();

    /// <summary>Writes the rest of the document and its end.</summary>
    /// <param name="pages">In reading order.</param>
    /// <param name="info">Metadata, or null.</param>
    /// <param name="fallbackTitle">Title when the metadata has none.</param>
    /// <param name="texts">For each page what was read on it, or null.</param>
    public void Write(IReadOnlyList<BookPage> pages, ComicInfo? info, string fallbackTitle, IReadOnlyList<PageText?> texts)
    {
        var fingerprint = new XxHash128();
        var pageIds = new int[pages.Count];
        for (var i = 0; i < pages.Count; i++)
        {
            var page = pages[i].Turn(texts[i]?.QuarterTurns ?? 0);
            var content = Content(page, texts[i]);
            fingerprint.Append(Encoding.UTF8.GetBytes(content));
            pageIds[i] = Page(page, content);
        }

        _font.Write(pdf, _fontId);
        pdf.Object($"<</Type/Pages/Count {pages.Count}/Kids[{string.Join(' ', pageIds.Select(id => $"{id} 0 R"))}]>>", _pagesId);
        var metadata = new DocumentMetadata(info, fallbackTitle);
        var catalog = Catalog(metadata, info, pageIds, Outline.Of(pages, info), PageLayout.Of(pages, info));
        var infoId = pdf.Object(metadata.InfoDictionary());
        fingerprint.Append(Encoding.UTF8.GetBytes(metadata.InfoDictionary() + string.Join(',', pdf.Offsets)));
        pdf.End(catalog, infoId, Convert.ToHexString(fingerprint.GetCurrentHash()));
    }

    private string Content(BookPage page, PageText? text)
    {
        var turn = text is { Turn: not 0 } ? $"{page.Box.TurnAboutMiddle(text.Turn)} cm " : string.Empty;
        var picture = page.Image is null ? Notice(page) : $"q {turn}{page.Box.Placement(page.Orientation)} cm /I Do Q\n";
        return picture + (text is null ? string.Empty : TextLayer.Build(text, page.Box, _font));
    }

    private int Page(BookPage page, string content)
    {
        var contentId = pdf.FlateStream(string.Empty, Encoding.ASCII.GetBytes(content));
        var fonts = page.Image is null
            ? $"/T {_fontId} 0 R/H<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
            : $"/T {_fontId} 0 R";
        var image = page.Image is null ? string.Empty : $"/XObject<</I {page.Image.Id} 0 R>>";
        return pdf.Object(
            $"<</Type/Page/Parent {_pagesId} 0 R/MediaBox[0 0 {PdfWriter.Number(page.Box.Width)} {PdfWriter.Number(page.Box.Height)}]"
                + $"/Resources<</Font<<{fonts}>>{image}>>/Contents {contentId} 0 R>>"
        );
    }

    /// <summary>A page that says why it shows no picture, so that the book is not taken for whole.</summary>
    private static string Notice(BookPage page)
    {
        var size = Math.Clamp(page.Box.Width / 40, 4, 24);
        var y = page.Box.Height / 2;
        var ops = new StringBuilder(
            $"BT /H {PdfWriter.Number(size)} Tf {PdfWriter.Number(size * 1.4)} TL {PdfWriter.Number(page.Box.Width * 0.08)} {PdfWriter.Number(y)} Td\n"
        );
        foreach (var line in page.Notice!.Chunk(64))
        {
            // A built-in font knows Latin-1 only.
            var bytes = Encoding.Latin1.GetBytes(line);
            ops.Append('<').Append(Convert.ToHexString(bytes)).Append("> Tj T*\n");
        }

        return ops.Append("ET\n").ToString();
    }

    private int Catalog(DocumentMetadata metadata, ComicInfo? info, int[] pageIds, IReadOnlyList<Bookmark> bookmarks, string? layout)
    {
        var xmp = pdf.Stream("/Type/Metadata/Subtype/XML", [Encoding.UTF8.GetBytes(metadata.Xmp())]).Id;
        var catalog = new StringBuilder($"<</Type/Catalog/Pages {_pagesId} 0 R/Metadata {xmp} 0 R");
        catalog
            .Append("/ViewerPreferences<</DisplayDocTitle true")
            .Append(info?.IsRightToLeft == true ? "/Direction/R2L" : string.Empty)
            .Append(">>");
        if (info?.Language is { } language)
        {
            catalog.Append("/Lang").Append(PdfWriter.Text(language));
        }

        if (layout is not null)
        {
            catalog.Append("/PageLayout/").Append(layout);
        }

        if (bookmarks.Count > 0)
        {
            catalog.Append("/PageMode/UseOutlines/Outlines ").Append(Outlines(bookmarks, pageIds)).Append(" 0 R");
        }

        var covers = info?.Pages.Where(p => p.IsFrontCover).Select(p => p.Image).Contains(0) == true;
        if (covers && pageIds.Length > 1)
        {
            // The first inner page is page 1, as it is printed in most books.
            catalog.Append("/PageLabels<</Nums[0<</P(Cover)>>1<</S/D/St 1>>]>>");
        }

        return pdf.Object(catalog.Append(">>").ToString());
    }

    private int Outlines(IReadOnlyList<Bookmark> bookmarks, int[] pageIds)
    {
        var root = pdf.Reserve();
        var (first, last) = Outlines(bookmarks, root, pageIds);
        pdf.Object(
            string.Create(CultureInfo.InvariantCulture, $"<</Type/Outlines/First {first} 0 R/Last {last} 0 R/Count {bookmarks.Count}>>"),
            root
        );
        return root;
    }

    /// <summary>Writes bookmarks side by side, those within them closed.</summary>
    private (int First, int Last) Outlines(IReadOnlyList<Bookmark> bookmarks, int parent, int[] pageIds)
    {
        var ids = bookmarks.Select(_ => pdf.Reserve()).ToArray();
        for (var i = 0; i < ids.Length; i++)
        {
            var previous = i > 0 ? $"/Prev {ids[i - 1]} 0 R" : string.Empty;
            var next = i + 1 < ids.Length ? $"/Next {ids[i + 1]} 0 R" : string.Empty;
            var children = string.Empty;
            if (bookmarks[i].Children is { Count: > 0 } within)
            {
                var (first, last) = Outlines(within, ids[i], pageIds);
                children = $"/First {first} 0 R/Last {last} 0 R/Count -{within.Count}";
            }

            pdf.Object(
                $"<</Title{PdfWriter.Text(bookmarks[i].Title)}/Parent {parent} 0 R{previous}{next}{children}/Dest[{pageIds[bookmarks[i].Page]} 0 R/Fit]>>",
                ids[i]
            );
        }

        return (ids[0], ids[^1]);
    }
}
