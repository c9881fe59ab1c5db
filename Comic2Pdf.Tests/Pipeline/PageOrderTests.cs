using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Pipeline;

public sealed class PageOrderTests(Converting converting)
{
    [Theory]
    [InlineData("1.jpg", "2.jpg", "10.jpg", "11.jpg", "100.jpg")]
    [InlineData("ch1/1.jpg", "ch1/2.jpg", "ch1/10.jpg", "ch2/1.jpg", "ch2/2.jpg", "ch10/1.jpg")]
    [InlineData("Chapter 9/p1.jpg", "chapter 10/p1.jpg", "Chapter 11/p1.jpg")]
    [InlineData("v1/c1/001.jpg", "v1/c2/001.jpg", "v1/c10/001.jpg", "v2/c1/001.jpg")]
    [InlineData("ch1/99.jpg", "ch1/100.jpg", "ch2/1.jpg")]
    [InlineData("a\\2.jpg", "a\\10.jpg", "b\\1.jpg")]
    [InlineData("1.JPG", "1a.jpg", "1b.jpg", "2.jpeg")]
    [InlineData("00.jpg", "1.jpg", "02.jpg", "3.jpg")]
    [InlineData("cover.jpg", "page 1.jpg", "page 1-2.jpg", "page 3.jpg")]
    public async Task Convert_NamesOutOfOrder_PagesStandInReadingOrder(params string[] names)
    {
        var pages = names.Select((n, i) => (Name: n, Data: TinyImages.Jpeg(i))).ToArray();
        var expected = pages.Select(p => p.Data).ToArray();
        for (var seed = 0; seed < 3; seed++)
        {
            var shuffled = ((string, byte[])[])pages.Clone();
            new Random(seed).Shuffle(shuffled);
            await converting.SucceedsAsync(await AnyArchive.BuildAsync(Packing.ZipDeflated, shuffled), expected);
            await converting.SucceedsAsync(await AnyArchive.BuildAsync(Packing.Rar5Solid, shuffled), expected);
            await converting.SucceedsAsync(await AnyArchive.BuildAsync(Packing.TarPax, shuffled), expected);
        }
    }

    [Fact]
    public async Task Convert_FilesOfOperatingSystems_AreNoPages()
    {
        var page = TinyImages.Jpeg(1);
        (string, byte[])[] entries =
        [
            ("__MACOSX/._1.jpg", TinyImages.Jpeg(90)),
            ("__MACOSX/book/2.jpg", TinyImages.Jpeg(91)),
            ("book/__MACOSX/2.jpg", TinyImages.Jpeg(92)),
            ("book/._1.jpg", TinyImages.Jpeg(93)),
            ("book/Thumbs.db", TinyImages.Jpeg(94)),
            ("book/thumbs.DB", TinyImages.Jpeg(95)),
            (".DS_Store", TinyImages.Jpeg(96)),
            ("book/desktop.ini", TinyImages.Jpeg(97)),
            ("book/1.jpg", page),
            ("book/read me.nfo", [.. "scanned by"u8]),
        ];
        foreach (var packing in (Packing[])[Packing.ZipStored, Packing.Rar4, Packing.Rar5, Packing.SevenZipLzma, Packing.TarGnu])
        {
            // One file system may hold but one spelling of a name.
            var some = packing == Packing.SevenZipLzma ? [.. entries.Where(e => e.Item1 != "book/thumbs.DB")] : entries;
            var result = await converting.SucceedsAsync(await AnyArchive.BuildAsync(packing, some), [page]);
            Assert.Empty(result.Warnings);
        }
    }

    [Fact]
    public async Task Convert_PageWithoutEnding_IsKnownByContentInEveryFormat()
    {
        var pages = new (string, byte[])[] { ("1", TinyImages.Jpeg(1)), ("2.dat", TinyImages.Jpeg(2)), ("3", [.. "text"u8]) };
        foreach (var packing in Enum.GetValues<Packing>())
        {
            await converting.SucceedsAsync(await AnyArchive.BuildAsync(packing, pages), [TinyImages.Jpeg(1), TinyImages.Jpeg(2)]);
        }
    }

    [Fact]
    public async Task Convert_PageSmallerThanItsSignature_IsNoCrash()
    {
        var pages = new (string, byte[])[] { ("1.jpg", TinyImages.Jpeg(1)), ("2", [0xFF]), ("3", []), ("4.jpg", [0xFF, 0xD8]) };
        foreach (var packing in Enum.GetValues<Packing>())
        {
            var result = await converting.SucceedsAsync(await AnyArchive.BuildAsync(packing, pages), [TinyImages.Jpeg(1), null]);
            Assert.Equal([2], result.SkippedPages);
        }
    }
}
