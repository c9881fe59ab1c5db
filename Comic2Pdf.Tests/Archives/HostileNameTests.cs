using System.Formats.Tar;
using System.Text;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Archives;

public sealed class HostileNameTests(Converting converting)
{
    private static byte[] Page1 => TinyImages.Jpeg(1);

    private static byte[] Page2 => TinyImages.Jpeg(2);

    public static TheoryData<string> Names =>
        [
            "../evil.jpg",
            "../../../evil.jpg",
            "..\\..\\evil.jpg",
            "a/../../../../evil.jpg",
            "/evil.jpg",
            "//evil.jpg",
            "C:\\evil.jpg",
            "\\\\host\\share\\evil.jpg",
            "$(touch evil).jpg",
            "`touch evil`.jpg",
            "; touch evil; .jpg",
            "-o evil.jpg",
            "--help.jpg",
            "| evil > evil.jpg",
            "'\"&&.jpg",
            "%s%n.jpg",
            "nul.jpg",
            "con.jpg",
            ".jpg",
            "line\nbreak.jpg",
            "escape\u001b[31m.jpg",
            "tab\t.jpg",
            "\u202Egpj.exe.jpg",
            "été à la mer – ñandú.jpg",
            "漫画/第一話/ページ.jpg",
            "Комикс.jpg",
            "كتاب.jpg",
            "😀 👩‍👩‍👧.jpg",
            "e\u0301.jpg",
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Convert_NameOfAnyKind_IsAPageAndNoPath(string name)
    {
        await converting.SucceedsAsync(new ZipBuilder().Stored(name, Page1).Build(), [Page1]);
        await converting.SucceedsAsync(new Rar5Builder().Stored(name, Page1).Build(), [Page1]);
        await converting.SucceedsAsync(new Rar4Builder().Stored(name, Page1).Build(), [Page1]);
        await converting.SucceedsAsync(new TarBuilder(TarEntryFormat.Pax).File(name, Page1).Build(), [Page1]);
        await converting.SucceedsAsync(new TarBuilder(TarEntryFormat.Gnu).File(name, Page1).Build(), [Page1]);
    }

    [Fact]
    public async Task Convert_AbsoluteName_WritesNothingThere()
    {
        using var elsewhere = new TestFolder();
        var target = Path.Combine(elsewhere.Root, "evil.jpg");
        await converting.SucceedsAsync(new ZipBuilder().Stored(target, Page1).Build(), [Page1]);
        await converting.SucceedsAsync(new Rar5Builder().Stored(target, Page1).Build(), [Page1]);
        await converting.SucceedsAsync(new Rar4Builder().Stored(target, Page1).Build(), [Page1]);
        await converting.SucceedsAsync(new TarBuilder().File(target, Page1).Build(), [Page1]);
        Assert.Empty(elsewhere.Files);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(5000)]
    [InlineData(30_000)]
    public async Task Convert_VeryLongName_IsAPage(int length)
    {
        var name = new string('n', length) + ".jpg";
        await converting.SucceedsAsync(new ZipBuilder().Stored(name, Page1).Build(), [Page1]);
        await converting.SucceedsAsync(new TarBuilder(TarEntryFormat.Gnu).File(name, Page1).Build(), [Page1]);
        await converting.SucceedsAsync(new TarBuilder(TarEntryFormat.Pax).File(name, Page1).Build(), [Page1]);
        await converting.SucceedsAsync(new Rar5Builder().Stored(name, Page1).Build(), [Page1]);
        await converting.SucceedsAsync(new Rar4Builder().Stored(name, Page1).Build(), [Page1]);
    }

    [Fact]
    public async Task Convert_TarNameThatNoFileSystemHas_IsUnsupported()
    {
        var name = new string('n', 70_000) + ".jpg";
        await converting.FailsAsync(ErrorCode.ArchiveUnsupported, new TarBuilder(TarEntryFormat.Gnu).File(name, Page1).Build());
        await converting.FailsAsync(ErrorCode.ArchiveUnsupported, new TarBuilder(TarEntryFormat.Pax).File(name, Page1).Build());
    }

    [Fact]
    public async Task Convert_NameNotUtf8_IsAPage()
    {
        var zip = new ZipBuilder().Add(new ZipItem(string.Empty, Page1) { Name = [0x82, 0x74, 0x82, .. ".jpg"u8], Flags = 0 }).Build();
        await converting.SucceedsAsync(zip, [Page1]);
        await converting.SucceedsAsync(
            new ZipBuilder().Add(new ZipItem(string.Empty, Page1) { Name = [0xFF, 0xFE, .. ".jpg"u8] }).Build(),
            [Page1]
        );
    }

    [Fact]
    public async Task Convert_NoNameAtAll_IsKnownByItsContent() =>
        await converting.SucceedsAsync(new ZipBuilder().Stored(string.Empty, Page1).Build(), [Page1]);

    [Fact]
    public async Task Convert_NameWithZeroByte_IsAPage() =>
        await converting.SucceedsAsync(new ZipBuilder().Stored("a.jpg\0.exe", Page1).Build(), [Page1]);

    [Fact]
    public async Task Convert_ControlCharactersInName_AreNotShown()
    {
        var result = await converting.SucceedsAsync(
            new ZipBuilder().Stored("1.jpg", Page1).Stored("2\u001b[2J\u202E\n.jpg", []).Build(),
            [Page1, null]
        );
        var warning = Assert.Single(result.Warnings);
        Assert.DoesNotContain(warning.Message + warning.Entry, c => char.IsControl(c) || c == '\u202E');
    }

    [Fact]
    public async Task Convert_DuplicateNames_KeepsBothInTheOrderOfTheArchive()
    {
        var third = TinyImages.Jpeg(3);
        byte[][] archives =
        [
            new ZipBuilder().Stored("b.jpg", Page2).Stored("a.jpg", Page1).Stored("b.jpg", third).Build(),
            new Rar4Builder().Stored("b.jpg", Page2).Stored("a.jpg", Page1).Stored("b.jpg", third).Build(),
            new Rar5Builder().Stored("b.jpg", Page2).Stored("a.jpg", Page1).Stored("b.jpg", third).Build(),
            new TarBuilder().File("b.jpg", Page2).File("a.jpg", Page1).File("b.jpg", third).Build(),
        ];
        foreach (var archive in archives)
        {
            await converting.SucceedsAsync(archive, [Page1, Page2, third]);
        }
    }

    [Fact]
    public async Task Convert_ThousandDuplicates_KeepsAll()
    {
        var zip = Enumerable.Range(0, 300).Aggregate(new ZipBuilder(), (z, i) => z.Stored("same.jpg", TinyImages.Jpeg(i))).Build();
        await converting.SucceedsAsync(zip, [.. Enumerable.Range(0, 300).Select(i => TinyImages.Jpeg(i))]);
    }

    [Fact]
    public async Task Convert_Title_CarriesNoMarkupOfTheName()
    {
        using var folder = new TestFolder();
        var path = folder.Write("a) Tj (<x>&amp;.cbz", new ZipBuilder().Stored("1.jpg", Page1).Build());
        var result = await converting.ConvertAsync(folder, path);
        Assert.Equal(1, result.Pages);
        using var pdf = UglyToad.PdfPig.PdfDocument.Open(Path.Combine(folder.Out, "book.pdf"));
        Assert.Equal("a) Tj (<x>&amp;", pdf.Information.Title);
        Assert.True(Encoding.UTF8.GetByteCount(pdf.Information.Title!) > 0);
    }

    [Fact]
    public async Task Convert_EntryNamedComicInfoInFolder_IsMetadataNotPage()
    {
        var zip = new ZipBuilder()
            .Stored("book/COMICINFO.XML", [.. "<ComicInfo><Title>T</Title></ComicInfo>"u8])
            .Stored("book/1.jpg", Page1)
            .Build();
        var result = await converting.SucceedsAsync(zip, [Page1]);
        Assert.DoesNotContain(result.Warnings, w => w.Code == ErrorCode.MetadataDamaged);
    }
}
