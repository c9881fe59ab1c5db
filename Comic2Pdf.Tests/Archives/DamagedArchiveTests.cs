using System.IO.Hashing;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Archives;

public sealed class DamagedArchiveTests(Converting converting)
{
    [Theory]
    [InlineData(Packing.ZipStored)]
    [InlineData(Packing.ZipDeflated)]
    [InlineData(Packing.Rar4)]
    [InlineData(Packing.Rar5)]
    [InlineData(Packing.SevenZipCopy)]
    public async Task Convert_OneByteOfOnePageDiffers_CostsThatPageAndNamesIt(Packing packing)
    {
        var archive = await AnyArchive.BuildAsync(packing, AnyArchive.Pages(3, padding: 9000));
        archive[archive.Length / 2] ^= 0x10;
        using var folder = new TestFolder();
        var result = await converting.ConvertAsync(folder, folder.Write("book.cbz", archive));
        Assert.Equal(3, result.Pages);
        Assert.Equal([2], result.SkippedPages);
        var warning = Assert.Single(result.Warnings);
        Assert.Equal((ErrorCode.PageDamaged, 2, "page02.jpg"), (warning.Code, warning.Page, warning.Entry));
    }

    [Theory]
    [InlineData(Packing.Rar4Solid)]
    [InlineData(Packing.Rar5Solid)]
    [InlineData(Packing.SevenZipLzma)]
    public async Task Convert_OneByteOfASolidArchiveDiffers_IsDamaged(Packing packing)
    {
        var archive = await AnyArchive.BuildAsync(packing, AnyArchive.Pages(3, padding: 9000));
        archive[archive.Length / 2] ^= 0x10;
        await converting.FailsAsync(ErrorCode.ArchiveDamaged, archive);
    }

    [Fact]
    public async Task Convert_WrongCrcOfOnePage_ShowsItAndNamesIt()
    {
        var jpeg = TinyImages.Jpeg(1);
        var large = TinyImages.JpegOver(2, 1 << 20);
        byte[][] archives =
        [
            new ZipBuilder().Stored("1.jpg", jpeg).Add(new ZipItem("liar.jpg", jpeg) { Crc = 1 }).Build(),
            new ZipBuilder().Stored("1.jpg", jpeg).Add(ZipItem.Deflate("liar.jpg", jpeg, crc: 1)).Build(),
            new ZipBuilder().Stored("1.jpg", jpeg).Add(new ZipItem("liar.jpg", large) { Crc = 1 }).Build(),
            new Rar4Builder().Stored("1.jpg", jpeg).Stored("liar.jpg", jpeg, crc: 1).Build(),
            new Rar5Builder().Stored("1.jpg", jpeg).Add(new Rar5Item("liar.jpg", jpeg) { Crc = 1 }).Build(),
        ];
        foreach (var archive in archives)
        {
            using var folder = new TestFolder();
            var result = await converting.ConvertAsync(folder, folder.Write("book.cbz", archive));
            Assert.Equal([2], result.SkippedPages);
            Assert.Equal((ErrorCode.PageDamaged, "liar.jpg"), (Assert.Single(result.Warnings).Code, result.Warnings[0].Entry));
            Assert.Equal(2, Converting.PicturesOf(Path.Combine(folder.Out, "book.pdf")).Count(p => p is { Length: > 0 }));
        }
    }

