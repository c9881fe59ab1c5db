using System.Diagnostics;
using System.Text;
using Comic2Pdf.Processing.Metadata;

namespace Comic2Pdf.Tests.Metadata;

public sealed class ComicInfoReaderTests
{
    private const string Sound = """
        <?xml version="1.0" encoding="utf-8"?>
        <ComicInfo xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <Title>Le Départ &amp; la suite</Title><Series>Grenouilles</Series><Number>12.5</Number><Writer>A, B</Writer>
          <LanguageISO>fr</LanguageISO><Year>2021</Year><Manga>YesAndRightToLeft</Manga><Unknown><Deep>x</Deep></Unknown>
          <Pages><Page Image="0" Type="FrontCover"/><Page Image="3" Bookmark="Chapter 2"/><Page Image="-1"/><Page/></Pages>
        </ComicInfo>
        """;

    [Fact]
    public void Read_SoundFile_ReadsAllOfUse() => AssertSound(Read(Sound, out var fault), fault);

    [Fact]
    public void Read_Utf16WithMark_IsReadLikeUtf8()
    {
        var text = Sound.Replace("utf-8", "utf-16", StringComparison.Ordinal);
        foreach (var encoding in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
            AssertSound(ComicInfoReader.Read(bytes, out var fault), fault);
        }
    }

