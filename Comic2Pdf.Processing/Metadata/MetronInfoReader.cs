using System.Xml.Linq;

namespace Comic2Pdf.Processing.Metadata;

/// <summary>Reads a MetronInfo.xml (Metron project, schema 1.0), as leniently as a ComicInfo.xml.</summary>
internal static class MetronInfoReader
{
    /// <summary>Reads the file.</summary>
    /// <param name="xml">Its bytes.</param>
    /// <param name="fault">Where reading stopped short, or null.</param>
    public static ComicInfo Read(ReadOnlyMemory<byte> xml, out string? fault)
    {
        var root = LenientXml.Read(xml.Span, out fault);
        fault = fault is null ? null : $"MetronInfo.xml is not well-formed: {fault}";
        if (root is null)
        {
            return new ComicInfo();
        }

        var series = root.Element("Series");
        return new ComicInfo
        {
            Title =
                FieldText.Join(root.Elements("Stories").Elements("Story").Select(FieldText.Of))
                ?? FieldText.Of(root.Element("CollectionTitle")),
            Series = FieldText.Of(series?.Element("Name")),
            Number = FieldText.Of(root.Element("Number")),
            Publisher = FieldText.Of(root.Element("Publisher")?.Element("Name")),
            Summary = FieldText.Of(root.Element("Summary")),
            Genre = FieldText.Join(root.Elements("Genres").Elements().Select(FieldText.Of)),
            Tags = FieldText.Join(root.Elements("Tags").Elements().Select(FieldText.Of)),
            Web = FieldText.Of(
                root.Elements("URLs").Elements().OrderByDescending(e => e.Attribute("primary")?.Value == "true").FirstOrDefault()
            ),
            Language = FieldText.Clean(series?.Attribute("lang")?.Value),
        }
            .Dated(FieldText.Of(root.Element("CoverDate")) ?? FieldText.Of(root.Element("StoreDate")))
            .Credited(root.Elements("Credits").Elements("Credit").SelectMany(Roles));
    }

    private static IEnumerable<(string? Person, string? Role)> Roles(XElement credit) =>
        credit.Elements("Roles").Elements("Role").Select(role => (FieldText.Of(credit.Element("Creator")), FieldText.Of(role)));
}
