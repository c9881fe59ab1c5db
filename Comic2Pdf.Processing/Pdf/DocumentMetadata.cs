using System.Security;
using System.Text;
using Comic2Pdf.Processing.Metadata;

namespace Comic2Pdf.Processing.Pdf;

/// <summary>The book's metadata, as PDF holds it twice: information dictionary and XMP (ISO 32000-1, 14.3; ISO 16684-1).</summary>
internal sealed class DocumentMetadata(ComicInfo? info, string fallbackTitle)
{
    /// <summary>Names this program in the documents it makes.</summary>
    public const string Producer = "Comic2Pdf";

    private string Title { get; } = ComposeTitle(info) ?? fallbackTitle;

    private string[] Authors { get; } = Names(info?.Writer, info?.Penciller);

    private string[] Contributors { get; } =
    [
        .. Names(info?.Inker, info?.Colorist, info?.Letterer, info?.CoverArtist, info?.Editor, info?.Translator)
            .Except(Names(info?.Writer, info?.Penciller), StringComparer.OrdinalIgnoreCase),
    ];

    private string[] Keywords { get; } = Names(info?.Genre, info?.Tags);

    /// <summary>The information dictionary. No dates: the same comic always gives the same PDF.</summary>
    public string InfoDictionary()
    {
        var dictionary = new StringBuilder("<<");
        Entry(dictionary, "Title", Title);
        Entry(dictionary, "Author", Joined(Authors));
        Entry(dictionary, "Subject", info?.Summary);
        Entry(dictionary, "Keywords", Joined(Keywords));
        Entry(dictionary, "Creator", Producer);
        Entry(dictionary, "Producer", Producer);
        return dictionary.Append(">>").ToString();
    }

    /// <summary>The XMP packet.</summary>
    public string Xmp()
    {
        var body = new StringBuilder();
        Alternative(body, "dc:title", Title);
        List(body, "dc:creator", "Seq", Authors);
        List(body, "dc:contributor", "Bag", Contributors);
        if (info?.Summary is { } summary)
        {
            Alternative(body, "dc:description", summary);
        }

        List(body, "dc:publisher", "Bag", info?.Publisher);
        List(body, "dc:language", "Bag", info?.Language);
        List(body, "dc:subject", "Bag", Keywords);
        List(body, "dc:relation", "Bag", info?.Web?.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries) ?? []);
        List(body, "dc:date", "Seq", Date());
        if (Joined(Keywords) is { } keywords)
        {
            body.Append($"<pdf:Keywords>{Escape(keywords)}</pdf:Keywords>\n");
        }

        body.Append($"<pdf:Producer>{Producer}</pdf:Producer>\n<xmp:CreatorTool>{Producer}</xmp:CreatorTool>\n");
        return "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
            + "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
            + body
            + "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>";
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

    private static void List(StringBuilder to, string name, string kind, params IEnumerable<string?> values)
    {
        string[] items = [.. values.OfType<string>().Select(v => $"<rdf:li>{Escape(v)}</rdf:li>")];
        if (items.Length > 0)
        {
            to.Append($"<{name}><rdf:{kind}>{string.Concat(items)}</rdf:{kind}></{name}>\n");
        }
    }

    /// <summary>As much of "2021-05-03" as is known (ISO 8601, the form of XMP).</summary>
    private string? Date() =>
        (info?.Year, info?.Month, info?.Day) switch
        {
            (null, _, _) => null,
            ({ } year, null, _) => $"{year:D4}",
            ({ } year, { } month, null) => $"{year:D4}-{month:D2}",
            ({ } year, { } month, { } day) => $"{year:D4}-{month:D2}-{day:D2}",
        };

    /// <summary>Each name once, out of fields that separate them by commas.</summary>
    private static string[] Names(params IEnumerable<string?> fields) =>
        [
            .. fields
                .OfType<string>()
                .SelectMany(f => f.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];

    private static string? Joined(string[] names) => names.Length == 0 ? null : string.Join(", ", names);

    /// <summary>Characters that XML cannot hold even escaped (XML 1.0, 2.2) are left out; half a surrogate pair becomes U+FFFD.</summary>
    private static string Escape(string value)
    {
        var legal = value.EnumerateRunes().Where(r => r.Value is '\t' or '\n' or '\r' or (>= ' ' and not 0xFFFE and not 0xFFFF));
        return SecurityElement.Escape(string.Concat(legal));
    }
}
