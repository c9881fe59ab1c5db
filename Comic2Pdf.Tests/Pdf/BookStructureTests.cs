using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Pdf;

/// <summary>What a PDF says of its book: particulars, bookmarks, direction, labels; read with tools that are not ours.</summary>
public sealed class BookStructureTests(ImagesPool pool)
{
    private static readonly byte[] Page = ImagesPng.Rgb(ImagesRaster.Flat(90, 120)).Build();

    [Theory]
    [InlineData("Plain")]
    [InlineData("Paren(the)ses ) ( and \\ back\\slashes \\)")]
    [InlineData("Astérix chez les Belges : « Ça alors ! »")]
    [InlineData("進撃の巨人 😀 & <b>\"bold\"</b> 'it'")]
    public async Task Convert_ComicInfo_BecomesMetadata(string title)
    {
        using var book = await MakeAsync(
            Info(
                new XElement("Title", title),
                new XElement("Series", "Série"),
                new XElement("Number", "3"),
                new XElement("Writer", "Goscinny, Uderzo"),
                new XElement("Penciller", "Uderzo"),
                new XElement("Summary", "Line one.\nLine (two)."),
                new XElement("LanguageISO", "fr"),
                new XElement("Year", "1979")
            )
        );

        using var json = JsonDocument.Parse(ImagesTool.Run("qpdf", "--json=2", "--json-key=qpdf", book.Pdf));
        var objects = json.RootElement.GetProperty("qpdf")[1];
        var trailer = objects.GetProperty("trailer").GetProperty("value");
        var info = objects.GetProperty("obj:" + trailer.GetProperty("/Info").GetString()).GetProperty("value");
        Assert.Equal($"u:Série #3: {title}", info.GetProperty("/Title").GetString());
        Assert.Equal("u:Goscinny, Uderzo", info.GetProperty("/Author").GetString());
        Assert.Equal("u:Line one.\nLine (two).", info.GetProperty("/Subject").GetString());

        var xmp = XDocument.Parse(ImagesTool.Run("mutool", "show", "-b", book.Pdf, "trailer/Root/Metadata"));
        XNamespace dc = "http://purl.org/dc/elements/1.1/";
        XNamespace rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
        Assert.Equal($"Série #3: {title}", xmp.Descendants(dc + "title").Single().Value);
        Assert.Equal(["Goscinny", "Uderzo"], xmp.Descendants(dc + "creator").Single().Descendants(rdf + "li").Select(li => li.Value));
        Assert.Equal("Line one.\nLine (two).", xmp.Descendants(dc + "description").Single().Value);
        Assert.Equal("fr", xmp.Descendants(dc + "language").Single().Value);
        Assert.Equal("(fr)", ImagesTool.Run("mutool", "show", book.Pdf, "trailer/Root/Lang").Trim());
    }

