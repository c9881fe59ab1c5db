using System.Xml.Linq;

namespace Comic2Pdf.Processing.Metadata;

/// <summary>Reads the metadata of an .acbf file (Advanced Comic Book Format 1.1), as leniently as a ComicInfo.xml.</summary>
internal static class AcbfReader
{
    /// <summary>Reads the file.</summary>
    /// <param name="xml">Its bytes.</param>
    /// <param name="fault">Where reading stopped short, or null.</param>
    public static ComicInfo Read(ReadOnlyMemory<byte> xml, out string? fault)
    {
        var root = LenientXml.Read(xml.Span, out fault);
        fault = fault is null ? null : $"the ACBF file is not well-formed: {fault}";
        var book = root?.Element("meta-data")?.Element("book-info");
        if (book is null)
        {
            return new ComicInfo();
        }

        var published = root!.Element("meta-data")!.Element("publish-info");
        var date = published?.Element("publish-date");
        var sequence = book.Element("sequence");
        return new ComicInfo
        {
            Title = FieldText.Of(book.Element("book-title")),
            Series = FieldText.Clean(sequence?.Attribute("title")?.Value),
            Number = FieldText.Of(sequence),
            Publisher = FieldText.Of(published?.Element("publisher")),
            Summary = FieldText.Clean(string.Join('\n', book.Element("annotation")?.Elements().Select(p => p.Value) ?? [])),
            Genre = FieldText.Join(book.Elements("genre").Select(FieldText.Of)),
            Tags = FieldText.Of(book.Element("keywords")),
            Language = FieldText.Clean(book.Element("languages")?.Elements("text-layer").FirstOrDefault()?.Attribute("lang")?.Value),
            IsRightToLeft = "RTL".Equals(FieldText.Of(book.Element("reading-direction")), StringComparison.OrdinalIgnoreCase),
            Pages = [.. root.Elements("body").Elements("page").Select((page, i) => Bookmark(page, i)).OfType<ComicInfoPage>()],
        }
            .Dated(FieldText.Clean(date?.Attribute("value")?.Value) ?? FieldText.Of(date))
            .Credited(
                book.Elements("author").Select(a => (Name(a), (string?)(FieldText.Clean(a.Attribute("activity")?.Value) ?? "Writer")))
            );
    }

    private static string? Name(XElement author)
    {
        var names = ((string[])["first-name", "middle-name", "last-name"]).Select(n => FieldText.Of(author.Element(n))).OfType<string>();
        return FieldText.Clean(string.Join(' ', names)) ?? FieldText.Of(author.Element("nickname"));
    }

    /// <summary>A page with a title is a chapter's first. The cover page stands elsewhere in the file, before all of these.</summary>
    private static ComicInfoPage? Bookmark(XElement page, int index) =>
        FieldText.Of(page.Element("title")) is { } title ? new ComicInfoPage(index + 1, title, IsFrontCover: false) : null;
}
