using System.Globalization;
using System.Xml.Linq;

namespace Comic2Pdf.Processing.Metadata;

/// <summary>Reads a ComicInfo.xml leniently: unknown elements are passed over, a broken file yields what came before the break (<see cref="LenientXml"/>).</summary>
public static class ComicInfoReader
{
    private const int MaxPages = 100_000;

    /// <summary>Reads the file.</summary>
    /// <param name="xml">Its bytes, in any encoding.</param>
    /// <param name="fault">Where reading stopped short, or null.</param>
    public static ComicInfo Read(ReadOnlyMemory<byte> xml, out string? fault)
    {
        var root = LenientXml.Read(xml.Span, out fault);
        fault = fault is null ? null : $"ComicInfo.xml is not well-formed: {fault}";
        return root is null ? new ComicInfo() : Build(root);
    }

    private static ComicInfo Build(XElement root)
    {
        var fields = new Dictionary<string, XElement>(StringComparer.OrdinalIgnoreCase);
        foreach (var element in root.Elements())
        {
            // An empty one does not count: it may be there once more.
            if (!fields.TryGetValue(element.Name.LocalName, out var before) || FieldText.Of(before) is null)
            {
                fields[element.Name.LocalName] = element;
            }
        }

        string? Get(string name) => FieldText.Of(fields.GetValueOrDefault(name));
        return new ComicInfo
        {
            Title = Get("Title"),
            Series = Get("Series"),
            Number = Get("Number"),
            Writer = Get("Writer"),
            Penciller = Get("Penciller"),
            Inker = Get("Inker"),
            Colorist = Get("Colorist"),
            Letterer = Get("Letterer"),
            CoverArtist = Get("CoverArtist"),
            Editor = Get("Editor"),
            Translator = Get("Translator"),
            Publisher = Get("Publisher"),
            Summary = Get("Summary"),
            Genre = Get("Genre"),
            Tags = Get("Tags"),
            Web = Get("Web"),
            Language = Get("LanguageISO"),
            IsRightToLeft = "YesAndRightToLeft".Equals(Get("Manga"), StringComparison.OrdinalIgnoreCase),
            Pages =
            [
                .. root.Descendants()
                    .Where(e => e.Name.LocalName.Equals("Page", StringComparison.OrdinalIgnoreCase))
                    .Select(Page)
                    .OfType<ComicInfoPage>()
                    .Take(MaxPages),
            ],
        }.Dated(Get("Year"), Get("Month"), Get("Day"));
    }

    private static ComicInfoPage? Page(XElement element)
    {
        var attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var attribute in element.Attributes())
        {
            attributes.TryAdd(attribute.Name.LocalName, attribute.Value);
        }

        var type = FieldText.Clean(attributes.GetValueOrDefault("Type"));
        return !int.TryParse(
            FieldText.Clean(attributes.GetValueOrDefault("Image")),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var image
        )
            ? null
            : new ComicInfoPage(
                image,
                FieldText.Clean(attributes.GetValueOrDefault("Bookmark")),
                "FrontCover".Equals(type, StringComparison.OrdinalIgnoreCase)
            )
            {
                IsDeleted = "Deleted".Equals(type, StringComparison.OrdinalIgnoreCase),
                IsDoublePage = FieldText.Clean(attributes.GetValueOrDefault("DoublePage"))?.ToUpperInvariant() is "TRUE" or "1" or "YES",
            };
    }
}
