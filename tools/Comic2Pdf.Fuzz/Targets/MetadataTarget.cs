using System.Text;
using Comic2Pdf.Processing.Metadata;

namespace Comic2Pdf.Fuzz.Targets;

/// <summary>ComicInfo.xml, MetronInfo.xml, ACBF and ComicBookInfo.</summary>
public sealed class MetadataTarget : IFuzzTarget
{
    private static readonly string[] Names = ["ComicInfo.xml", "MetronInfo.xml", "book.acbf"];

    private static readonly string[] Sound =
    [
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><ComicInfo><Title>Été &amp; lune</Title><Series>S</Series><Number>1</Number><Year>2020</Year><Writer>A, B</Writer><LanguageISO>fr</LanguageISO><Manga>YesAndRightToLeft</Manga><Pages><Page Image=\"0\" Bookmark=\"One\"/></Pages></ComicInfo>",
        "<MetronInfo><Series><Name>S</Name></Series><Stories><Story>T</Story></Stories><Credits><Credit><Creator>A</Creator><Roles><Role>Writer</Role></Roles></Credit></Credits></MetronInfo>",
        "<ACBF xmlns=\"http://www.acbf.info/xml/acbf/1.1\"><meta-data><book-info><author><first-name>A</first-name></author><book-title lang=\"en\">T</book-title></book-info></meta-data></ACBF>",
        "{\"ComicBookInfo/1.0\":{\"title\":\"T\",\"series\":\"S\",\"issue\":1,\"credits\":[{\"person\":\"A\",\"role\":\"Writer\"}]}}",
    ];

    /// <inheritdoc/>
    public string Name => "metadata";

    /// <inheritdoc/>
    public IEnumerable<byte[]> Seeds => Sound.Select(Encoding.UTF8.GetBytes);

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Pieces { get; } =
    [
        "<!DOCTYPE a [<!ENTITY x \"y\">]>"u8.ToArray(),
        "&x;"u8.ToArray(),
        "&#0;"u8.ToArray(),
        "&#xD800;"u8.ToArray(),
        "<![CDATA["u8.ToArray(),
        "]]>"u8.ToArray(),
        "<Pages>"u8.ToArray(),
        "<Page Image=\"99999999999\" Bookmark=\""u8.ToArray(),
        [0xFF, 0xFE],
        [0xFE, 0xFF],
        [0xEF, 0xBB, 0xBF],
        "encoding=\"utf-16\""u8.ToArray(),
        "encoding=\"ibm-437\""u8.ToArray(),
    ];

    /// <inheritdoc/>
    public void Run(byte[] input)
    {
        foreach (var name in Names)
        {
            _ = new BookInfo().Add(name, input);
        }

        new BookInfo().AddComment(input);
    }
}