    [Fact]
    public void Read_Utf8WithMark_IsRead() =>
        AssertSound(ComicInfoReader.Read((byte[])[0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Sound)], out var fault), fault);

    [Fact]
    public void Read_ExternalEntity_IsNeverFollowed()
    {
        var secret = Path.GetTempPath() + Guid.NewGuid().ToString("N");
        File.WriteAllText(secret, "SECRET");
        try
        {
            var info = Read(
                $"""<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]><ComicInfo><Series>S</Series><Title>&e;</Title></ComicInfo>""",
                out var fault
            );
            Assert.Equal("S", info.Series);
            Assert.Null(info.Title);
            Assert.NotNull(fault);
            Assert.DoesNotContain("SECRET", fault, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(secret);
        }
    }

    [Fact]
    public void Read_ExternalParameterEntity_IsNeverFollowed()
    {
        var info = Read(
            """<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/evil.dtd"> %p;]><ComicInfo><Title>T</Title></ComicInfo>""",
            out var fault
        );
        Assert.Null(fault);
        Assert.Equal("T", info.Title);
    }

    [Fact]
    public void Read_BillionLaughs_EndsAtOnce()
    {
        var bomb = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 \"ha\">");
        for (var i = 1; i < 30; i++)
        {
            bomb.Append($"<!ENTITY a{i} \"{string.Concat(Enumerable.Repeat($"&a{i - 1};", 10))}\">");
        }

        bomb.Append("]><ComicInfo><Series>S</Series><Title>&a29;</Title></ComicInfo>");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        var info = Read(bomb.ToString(), out var fault);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
        Assert.Equal("S", info.Series);
        Assert.Null(info.Title);
        Assert.NotNull(fault);
    }

    [Fact]
    public void Read_HarmlessDoctype_IsPassedOver()
    {
        var info = Read("""<!DOCTYPE ComicInfo SYSTEM "ComicInfo.dtd"><ComicInfo><Title>T</Title></ComicInfo>""", out var fault);
        Assert.Null(fault);
        Assert.Equal("T", info.Title);
    }

    [Fact]
    public void Read_BrokenInTheMiddle_KeepsWhatCameBefore()
    {
        var info = Read("<ComicInfo><Title>T</Title><Series>S</Series><Writer>W</Wri", out var fault);
        Assert.NotNull(fault);
        Assert.Equal(("T", "S"), (info.Title, info.Series));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("not xml")]
    [InlineData("<")]
    [InlineData("{\"Title\":\"T\"}")]
    [InlineData("<a><b></a></b>")]
    public void Read_Nonsense_IsAFaultAndEmpty(string xml)
    {
        var info = Read(xml, out var fault);
        Assert.NotNull(fault);
        Assert.Null(info.Title);
        Assert.Empty(info.Pages);
    }

    public static TheoryData<string> Encodings { get; } = ["utf-8", "utf-16", "utf-16BE", "iso-8859-1", "windows-1252"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Read_AnyEncodingUnderAnyDeclaration_IsRead(string actual)
    {
        foreach (
            var declaration in (string[])
                [
                    "",
                    .. Encodings.Select(e => $"<?xml version=\"1.0\" encoding=\"{e.Data}\"?>"),
                    "<?xml version='1.0' encoding='no-such'?>",
                    "<?xml?>",
                ]
        )
        {
            foreach (var before in (string[])["", "\n", " \r\n\t"])
            {
                var text =
                    before
                    + declaration
                    + "<ComicInfo><Title>Été \u00BB à Noël</Title><Manga>YesAndRightToLeft</Manga><LanguageISO>fr</LanguageISO></ComicInfo>";
                var info = ComicInfoReader.Read(Encoding.GetEncoding(actual).GetBytes(text), out var fault);
                Assert.Null(fault);
                Assert.Equal(("Été \u00BB à Noël", true, "fr"), (info.Title, info.IsRightToLeft, info.Language));
            }
        }
    }

    [Fact]
    public void Read_DeclaredCodePage_IsRead()
    {
        var text = "<?xml version=\"1.0\" encoding=\"shift_jis\"?><ComicInfo><Title>第1話</Title></ComicInfo>";
        var info = ComicInfoReader.Read(CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes(text), out var fault);
        Assert.Null(fault);
        Assert.Equal("第1話", info.Title);
    }

    [Theory]
    [InlineData("Tom & Jerry", "Tom & Jerry")]
    [InlineData("A&B; &;&& &amp;&amp;", "A&B; &;&& &&")]
    [InlineData("&eacute;t&eacute;&nbsp;&hellip; &unknown;", "été\u00A0… &unknown;")]
    [InlineData("&#233;&#xE9; &#x41", "éé &#x41")]
    [InlineData("1 < 2 <3 <- x", "1 < 2 <3 <- x")]
    [InlineData("a\u0001b\u001Fc\u000Bd", "abcd")]
    [InlineData("<![CDATA[R&D <b>]]> &amp; co", "R&D <b> & co")]
    [InlineData("it's \"quoted\"", "it's \"quoted\"")]
    public void Read_TextThatIsNotXml_IsReadAsMeant(string written, string meant)
    {
        var info = Read($"<ComicInfo><Title>{written}</Title><Series>S & s</Series></ComicInfo>", out var fault);
        Assert.Null(fault);
        Assert.Equal((meant, "S & s"), (info.Title, info.Series));
    }

    [Fact]
    public void Read_MoreFields_AreAllRead()
    {
        var info = Read(
            "<comicinfo><inker>I</inker><Colorist>C</Colorist><Letterer>L</Letterer><CoverArtist>A</CoverArtist><Editor>E</Editor><Translator>T</Translator><Tags>x, y</Tags>"
                + "<Web>https://example.org/a https://example.org/b</Web><Year>2021</Year><Month>2</Month><Day>28</Day><Title/><Title>late</Title>"
                + "<Pages><page image=\"1\" doublepage=\"True\"/><Page Image=\"2\" Type=\"Deleted\"/></Pages></comicinfo>",
            out var fault
        );
        Assert.Null(fault);
        Assert.Equal(
            ("I", "C", "L", "A", "E", "T"),
            (info.Inker, info.Colorist, info.Letterer, info.CoverArtist, info.Editor, info.Translator)
        );
        Assert.Equal(("x, y", 2021, 2, 28, "late"), (info.Tags, info.Year, info.Month, info.Day, info.Title));
        Assert.Equal("https://example.org/a https://example.org/b", info.Web);
        Assert.Equal([true, false], info.Pages.Select(p => p.IsDoublePage));
        Assert.Equal([false, true], info.Pages.Select(p => p.IsDeleted));
    }

    [Fact]
    public void Read_BytesThatAreNoText_IsAFault()
    {
        var noise = new byte[5000];
        new Random(1).NextBytes(noise);
        ComicInfoReader.Read(noise, out var fault);
        Assert.NotNull(fault);
    }

    [Fact]
    public void Read_OtherRoot_IsReadLeniently()
    {
        var info = Read("<comic xmlns='urn:x'><title>T</title></comic>", out var fault);
        Assert.Null(fault);
        Assert.Equal("T", info.Title);
    }

    [Fact]
    public void Read_WebPageInItsPlace_HasNoMetadata()
    {
        var info = Read("<html><head><title>404</title></head><body><h1>Not found</h1></body></html>", out _);
        Assert.Null(info.Title);
    }

    [Fact]
    public void Read_ValueInPieces_IsReadWhole()
    {
        var info = Read("<ComicInfo><Title>one<!-- note --> two<![CDATA[ & three]]></Title></ComicInfo>", out var fault);
        Assert.Null(fault);
        Assert.Equal("one two & three", info.Title);
    }

    [Fact]
    public void Read_VeryDeep_EndsWithoutOverflow()
    {
        var info = Read("<ComicInfo><Title>T</Title>" + string.Concat(Enumerable.Repeat("<a>", 200_000)), out var fault);
        Assert.NotNull(fault);
        Assert.Equal("T", info.Title);
    }

    [Fact]
    public void Read_HugeValue_IsCut()
    {
        var info = Read($"<ComicInfo><Summary>{new string('s', 1_000_000)}</Summary></ComicInfo>", out var fault);
        Assert.Null(fault);
        Assert.InRange(info.Summary!.Length, 1000, 10_000);
    }

    [Fact]
    public void Read_ControlCharacters_AreDropped()
    {
        var info = Read("<ComicInfo><Title>a&#x1b;[31mb\u0085c</Title></ComicInfo>", out _);
        Assert.Equal("a[31mbc", info.Title);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("20211")]
    [InlineData("MMXX")]
    [InlineData("99999999999999999999")]
    public void Read_YearThatIsNone_IsLeftOut(string year) => Assert.Null(Read($"<ComicInfo><Year>{year}</Year></ComicInfo>", out _).Year);

    private static ComicInfo Read(string xml, out string? fault) => ComicInfoReader.Read(Encoding.UTF8.GetBytes(xml), out fault);

    private static void AssertSound(ComicInfo info, string? fault)
    {
        Assert.Null(fault);
        Assert.Equal("Le Départ & la suite", info.Title);
        Assert.Equal(("Grenouilles", "12.5", "A, B", "fr", 2021), (info.Series, info.Number, info.Writer, info.Language, info.Year));
        Assert.True(info.IsRightToLeft);
        Assert.Equal([new ComicInfoPage(0, null, true), new ComicInfoPage(3, "Chapter 2", false)], info.Pages);
    }
}
