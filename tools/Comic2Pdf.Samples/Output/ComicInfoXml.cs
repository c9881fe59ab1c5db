using System.Text;
using System.Xml.Linq;
using Comic2Pdf.Samples.Drawing;

namespace Comic2Pdf.Samples.Output;

/// <summary>Writes the ComicInfo.xml of a book (Anansi project, schema 2.1).</summary>
internal static class ComicInfoXml
{
    public static byte[] Write(Comic comic)
    {
        var pages = comic.Pages.Select(
            (_, i) =>
                new XElement(
                    "Page",
                    new XAttribute("Image", i),
                    i == 0 ? new XAttribute("Type", "FrontCover") : null,
                    comic.Bookmarks.TryGetValue(i, out var bookmark) ? new XAttribute("Bookmark", bookmark) : null,
                    new XAttribute("ImageWidth", Page.Width),
                    new XAttribute("ImageHeight", Page.Height)
                )
        );
        var root = new XElement(
            "ComicInfo",
            new XElement("Title", comic.Title),
            new XElement("Series", comic.Series),
            new XElement("Number", comic.Number),
            new XElement("Summary", comic.Summary),
            new XElement("Writer", comic.Writer),
            new XElement("PageCount", comic.Pages.Count),
            new XElement("LanguageISO", comic.Language),
            new XElement("Pages", pages)
        );
        // Line ends spelled out: the same bytes on Windows too.
        var text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root.ToString().ReplaceLineEndings("\n") + "\n";
        return Encoding.UTF8.GetBytes(text);
    }
}
