using System.Globalization;
using System.Text;
using System.Xml;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Sidecars;

/// <summary>ALTO 4.4: one file, a Page for each page; a TextBlock is a balloon. All lengths are pixels.</summary>
internal static class AltoSidecar
{
    private const string Namespace = "http://www.loc.gov/standards/alto/ns-v4#";

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
        xml.WriteStartElement("alto", Namespace);
        xml.WriteAttributeString("SCHEMAVERSION", "4.4");
        xml.WriteStartElement("Description");
        xml.WriteElementString("MeasurementUnit", "pixel");
        xml.WriteStartElement("sourceImageInformation");
        xml.WriteElementString("fileName", XmlTexts.Clean(book.Title));
        xml.WriteEndElement();
        xml.WriteStartElement("Processing");
        xml.WriteAttributeString("ID", "reading");
        xml.WriteStartElement("processingSoftware");
        xml.WriteElementString("softwareName", Sidecar.Generator);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("Layout");
        for (var i = 0; i < book.Pages.Count; i++)
        {
            Write(xml, book.Pages[i], i + 1);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndDocument();
    }

    private static void Write(XmlWriter xml, SidecarPage page, int number)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"page_{number}");
        xml.WriteStartElement("Page");
        xml.WriteAttributeString("ID", id);
        xml.WriteAttributeString("PHYSICAL_IMG_NR", Text(number));
        xml.WriteAttributeString("WIDTH", Text(page.Width));
        xml.WriteAttributeString("HEIGHT", Text(page.Height));
        xml.WriteStartElement("PrintSpace");
        Place(xml, (0, 0, page.Width, page.Height));
        var (block, line) = (0, 0);
        foreach (var balloon in Shapes.BlocksOf(page))
        {
            xml.WriteStartElement("TextBlock");
            xml.WriteAttributeString("ID", $"{id}_block_{++block}");
            Place(xml, Shapes.Pixels(Shapes.BoundsOf(balloon), page));
            foreach (var text in balloon.Lines)
            {
                Write(xml, text, page, $"{id}_line_{++line}");
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, TextLine line, SidecarPage page, string id)
    {
        xml.WriteStartElement("TextLine");
        xml.WriteAttributeString("ID", id);
        xml.WriteAttributeString(
            "BASELINE",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{line.Baseline.X1:0},{line.Baseline.Y1:0} {line.Baseline.X2:0},{line.Baseline.Y2:0}"
            )
        );
        Place(xml, Shapes.Pixels(line.Bounds(), page));
        for (var i = 0; i < line.Words.Count; i++)
        {
            if (i > 0)
            {
                xml.WriteStartElement("SP");
                xml.WriteEndElement();
            }

            var word = line.Words[i];
            xml.WriteStartElement("String");
            xml.WriteAttributeString("ID", string.Create(CultureInfo.InvariantCulture, $"{id}_word_{i + 1}"));
            xml.WriteAttributeString("CONTENT", XmlTexts.Clean(word.Text));
            xml.WriteAttributeString("WC", string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(word.Confidence / 100, 0, 1):0.##}"));
            Place(xml, Shapes.Pixels(word.Box, page));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Place(XmlWriter xml, (int Left, int Top, int Right, int Bottom) box)
    {
        xml.WriteAttributeString("HPOS", Text(box.Left));
        xml.WriteAttributeString("VPOS", Text(box.Top));
        xml.WriteAttributeString("WIDTH", Text(box.Right - box.Left));
        xml.WriteAttributeString("HEIGHT", Text(box.Bottom - box.Top));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
