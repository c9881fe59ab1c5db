using System.Text;
using Comic2Pdf.Processing.Metadata;

namespace Comic2Pdf.Tests.Metadata;

public sealed class BookInfoTests
{
    private const string Metron = """
        <?xml version="1.0" encoding="UTF-8"?>
        <MetronInfo><Publisher id="1"><Name>Gold & Silver</Name></Publisher><Series lang="en"><Name>Frogs</Name><Volume>2</Volume></Series><Number>7</Number>
        <Stories><Story>One</Story><Story>Two</Story></Stories><Summary>About frogs.</Summary><CoverDate>2020-11-30</CoverDate>
        <Genres><Genre>Nature</Genre></Genres><Tags><Tag>Pond</Tag></Tags><URLs><URL>https://example.org/b</URL><URL primary="true">https://example.org/a</URL></URLs>
        <Credits><Credit><Creator>Ana</Creator><Roles><Role>Writer</Role><Role>Penciller</Role></Roles></Credit><Credit><Creator>Bo</Creator><Roles><Role>Colorist</Role></Roles></Credit></Credits>
        </MetronInfo>
        """;

    private const string Acbf = """
        <ACBF xmlns="http://www.fictionbook-lib.org/xml/acbf/1.1"><meta-data><book-info><author activity="Writer"><first-name>Ana</first-name><last-name>Ö</last-name></author>
        <author activity="Artist"><nickname>Bo</nickname></author><book-title lang="en">The Pond</book-title><genre>humor</genre><annotation lang="en"><p>One.</p><p>Two.</p></annotation>
        <languages><text-layer lang="de" show="true"/></languages><sequence title="Frogs">3</sequence><reading-direction>RTL</reading-direction></book-info>
        <publish-info><publisher>Gold</publisher><publish-date value="2013-05-01">May</publish-date></publish-info></meta-data>
        <body><page><image href="1.jpg"/></page><page><title lang="en">Chapter 2</title><image href="2.jpg"/></page></body></ACBF>
        """;

    private const string ComicBook = """
        {"appID":"x","ComicBookInfo/1.0":{"series":"Frogs","title":"Pond","publisher":"Gold","publicationMonth":5,"publicationYear":2009,"issue":1,"language":"French","genre":"Humour",
        "credits":[{"person":"Ana","role":"Writer","primary":true},{"person":"Bo","role":"Artist"},7],"tags":["a","b"],"comments":"About."}}
        """;

    [Fact]
    public void Add_MetronInfo_IsRead()
    {
        var info = Read(("MetronInfo.xml", Metron));

        Assert.Equal(
            ("One, Two", "Frogs", "7", "Gold & Silver", "en"),
            (info.Title, info.Series, info.Number, info.Publisher, info.Language)
        );
        Assert.Equal(("Ana", "Ana", "Bo"), (info.Writer, info.Penciller, info.Colorist));
        Assert.Equal((2020, 11, 30, "https://example.org/a", "Pond"), (info.Year, info.Month, info.Day, info.Web, info.Tags));
    }

    [Fact]
    public void Add_Acbf_IsRead()
    {
        var info = Read(("book/my.acbf", Acbf));

        Assert.Equal(("The Pond", "Frogs", "3", "Gold", "de"), (info.Title, info.Series, info.Number, info.Publisher, info.Language));
        Assert.Equal(("Ana Ö", "Bo", "One.\nTwo.", 2013, true), (info.Writer, info.Penciller, info.Summary, info.Year, info.IsRightToLeft));
        Assert.Equal(new ComicInfoPage(2, "Chapter 2", false), Assert.Single(info.Pages));
    }

    [Fact]
    public void AddComment_ComicBookInfo_IsRead()
    {
        var book = new BookInfo();
        book.AddComment(Encoding.UTF8.GetBytes(ComicBook));

        var info = book.Info!;
        Assert.Equal(
            ("Pond", "Frogs", "1", "Gold", "Humour", "a, b"),
            (info.Title, info.Series, info.Number, info.Publisher, info.Genre, info.Tags)
        );
        Assert.Equal(("Ana", "Bo", 2009, 5, "About."), (info.Writer, info.Penciller, info.Year, info.Month, info.Summary));
    }

    [Theory]
    [InlineData("")]
    [InlineData("packed by somebody")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("{\"ComicBookInfo/1.0\":3}")]
    [InlineData("\u00FF\u0000")]
    public void AddComment_OfAnotherKind_IsNothing(string comment)
    {
        var book = new BookInfo();
        book.AddComment(Encoding.Latin1.GetBytes(comment));
        Assert.Null(book.Info);
    }

    [Theory]
    [InlineData("sub/ComicInfo.xml", "ComicInfo.xml", "second")]
    [InlineData("ComicInfo.xml", "sub/ComicInfo.xml", "first")]
    [InlineData("a/b/ComicInfo.xml", "z/comicinfo.XML", "second")]
    [InlineData("a/ComicInfo.xml", "b/ComicInfo.xml", "first")]
    [InlineData("./ComicInfo.xml", "ComicInfo.xml", "first")]
    [InlineData("MetronInfo.xml", "sub/ComicInfo.xml", "second")]
    [InlineData("x.acbf", "MetronInfo.xml", "second")]
    public void Add_Several_TakesTheBetterKindAndThenTheOneNearestToTheRoot(string first, string second, string expected)
    {
        Assert.Equal(expected, Read((first, Named(first, "first")), (second, Named(second, "second"))).Title);
    }

    private static string Named(string file, string title) =>
        file switch
        {
            _ when file.EndsWith(".acbf", StringComparison.Ordinal) =>
                $"<ACBF><meta-data><book-info><book-title>{title}</book-title></book-info></meta-data></ACBF>",
            _ when file.StartsWith("Metron", StringComparison.Ordinal) =>
                $"<MetronInfo><Stories><Story>{title}</Story></Stories></MetronInfo>",
            _ => $"<ComicInfo><Title>{title}</Title></ComicInfo>",
        };

    private static ComicInfo Read(params (string Name, string Text)[] files)
    {
        var book = new BookInfo();
        foreach (var (name, text) in files)
        {
            Assert.Null(book.Add(name, Encoding.UTF8.GetBytes(text)));
        }

        return book.Info!;
    }
}
