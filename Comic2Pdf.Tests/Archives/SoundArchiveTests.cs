using Comic2Pdf.Processing.Archives;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Archives;

public sealed class SoundArchiveTests(Converting converting)
{
    public static TheoryData<Packing> AllPackings => AnyArchive.All;

    [Theory]
    [MemberData(nameof(AllPackings))]
    public async Task Convert_SoundArchive_EmbedsEveryPageUnchanged(Packing packing)
    {
        var pages = AnyArchive.Pages(5, padding: 5000);
        await converting.SucceedsAsync(await AnyArchive.BuildAsync(packing, pages), [.. pages.Select(p => p.Data)]);
    }

    [Theory]
    [MemberData(nameof(AllPackings))]
    public async Task Convert_WrongExtension_GoesByContent(Packing packing)
    {
        var pages = AnyArchive.Pages(2);
        var archive = await AnyArchive.BuildAsync(packing, pages);
        foreach (var name in (string[])["book.cbz", "book.cbr", "book.cb7", "book.cbt", "book.pdf", "book"])
        {
            await converting.SucceedsAsync(archive, [.. pages.Select(p => p.Data)], name);
        }
    }

    [Theory]
    [InlineData(Packing.ZipStored, ArchiveKind.Zip)]
    [InlineData(Packing.Rar4, ArchiveKind.Rar4)]
    [InlineData(Packing.Rar5, ArchiveKind.Rar5)]
    [InlineData(Packing.SevenZipLzma, ArchiveKind.SevenZip)]
    [InlineData(Packing.TarUstar, ArchiveKind.Tar)]
    [InlineData(Packing.TarPax, ArchiveKind.Tar)]
    public async Task Kind_SoundArchive_IsTold(Packing packing, ArchiveKind kind)
    {
        using var archive = ComicArchive.Open(new MemoryStream(await AnyArchive.BuildAsync(packing, AnyArchive.Pages(1))));
        Assert.Equal(kind, archive.Kind);
    }

    [Theory]
    [MemberData(nameof(AllPackings))]
    public async Task ReadEntries_NextEntryIsRead_LeavesThePreviousAlone(Packing packing)
    {
        // What is between two pages must not take the buffer of the first: the pipeline writes it while the second is read.
        var noise = TinyImages.Jpeg(9, 3000)[3..];
        var archive = await AnyArchive.BuildAsync(
            packing,
            ("1.jpg", TinyImages.Jpeg(1, 3000)),
            ("2.txt", noise),
            ("3", noise),
            ("4.jpg", TinyImages.Jpeg(4, 3000))
        );
        using var opened = ComicArchive.Open(new MemoryStream(archive));
        using var entries = opened.ReadEntries().GetEnumerator();
        Assert.True(entries.MoveNext());
        Assert.Equal(TinyImages.Jpeg(1, 3000), entries.Current.ReadWhole().ToArray());
        Assert.True(entries.MoveNext());
        Assert.Equal(TinyImages.Jpeg(4, 3000), entries.Current.ReadWhole().ToArray());
    }

    [Theory]
    [InlineData("-m0=LZMA2")]
    [InlineData("-m0=LZMA")]
    [InlineData("-m0=BZip2")]
    [InlineData("-m0=Deflate")]
    [InlineData("-m0=PPMd")]
    [InlineData("-m0=Copy")]
    [InlineData("-ms=off")]
    [InlineData("-m0=BCJ")]
    public async Task Convert_SevenZipMethod_IsRead(string method)
    {
        var pages = AnyArchive.Pages(3, padding: 2000);
        await converting.SucceedsAsync(await SevenZip.PackAsync(pages, method), [.. pages.Select(p => p.Data)]);
    }

    [Theory]
    [InlineData("-mm=Deflate64")]
    [InlineData("-mm=BZip2")]
    [InlineData("-mm=LZMA")]
    [InlineData("-mm=PPMd")]
    public async Task Convert_ZipMethod_IsRead(string method)
    {
        var pages = AnyArchive.Pages(3, padding: 2000);
        await converting.SucceedsAsync(await SevenZip.PackAsync(pages, "-tzip", [method]), [.. pages.Select(p => p.Data)]);
    }

    [Theory]
    [InlineData("rar4_solid.cbr", 1)]
    [InlineData("rar4_compressed.cbr", 1)]
    [InlineData("frogs_storyboard_fr.cbr", 6)]
    public async Task Convert_RarOfTheField_IsReadWhole(string name, int pages)
    {
        using var folder = new TestFolder();
        var result = await converting.ConvertAsync(folder, Repository.CorpusPath(name));
        Assert.Empty(result.Warnings);
        Assert.Equal(pages, result.Pages);
        Assert.Equal(pages, Converting.PicturesOf(Path.Combine(folder.Out, "book.pdf")).Count(p => p is { Length: > 0 }));
    }

    [Fact]
    public async Task Convert_PngPages_EmbedsTheirRows()
    {
        var zip = new ZipBuilder().Stored("1.png", TinyImages.Png(1)).Deflated("2.png", TinyImages.Png(2)).Build();
        await converting.SucceedsAsync(zip, [TinyImages.PngRows(1), TinyImages.PngRows(2)]);
    }

    [Fact]
    public async Task Convert_ZipWithPreambleAndComment_IsRead()
    {
        var jpeg = TinyImages.Jpeg(1);
        await converting.SucceedsAsync(
            new ZipBuilder { Comment = [.. "PK is not the end"u8] }
                .Stored("1.jpg", jpeg)
                .Build(),
            [jpeg]
        );
    }

    [Fact]
    public async Task Convert_EncryptedFlagOnIgnoredEntry_DoesNotMatter()
    {
        var jpeg = TinyImages.Jpeg(1);
        var zip = new ZipBuilder().Stored("1.jpg", jpeg).Add(new ZipItem("Thumbs.db", jpeg) { Flags = 1 });
        await converting.SucceedsAsync(zip.Build(), [jpeg]);
    }
}
