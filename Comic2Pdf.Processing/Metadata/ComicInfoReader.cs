using System.Globalization;
using System.Xml;

namespace Comic2Pdf.Processing.Metadata;

/// <summary>
/// Reads a ComicInfo.xml leniently: unknown elements are passed over, a broken file yields what came before the break. No document type,
/// no entity and no outside reference is ever followed.
/// </summary>
public static class ComicInfoReader
{
    private const int MaxCharacters = 4 << 20;
    private const int MaxValue = 4000;
    private const int MaxPages = 100_000;

    /// <summary>Reads the file.</summary>
    /// <param name="xml">Its bytes, in any encoding that XML allows.</param>
    /// <param name="fault">Where reading stopped short, or null.</param>
    public static ComicInfo Read(ReadOnlyMemory<byte> xml, out string? fault)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var pages = new List<ComicInfoPage>();
        fault = null;
        try
        {
            var settings = new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Ignore,
                XmlResolver = null,
                MaxCharactersInDocument = MaxCharacters,
                MaxCharactersFromEntities = 1,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                IgnoreWhitespace = true,
                CheckCharacters = false,
            };
            using var reader = XmlReader.Create(new MemoryStream(xml.ToArray()), settings);
            ReadFields(reader, fields, pages);
        }
        catch (Exception e) when (e is XmlException or InvalidOperationException or ArgumentException)
        {
            fault = $"ComicInfo.xml is not well-formed: {e.Message}";
        }

        return Build(fields, pages);
    }

    private static void ReadFields(XmlReader reader, Dictionary<string, string> fields, List<ComicInfoPage> pages)
    {
        string? field = null;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.Depth == 1:
                    field = reader.IsEmptyElement || fields.ContainsKey(reader.LocalName) ? null : reader.LocalName;
                    break;
                case XmlNodeType.Element when reader.LocalName == "Page" && pages.Count < MaxPages:
                    if (int.TryParse(reader.GetAttribute("Image"), NumberStyles.None, CultureInfo.InvariantCulture, out var image))
                    {
                        pages.Add(new ComicInfoPage(image, Clean(reader.GetAttribute("Bookmark")), reader.GetAttribute("Type") == "FrontCover"));
                    }

                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when field is not null && reader.Depth == 2:
                    // A comment or a CDATA section cuts a value into pieces.
                    var before = fields.GetValueOrDefault(field, string.Empty);
                    fields[field] = before.Length < MaxValue ? before + reader.Value : before;
                    break;
            }
        }
    }

    private static ComicInfo Build(Dictionary<string, string> fields, List<ComicInfoPage> pages)
    {
        string? Get(string name) => Clean(fields.GetValueOrDefault(name));
        return new ComicInfo
        {
            Title = Get("Title"),
            Series = Get("Series"),
            Number = Get("Number"),
            Writer = Get("Writer"),
            Penciller = Get("Penciller"),
            Publisher = Get("Publisher"),
            Summary = Get("Summary"),
            Genre = Get("Genre"),
            Language = Get("LanguageISO"),
            Year = int.TryParse(Get("Year"), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 0 and < 10_000 ? year : null,
            IsRightToLeft = Get("Manga") == "YesAndRightToLeft",
            Pages = pages,
        };
    }

    /// <summary>A value without control characters and of bounded length; null when nothing is left.</summary>
    private static string? Clean(string? value)
    {
        if (value is null)
        {
            return null;
        }

        var clean = new string([.. value.Where(c => !char.IsControl(c) || c is '\n' or '\t').Take(MaxValue)]).Trim();
        return clean.Length == 0 ? null : clean;
    }
}
