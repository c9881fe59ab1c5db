using System.Text.Json;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Archives;

/// <summary>Archives and documents inside an archive: chapters, or named.</summary>
public sealed class InnerArchiveTests(Converting converting)
{
    private static readonly byte[] Cover = TinyImages.Jpeg(90);

    public static TheoryData<Packing, Packing> OuterAndInner =>
        [.. Enum.GetValues<Packing>().Select((p, i) => (p, Enum.GetValues<Packing>()[(i * 5 + 3) % 11]))];

    [Theory]
    [MemberData(nameof(OuterAndInner))]
    public async Task Convert_ArchivesBesideACover_AreItsChapters(Packing outer, Packing inner)
    {
        var (one, two) = (Pages(10, 2), Pages(20, 3));
        var archive = await AnyArchive.BuildAsync(
            outer,
            ("ch10.cbz", await AnyArchive.BuildAsync(inner, two)),
            ("ch9.cbr", await AnyArchive.BuildAsync(inner, one)),
            ("cover.jpg", Cover)
        );
        var result = await converting.SucceedsAsync(archive, [Cover, .. one.Select(p => p.Data), .. two.Select(p => p.Data)]);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task Convert_ChapterLargerThanMemoryIsUsedFor_IsReadAndLeavesNothing()
    {
        var pages = Enumerable.Range(1, 30).Select(i => ($"{i}.jpg", TinyImages.JpegOver(i, 1 << 20))).ToArray();
        foreach (var outer in (Packing[])[Packing.ZipStored, Packing.Rar5Solid, Packing.TarUstar])
        {
            var archive = await AnyArchive.BuildAsync(outer, ("all.cbz", await AnyArchive.BuildAsync(Packing.ZipStored, pages)));
            await converting.SucceedsAsync(archive, [.. pages.Select(p => p.Item2)]);
        }
    }

    [Fact]
    public async Task Convert_Chapters_AreBookmarksWithoutTheirEnding()
    {
        var inner = await AnyArchive.BuildAsync(
            Packing.ZipStored,
            ("part a/1.jpg", TinyImages.Jpeg(1)),
            ("part b/1.jpg", TinyImages.Jpeg(2))
        );
        using var folder = new TestFolder();
        await converting.ConvertAsync(
            folder,
            folder.Write("a.cbz", new ZipBuilder().Stored("cover.jpg", Cover).Stored("ch 1.cbz", inner).Stored("ch 2.zip", inner).Build())
        );
        using var json = JsonDocument.Parse(
            ImagesTool.Run("qpdf", "--json=2", "--json-key=outlines", Path.Combine(folder.Out, "book.pdf"))
        );
        var outlines = json.RootElement.GetProperty("outlines");
        Assert.Equal("ch 1:2 (part a:2, part b:3), ch 2:4 (part a:4, part b:5)", Describe(outlines));
    }

    public static TheoryData<string> BadChapters => ["truncated", "damaged", "encrypted", "nested", "noarchive", "volume", "solid"];

    [Theory]
    [MemberData(nameof(BadChapters))]
    public async Task Convert_ChapterThatCannotBeOpened_IsANoticePageInItsPlace(string kind)
    {
        var one = Pages(10, 2);
        var sound = await AnyArchive.BuildAsync(Packing.ZipStored, one);
        var bad = kind switch
        {
            "truncated" => (await AnyArchive.BuildAsync(Packing.ZipStored, Pages(20, 2)))[..300],
            "damaged" => [.. (await AnyArchive.BuildAsync(Packing.SevenZipLzma, Pages(20, 2)))[..^4], 1, 2, 3, 4],
            "encrypted" => new ZipBuilder().Add(new ZipItem("1.jpg", Cover) { Flags = 1 }).Build(),
            "nested" => new ZipBuilder().Stored("deep.cbz", sound).Build(),
            "volume" => new Rar5Builder { ArchiveFlags = 1, EndFlags = 1 }
                .Stored("1.jpg", Cover)
                .Build(),
            "solid" => Broken(await AnyArchive.BuildAsync(Packing.Rar5Solid, AnyArchive.Pages(1, padding: 5000))),
            _ => [.. "this is no archive at all"u8],
        };
        var archive = new ZipBuilder()
            .Stored("cover.jpg", Cover)
            .Stored("ch1.cbz", sound)
            .Stored("ch2.cbz", bad)
            .Stored("ch3.cbz", sound)
            .Build();
        using var folder = new TestFolder();
        var result = await converting.ConvertAsync(folder, folder.Write("a.cbz", archive));
        var warning = Assert.Single(result.Warnings, w => w.Code == ErrorCode.ChapterUnreadable);
        Assert.StartsWith("ch2.cbz", warning.Entry, StringComparison.Ordinal);
        Assert.Equal(4, warning.Page);
        Assert.Contains(4, result.SkippedPages);
        var pictures = Converting.PicturesOf(Path.Combine(folder.Out, "book.pdf"));
        Assert.Equal([Cover, .. one.Select(p => p.Data)], pictures[..3]);
        Assert.Equal(one.Select(p => p.Data), pictures[^2..]);
    }

    [Theory]
    [InlineData("extras.pdf", "%PDF-1.4")]
    [InlineData("volume.epub", "PK")]
    [InlineData("notes.docx", "PK")]
    [InlineData("a document", "%PDF-1.4 without ending")]
    public async Task Convert_DocumentBesidePages_IsNamed(string name, string content)
    {
        var result = await converting.SucceedsAsync(
            new ZipBuilder().Stored("1.jpg", Cover).Stored(name, [.. content.Select(c => (byte)c)]).Build(),
            name[0] < '1' ? [null, Cover] : [Cover, null]
        );
        Assert.Equal((ErrorCode.ChapterUnreadable, name), (Assert.Single(result.Warnings).Code, result.Warnings[0].Entry));
        Assert.Equal([2], result.SkippedPages);
    }

    [Fact]
    public async Task Convert_ArchiveWithoutPicturesBesidePages_IsPassedOverWithAWarning()
    {
        var result = await converting.SucceedsAsync(
            new ZipBuilder().Stored("1.jpg", Cover).Stored("fonts.zip", new ZipBuilder().Stored("a.ttf", [1, 2, 3]).Build()).Build(),
            [Cover]
        );
        Assert.Equal("fonts.zip", Assert.Single(result.Warnings).Entry);
        Assert.Empty(result.SkippedPages);
    }

    [Fact]
    public async Task Convert_OneBadPageInAChapter_CostsThatPage()
    {
        var chapter = new ZipBuilder().Stored("1.jpg", Cover).Add(new ZipItem("2.jpg", Cover) { Crc = 1 }).Build();
        var result = await converting.SucceedsAsync(new ZipBuilder().Stored("ch1.cbz", chapter).Build(), [Cover, Cover]);
        Assert.Equal((ErrorCode.PageDamaged, "ch1.cbz/2.jpg"), (Assert.Single(result.Warnings).Code, result.Warnings[0].Entry));
    }

    [Fact]
    public async Task Convert_ComicInfoOfAnArchiveInside_CountsWhenTheArchiveIsTheBook()
    {
        var chapter = new ZipBuilder()
            .Stored("ComicInfo.xml", [.. "<ComicInfo><Title>Inside</Title></ComicInfo>"u8])
            .Stored("1.jpg", Cover)
            .Build();
        Assert.Equal("Inside", await TitleOfAsync(new ZipBuilder().Stored("wrapped.cbz", chapter).Stored("read me.txt", [1]).Build()));
        Assert.Equal("a", await TitleOfAsync(new ZipBuilder().Stored("ch1.cbz", chapter).Stored("ch2.cbz", chapter).Build()));
    }

    private async Task<string?> TitleOfAsync(byte[] archive)
    {
        using var folder = new TestFolder();
        await converting.ConvertAsync(folder, folder.Write("a.cbz", archive));
        using var pdf = UglyToad.PdfPig.PdfDocument.Open(Path.Combine(folder.Out, "book.pdf"));
        return pdf.Information.Title;
    }

    private static byte[] Broken(byte[] archive)
    {
        archive[archive.Length / 2] ^= 0x10;
        return archive;
    }

    private static (string Name, byte[] Data)[] Pages(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(i => ($"{i}.jpg", TinyImages.Jpeg(i, 500)))];

    private static string Describe(JsonElement outlines) =>
        string.Join(
            ", ",
            outlines
                .EnumerateArray()
                .Select(o =>
                    $"{o.GetProperty("title").GetString()}:{o.GetProperty("destpageposfrom1").GetRawText()}"
                    + (o.GetProperty("kids").GetArrayLength() > 0 ? $" ({Describe(o.GetProperty("kids"))})" : string.Empty)
                )
        );
}