    [Fact]
    public async Task Convert_WithoutComicInfo_IsTitledByItsFileName()
    {
        using var book = await MakeAsync(null);

        Assert.Contains("Title:           book\n", ImagesTool.Run("pdfinfo", book.Pdf), StringComparison.Ordinal);
        Assert.DoesNotContain("/Direction", ImagesTool.Run("mutool", "show", book.Pdf, "trailer/Root"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_BrokenComicInfo_UsesWhatCameBeforeTheBreak()
    {
        using var book = await MakeAsync(Encoding.UTF8.GetBytes("<ComicInfo><Title>Half</Title><Series"));

        Assert.Contains("Title:           Half\n", ImagesTool.Run("pdfinfo", book.Pdf), StringComparison.Ordinal);
        Assert.Equal("metadata_damaged", Assert.Single(book.Result.Warnings).Code);
        Assert.Empty(book.Result.SkippedPages);
    }

    [Fact]
    public async Task Convert_TitleWithCharactersThatXmlForbids_GivesWellFormedXmp()
    {
        using var book = await MakeAsync(Encoding.UTF8.GetBytes("<ComicInfo><Title>a&#xFFFE;b&#xD800;c&#1;d</Title></ComicInfo>"));

        var xmp = XDocument.Parse(ImagesTool.Run("mutool", "show", "-b", book.Pdf, "trailer/Root/Metadata"));
        Assert.NotNull(xmp.Root);
    }

    [Theory]
    [InlineData("YesAndRightToLeft", true)]
    [InlineData("Yes", false)]
    [InlineData("No", false)]
    public async Task Convert_Manga_IsReadFromRightToLeft(string manga, bool isRightToLeft)
    {
        using var book = await MakeAsync(Info(new XElement("Manga", manga)));

        var preferences = ImagesTool.Run("mutool", "show", book.Pdf, "trailer/Root/ViewerPreferences");
        Assert.Equal(isRightToLeft, preferences.Contains("/Direction /R2L", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Convert_BookmarksOfComicInfo_AreTheOutline()
    {
        using var book = await MakeAsync(
            Info(
                new XElement(
                    "Pages",
                    new XElement("Page", new XAttribute("Image", 2), new XAttribute("Bookmark", "Fin (très) \\ 終")),
                    new XElement("Page", new XAttribute("Image", 0), new XAttribute("Bookmark", "Start")),
                    new XElement("Page", new XAttribute("Image", 77), new XAttribute("Bookmark", "Beyond"))
                )
            )
        );

        Assert.Equal([("Start", 1), ("Fin (très) \\ 終", 3)], Outline(book));
    }

    [Fact]
    public async Task Convert_PagesInFolders_AreChaptersInNaturalOrder()
    {
        using var book = new ImagesBook(pool);
        await book.ConvertAsync(
            ("b/Chapter 10/1.png", Page),
            ("b/Chapter 2/2.png", Page),
            ("b/Chapter 2/10.png", Page),
            ("b/Chapter 10/2.png", Page)
        );

        book.CheckPdf(4);
        Assert.Equal([("Chapter 2", 1), ("Chapter 10", 3)], Outline(book));
    }

    [Fact]
    public async Task Convert_FrontCover_IsLabelledAndTheNextPageIsOne()
    {
        using var book = await MakeAsync(
            Info(new XElement("Pages", new XElement("Page", new XAttribute("Image", 0), new XAttribute("Type", "FrontCover"))))
        );

        using var json = JsonDocument.Parse(ImagesTool.Run("qpdf", "--json=2", "--json-key=pagelabels", book.Pdf));
        var labels = json.RootElement.GetProperty("pagelabels");
        Assert.Equal("u:Cover", labels[0].GetProperty("label").GetProperty("/P").GetString());
        Assert.Equal(1, labels[1].GetProperty("index").GetInt32());
        Assert.Equal("/D", labels[1].GetProperty("label").GetProperty("/S").GetString());
    }

    [Fact]
    public async Task Convert_AllCredits_AreInTheMetadata()
    {
        using var book = await MakeAsync(
            Info(
                new XElement("Writer", "Ana"),
                new XElement("Inker", "Bo, Ana"),
                new XElement("Translator", "Cé"),
                new XElement("Publisher", "Gold & Co"),
                new XElement("Genre", "Humour"),
                new XElement("Tags", "frogs, ponds"),
                new XElement("Web", "https://example.org/1"),
                new XElement("Year", "2021"),
                new XElement("Month", "5")
            )
        );

        Assert.Contains("Keywords:        Humour, frogs, ponds", ImagesTool.Run("pdfinfo", book.Pdf), StringComparison.Ordinal);
        var xmp = XDocument.Parse(ImagesTool.Run("mutool", "show", "-b", book.Pdf, "trailer/Root/Metadata"));
        XNamespace dc = "http://purl.org/dc/elements/1.1/";
        XNamespace rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
        string[] All(string name) => [.. xmp.Descendants(dc + name).Single().Descendants(rdf + "li").Select(li => li.Value)];
        Assert.Equal(["Bo", "Cé"], All("contributor"));
        Assert.Equal(["Gold & Co"], All("publisher"));
        Assert.Equal(["Humour", "frogs", "ponds"], All("subject"));
        Assert.Equal(["https://example.org/1"], All("relation"));
        Assert.Equal(["2021-05"], All("date"));
    }

    [Theory]
    [InlineData("Yes", true, "/TwoPageRight")]
    [InlineData("YesAndRightToLeft", true, "/TwoPageLeft")]
    [InlineData("Yes", false, "null")]
    public async Task Convert_DoublePages_AreShownAsSpreadsWithTheCoverAlone(string manga, bool hasDoublePage, string layout)
    {
        using var marked = await MakeAsync(
            Info(
                new XElement("Manga", manga),
                new XElement(
                    "Pages",
                    new XElement("Page", new XAttribute("Image", 1), new XAttribute("DoublePage", hasDoublePage ? "true" : "false"))
                )
            )
        );
        using var wide = new ImagesBook(pool);
        var second = hasDoublePage ? ImagesPng.Rgb(ImagesRaster.Flat(180, 120)).Build() : Page;
        await wide.ConvertAsync(("1.png", Page), ("2.png", second), ("3.png", Page), ("ComicInfo.xml", Info(new XElement("Manga", manga))));

        Assert.Equal(layout, ImagesTool.Run("mutool", "show", marked.Pdf, "trailer/Root/PageLayout").Trim());
        Assert.Equal(layout, ImagesTool.Run("mutool", "show", wide.Pdf, "trailer/Root/PageLayout").Trim());
    }

    [Fact]
    public async Task Convert_WhatTheUserSays_StandsInPlaceOfTheArchive()
    {
        using var book = new ImagesBook(pool)
        {
            Options = new()
            {
                Ocr = null,
                Info = new() { Title = "Mine", IsRightToLeft = true },
            },
        };
        await book.ConvertAsync(
            ("1.png", Page),
            ("ComicInfo.xml", Info(new XElement("Title", "Theirs"), new XElement("Series", "S"), new XElement("Writer", "W")))
        );

        var info = ImagesTool.Run("pdfinfo", book.Pdf);
        Assert.Contains("Title:           Mine\n", info, StringComparison.Ordinal);
        Assert.Contains("Author:          W\n", info, StringComparison.Ordinal);
        Assert.Contains(
            "/Direction /R2L",
            ImagesTool.Run("mutool", "show", book.Pdf, "trailer/Root/ViewerPreferences"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Convert_SameArchiveTwice_GivesTheSameBytes()
    {
        var alpha = ImagesRaster.Sample().ToVipsAlpha().WebpsaveBuffer(lossless: true);
        (string, byte[])[] entries =
        [
            ("1.png", Page),
            ("2.webp", alpha),
            ("3.jpg", []),
            ("4.jpg", ImagesRaster.Sample().ToVips().JpegsaveBuffer()),
        ];
        using var first = new ImagesBook(pool);
        using var second = new ImagesBook(pool);
        await first.ConvertAsync(entries);
        await second.ConvertAsync(entries);

        Assert.Equal(File.ReadAllBytes(first.Pdf), File.ReadAllBytes(second.Pdf));
    }

    private async Task<ImagesBook> MakeAsync(byte[]? comicInfo)
    {
        var book = new ImagesBook(pool);
        (string, byte[])[] pages = [("1.png", Page), ("2.png", Page), ("3.png", Page)];
        await book.ConvertAsync(comicInfo is null ? pages : [.. pages, ("ComicInfo.xml", comicInfo)]);
        book.CheckPdf(3);
        return book;
    }

    private static byte[] Info(params object[] content) =>
        Encoding.UTF8.GetBytes(new XDocument(new XElement("ComicInfo", content)).ToString(SaveOptions.DisableFormatting));

    private static IEnumerable<(string Title, int Page)> Outline(ImagesBook book)
    {
        using var json = JsonDocument.Parse(ImagesTool.Run("qpdf", "--json=2", "--json-key=outlines", book.Pdf));
        return
        [
            .. json
                .RootElement.GetProperty("outlines")
                .EnumerateArray()
                .Select(o =>
                    (
                        o.GetProperty("title").GetString()!,
                        int.Parse(o.GetProperty("destpageposfrom1").GetRawText(), CultureInfo.InvariantCulture)
                    )
                ),
        ];
    }
}
