using System.Net;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Comic2Pdf.Processing.Metadata;

/// <summary>
/// Reads XML as it comes, not as it should be: whatever it says of its encoding, with blanks before it, bare ampersands and less-than signs, entities of HTML,
/// control characters. A broken file yields what came before the break. No document type, no entity of its own and no outside reference is ever followed.
/// </summary>
internal static partial class LenientXml
{
    private const int MaxCharacters = 4 << 20;
    private const int MaxDepth = 64;
    private const int PatternMilliseconds = 10_000;

    /// <summary>Reads the file.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="fault">Where reading stopped short, or null.</param>
    /// <returns>The root element, or null when there is none.</returns>
    public static XElement? Read(ReadOnlySpan<byte> file, out string? fault)
    {
        XElement? root = null;
        fault = null;
        try
        {
            using var reader = XmlReader.Create(new StringReader(Clean(TextEncoding.Decode(file))), Settings());
            Build(reader, ref root);
        }
        catch (Exception e) when (e is XmlException or InvalidOperationException or ArgumentException)
        {
            fault = e.Message;
        }

        return root;
    }

    private static XmlReaderSettings Settings() =>
        new()
        {
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            MaxCharactersInDocument = MaxCharacters,
            MaxCharactersFromEntities = 1,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CheckCharacters = false,
        };

    private static void Build(XmlReader reader, ref XElement? root)
    {
        XElement? open = null;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var isEmpty = reader.IsEmptyElement;
                    var element = new XElement(reader.LocalName);
                    while (reader.MoveToNextAttribute())
                    {
                        // Of two with one name the first counts.
                        if (reader.Prefix != "xmlns" && element.Attribute(reader.LocalName) is null)
                        {
                            element.SetAttributeValue(reader.LocalName, reader.Value);
                        }
                    }

                    root ??= element;
                    open?.Add(element);
                    open = isEmpty ? open : element;
                    if (reader.Depth > MaxDepth)
                    {
                        throw new XmlException($"elements lie more than {MaxDepth} deep");
                    }

                    break;
                case XmlNodeType.EndElement:
                    open = open?.Parent;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    open?.Add(reader.Value);
                    break;
            }
        }
    }

    /// <summary>The text from its first tag on, without declaration, with what XML forbids set right.</summary>
    private static string Clean(string text)
    {
        var start = text.IndexOf('<', StringComparison.Ordinal);
        text = text[Math.Max(0, start)..(int)Math.Min(text.Length, Math.Max(0, start) + MaxCharacters + 1L)];
        text = Declaration().Replace(text, string.Empty);

        // Entities that a document type declares are left as they are: the reader stops at them.
        var hasOwnEntities = text.Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase);
        return Suspicious()
            .Replace(
                text,
                match =>
                    match.Value switch
                    {
                        ['<', '!', ..] => match.Value,
                        "<" => "&lt;",
                        "&" => "&amp;",
                        "&amp;" or "&lt;" or "&gt;" or "&quot;" or "&apos;" or ['&', '#', ..] => match.Value,
                        ['&', ..] => Entity(match.Value, hasOwnEntities),
                        _ => string.Empty,
                    }
            );
    }

    private static string Entity(string reference, bool isLeft)
    {
        var known = WebUtility.HtmlDecode(reference);
        return known != reference ? known
            : isLeft ? reference
            : "&amp;" + reference[1..];
    }

    [GeneratedRegex(@"\A\s*<\?xml(?:\s[^>]*)?\?>\s*", RegexOptions.None, PatternMilliseconds)]
    private static partial Regex Declaration();

    // Sections and comments, which stay; references and bare signs; control characters.
    [GeneratedRegex(
        @"<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|&(?:\#[0-9]+;|\#x[0-9A-Fa-f]+;|[A-Za-z][A-Za-z0-9]*;)?|<(?![A-Za-z_/!?:])|[\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]",
        RegexOptions.None,
        PatternMilliseconds
    )]
    private static partial Regex Suspicious();
}
