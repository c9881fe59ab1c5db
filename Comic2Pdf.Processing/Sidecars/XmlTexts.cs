using System.Text;
using System.Xml;

namespace Comic2Pdf.Processing.Sidecars;

/// <summary>Texts that came from elsewhere, in XML.</summary>
internal static class XmlTexts
{
    /// <summary>The text without the few characters that XML cannot have.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
            {
                clean.Append(text[i]);
            }
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                clean.Append(text[i]).Append(text[++i]);
            }
            else
            {
                clean.Append('\ufffd');
            }
        }

        return clean.ToString();
    }
}
