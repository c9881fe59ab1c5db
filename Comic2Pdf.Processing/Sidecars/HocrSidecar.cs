using System.Globalization;
using System.Text;
using System.Xml;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Sidecars;

/// <summary>hOCR 1.2 as XHTML: ocr_page, ocr_carea (a balloon), ocr_par, ocr_line, ocrx_word.</summary>
internal static class HocrSidecar
{
    private const string Xhtml = "http://www.w3.org/1999/xhtml";

    public static void Write(Stream file, SidecarBook book)
    {
        using var xml = XmlWriter.Create(
            file,
            new XmlWriterSettings
            {
                Encoding = new UTF8Encoding(false),
                Indent = true,
                CheckCharacters = false,
            }
        );
        xml.WriteStartDocument();
        xml.WriteDocType("html", null, null, null);
        xml.WriteStartElement("html", Xhtml);
        xml.WriteStartElement("head");
        xml.WriteElementString("title", XmlTexts.Clean(book.Title));
        Meta("ocr-system", Sidecar.Generator);
        Meta("ocr-capabilities", "ocr_page ocr_carea ocr_par ocr_line ocrx_word ocrp_wconf");
        Meta("ocr-number-of-pages", book.Pages.Count.ToString(CultureInfo.InvariantCulture));
        xml.WriteEndElement();
        xml.WriteStartElement("body");
        for (var i = 0; i < book.Pages.Count; i++)
        {
            Write(xml, book.Pages[i], i);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndDocument();

        void Meta(string name, string content)
        {
            xml.WriteStartElement("meta");
            xml.WriteAttributeString("name", name);
            xml.WriteAttributeString("content", content);
            xml.WriteEndElement();
        }
    }

    private static void Write(XmlWriter xml, SidecarPage page, int index)
    {
        // Quotation marks end the name of the picture, by the standard.
        var image = XmlTexts.Clean(page.Image).Replace('"', '\'');
        var id = string.Create(CultureInfo.InvariantCulture, $"page_{index + 1}");
        Start(
            xml,
            "div",
            "ocr_page",
            id,
            string.Create(CultureInfo.InvariantCulture, $"image \"{image}\"; bbox 0 0 {page.Width} {page.Height}; ppageno {index}")
        );
        var (block, line, word) = (0, 0, 0);
        foreach (var balloon in Shapes.BlocksOf(page))
        {
            block++;
            var box = BoxOf(Shapes.BoundsOf(balloon), page);
            Start(xml, "div", "ocr_carea", $"{id}_block_{block}", box);
            Start(xml, "p", "ocr_par", $"{id}_par_{block}", box);
            foreach (var text in balloon.Lines)
            {
                Start(xml, "span", "ocr_line", $"{id}_line_{++line}", $"{BoxOf(text.Bounds(), page)}; {BaselineOf(text)}");
                foreach (var w in text.Words)
                {
                    Start(
                        xml,
                        "span",
                        "ocrx_word",
                        $"{id}_word_{++word}",
                        string.Create(CultureInfo.InvariantCulture, $"{BoxOf(w.Box, page)}; x_wconf {w.Confidence:0}")
                    );
                    xml.WriteString(XmlTexts.Clean(w.Text));
                    xml.WriteEndElement();
                    xml.WriteString(" ");
                }

                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Start(XmlWriter xml, string element, string kind, string id, string title)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString("class", kind);
        xml.WriteAttributeString("id", id);
        xml.WriteAttributeString("title", title);
    }

    private static string BoxOf(Box box, SidecarPage page)
    {
        var (left, top, right, bottom) = Shapes.Pixels(box, page);
        return string.Create(CultureInfo.InvariantCulture, $"bbox {left} {top} {right} {bottom}");
    }

    // Slope, and height above the lower left corner of the line's box.
    private static string BaselineOf(TextLine line)
    {
        var bounds = line.Bounds();
        var slope =
            line.Baseline.X2 - line.Baseline.X1 < 1 ? 0 : (line.Baseline.Y2 - line.Baseline.Y1) / (line.Baseline.X2 - line.Baseline.X1);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"baseline {slope:0.####} {(int)Math.Round(line.Baseline.At(bounds.X) - bounds.Bottom)}; x_size {line.Ascent + line.Descent:0.#}"
        );
    }
}
