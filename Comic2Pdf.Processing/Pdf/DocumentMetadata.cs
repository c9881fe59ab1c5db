using System.Security;
using System.Text;
using Comic2Pdf.Processing.Metadata;

namespace Comic2Pdf.Processing.Pdf;

/// <summary>The book's particulars as PDF tells them, twice: information dictionary and XMP (ISO 32000-1, 14.3; ISO 16684-1).</summary>
internal sealed class DocumentMetadata(ComicInfo? info, string fallbackTitle)
{
    /// <summary>Names this program in the documents it makes.</summary>
    public const string Producer = "Comic2Pdf";

    private string Title { get; } = ComposeTitle(info) ?? fallbackTitle;

    private string? Author { get; } = string.Join(", ", new[] { info?.Writer, info?.Penciller }
        .OfType<string>().SelectMany(names => names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Distinct(StringComparer.OrdinalIgnoreCase)) is { Length: > 0 } authors ? authors : null;

    /// <summary>The information dictionary. No dates: the same comic always gives the same PDF.</summary>
    public string InfoDictionary()
    {
        var dictionary = new StringBuilder("<<");
        Entry(dictionary, "Title", Title);
        Entry(dictionary, "Author", Author);
        Entry(dictionary, "Subject", info?.Summary);
        Entry(dictionary, "Keywords", info?.Genre);
        Entry(dictionary, "Creator", Producer);
        Entry(dictionary, "Producer", Producer);
        return dictionary.Append(">>").ToString();
    }

    /// <summary>The XMP packet.</summary>
    public string Xmp()
    {
        var body = new StringBuilder();
        Alternative(body, "dc:title", Title);
        if (Author is not null)
        {
            body.Append("<dc:creator><rdf:Seq>");
            foreach (var name in Author.Split(", "))
            {
                body.Append("<rdf:li>").Append(Escape(name)).Append("</rdf:li>");
            }

            body.Append("</rdf:Seq></dc:creator>\n");
        }

        if (info?.Summary is { } summary)
        {
            Alternative(body, "dc:description", summary);
        }

        Bag(body, "dc:publisher", info?.Publisher);
        Bag(body, "dc:language", info?.Language);
        Bag(body, "dc:subject", info?.Genre);
        if (info?.Year is { } year)
        {
            body.Append($"<dc:date><rdf:Seq><rdf:li>{year:D4}</rdf:li></rdf:Seq></dc:date>\n");
        }

        body.Append($"<pdf:Producer>{Producer}</pdf:Producer>\n<xmp:CreatorTool>{Producer}</xmp:CreatorTool>\n");
        return "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
            + "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
            + body + "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>";
    }

    /// <summary>"Series #3: Title", as far as known; null when nothing is.</summary>
    private static string? ComposeTitle(ComicInfo? info)
    {
        var series = info?.Series is { } name ? name + (info.Number is { } number ? $" #{number}" : string.Empty) : null;
        return (series, info?.Title) switch
        {
            ({ } s, { } t) => $"{s}: {t}",
            var (s, t) => s ?? t,
        };
    }

    private static void Entry(StringBuilder to, string name, string? value)
    {
        if (value is not null)
        {
            to.Append('/').Append(name).Append(PdfWriter.Text(value));
        }
    }

    private static void Alternative(StringBuilder to, string name, string value) =>
        to.Append($"<{name}><rdf:Alt><rdf:li xml:lang=\"x-default\">{Escape(value)}</rdf:li></rdf:Alt></{name}>\n");

    private static void Bag(StringBuilder to, string name, string? value)
    {
        if (value is not null)
        {
            to.Append($"<{name}><rdf:Bag><rdf:li>{Escape(value)}</rdf:li></rdf:Bag></{name}>\n");
        }
    }

    /// <summary>Characters that XML cannot hold even escaped (XML 1.0, 2.2) are left out; half a surrogate pair becomes U+FFFD.</summary>
    private static string Escape(string value)
    {
        var legal = value.EnumerateRunes().Where(r => r.Value is '\t' or '\n' or '\r' or (>= ' ' and not 0xFFFE and not 0xFFFF));
        return SecurityElement.Escape(string.Concat(legal));
    }
}