    [Fact]
    public async Task Convert_NoPageIsSound_IsDamagedAndNamesTheEntry()
    {
        var jpeg = TinyImages.Jpeg(1);
        byte[][] archives =
        [
            new ZipBuilder().Add(new ZipItem("liar.jpg", jpeg) { Crc = 1 }).Build(),
            new Rar4Builder().Stored("liar.jpg", jpeg, crc: 1).Build(),
            new Rar5Builder().Add(new Rar5Item("liar.jpg", jpeg) { Crc = 1 }).Build(),
        ];
        foreach (var archive in archives)
        {
            var e = await converting.FailsAsync(ErrorCode.ArchiveDamaged, archive);
            Assert.Contains("liar.jpg", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Convert_OnePageOfAMethodNobodyKnows_IsANoticePage()
    {
        var jpeg = TinyImages.Jpeg(1);
        var zip = new ZipBuilder().Stored("1.jpg", jpeg).Add(new ZipItem("2.jpg", jpeg) { Method = 97 }).Stored("3.jpg", jpeg).Build();
        var result = await converting.SucceedsAsync(zip, [jpeg, null, jpeg]);
        Assert.Equal([2], result.SkippedPages);
        Assert.DoesNotContain("Exception", result.Warnings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_WrongCrcOfComicInfo_UsesItAndSaysSo()
    {
        var jpeg = TinyImages.Jpeg(1);
        var info = "<ComicInfo><Title>Kept</Title></ComicInfo>"u8.ToArray();
        byte[][] archives =
        [
            new ZipBuilder().Stored("1.jpg", jpeg).Add(new ZipItem("ComicInfo.xml", info) { Crc = 1 }).Build(),
            new Rar5Builder().Stored("1.jpg", jpeg).Add(new Rar5Item("ComicInfo.xml", info) { Crc = 1 }).Build(),
        ];
        foreach (var archive in archives)
        {
            using var folder = new TestFolder();
            var result = await converting.ConvertAsync(folder, folder.Write("book.cbz", archive));
            Assert.Equal(ErrorCode.MetadataDamaged, Assert.Single(result.Warnings).Code);
            using var pdf = UglyToad.PdfPig.PdfDocument.Open(Path.Combine(folder.Out, "book.pdf"));
            Assert.Equal("Kept", pdf.Information.Title);
        }
    }

    [Fact]
    public async Task Convert_WrongCrcOfIgnoredEntry_DoesNotMatter()
    {
        var jpeg = TinyImages.Jpeg(1);
        await converting.SucceedsAsync(
            new ZipBuilder().Stored("1.jpg", jpeg).Add(new ZipItem("a.txt", [1, 2, 3]) { Crc = 1 }).Build(),
            [jpeg]
        );
    }

    [Fact]
    public async Task Convert_DeclaredSizeTooSmall_IsDamaged()
    {
        var jpeg = TinyImages.Jpeg(1, padding: 500);
        await converting.FailsAsync(ErrorCode.ArchiveDamaged, new ZipBuilder().Add(ZipItem.Deflate("1.jpg", jpeg, size: 100)).Build());
        await converting.FailsAsync(ErrorCode.ArchiveDamaged, new ZipBuilder().Add(new ZipItem("1.jpg", jpeg) { Size = 100 }).Build());
        await converting.FailsAsync(ErrorCode.ArchiveDamaged, new Rar5Builder().Add(new Rar5Item("1.jpg", jpeg) { Size = 100 }).Build());
        await converting.FailsAsync(ErrorCode.ArchiveDamaged, new Rar4Builder().Add("1.jpg", jpeg, flags: 0, size: 100).Build());
    }

    [Fact]
    public async Task Convert_DeclaredSizeTooLarge_FailsAndClaimsNoMemory()
    {
        const long Claimed = 3_900_000_000;
        var jpeg = TinyImages.Jpeg(1, padding: 500);
        byte[][] archives =
        [
            new ZipBuilder().Add(ZipItem.Deflate("1.jpg", jpeg, size: Claimed)).Build(),
            new ZipBuilder().Add(new ZipItem("1.jpg", jpeg) { Size = Claimed }).Build(),
            new Rar5Builder().Add(new Rar5Item("1.jpg", jpeg) { Size = Claimed }).Build(),
            new Rar4Builder().Add("1.jpg", jpeg, flags: 0, size: Claimed).Build(),
        ];
        foreach (var archive in archives)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            using (var opened = Processing.Archives.ComicArchive.Open(new MemoryStream(archive)))
            {
                var entry = opened.ReadEntries().First();
                entry.ReadWhole();
                Assert.NotNull(entry.Fault);
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 << 20);
            using var folder = new TestFolder();
            var e = await Assert.ThrowsAnyAsync<ComicException>(() => converting.ConvertAsync(folder, folder.Write("book.cbz", archive)));
            Assert.Contains(e.Code, (string[])[ErrorCode.ArchiveTruncated, ErrorCode.ArchiveDamaged]);
        }
    }

    [Fact]
    public async Task Convert_PackedSizeBeyondTheFile_IsNoBook()
    {
        var jpeg = TinyImages.Jpeg(1);
        using var folder = new TestFolder();
        var zip = new ZipBuilder().Add(new ZipItem("1.jpg", jpeg) { PackedSize = 1 << 30, Size = 1 << 30 }).Build();
        await converting.FailsAsync(ErrorCode.ArchiveDamaged, zip);
    }

    [Fact]
    public async Task Convert_SevenZipHeaderChecksumWrong_IsDamaged()
    {
        var archive = await SevenZip.PackAsync(AnyArchive.Pages(2), "-mx0");
        archive[^5] ^= 1;
        await converting.FailsAsync(ErrorCode.ArchiveDamaged, archive);
    }

    [Fact]
    public async Task Convert_SevenZipStartHeaderClaimsHugeDirectory_FailsWithoutMemory()
    {
        var archive = await SevenZip.PackAsync(AnyArchive.Pages(2), "-mx0");
        BitConverter.TryWriteBytes(archive.AsSpan(20), 1L << 40);
        LittleEndianWriter.Patch32(archive, 8, Crc32.HashToUInt32(archive.AsSpan(12, 20)));
        await converting.FailsAsync(ErrorCode.ArchiveTruncated, archive);
    }

    [Fact]
    public async Task Convert_Rar5HeaderChecksumWrong_IsDamaged()
    {
        var archive = new Rar5Builder().Stored("1.jpg", TinyImages.Jpeg(1)).Build();
        archive[20] ^= 1;
        await converting.FailsAsync(ErrorCode.ArchiveDamaged, archive);
    }

    [Fact]
    public async Task Convert_TarHeaderChecksumWrong_IsDamaged()
    {
        var archive = new TarBuilder().File("1.jpg", TinyImages.Jpeg(1)).File("2.jpg", TinyImages.Jpeg(2)).Build();
        archive[1024 + 3] ^= 1;
        await converting.FailsAsync(ErrorCode.ArchiveDamaged, archive);
    }

    [Theory]
    [InlineData(99)]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(97)]
    public async Task Convert_ZipMethodNobodyKnows_FailsPermanently(int method)
    {
        using var folder = new TestFolder();
        var zip = new ZipBuilder().Add(new ZipItem("1.jpg", TinyImages.Jpeg(1)) { Method = method }).Build();
        var e = await Assert.ThrowsAnyAsync<ComicException>(() => converting.ConvertAsync(folder, folder.Write("book.cbz", zip)));
        Assert.Contains(e.Code, (string[])[ErrorCode.ArchiveUnsupported, ErrorCode.ArchiveDamaged, ErrorCode.ArchiveTruncated]);
    }

    [Fact]
    public async Task Convert_ZipMethodOfNoReader_IsUnsupported() =>
        await converting.FailsAsync(
            ErrorCode.ArchiveUnsupported,
            new ZipBuilder().Add(new ZipItem("1.jpg", TinyImages.Jpeg(1)) { Method = 97 }).Build()
        );
}
