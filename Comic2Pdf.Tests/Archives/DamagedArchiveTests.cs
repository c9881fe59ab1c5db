using System.IO.Hashing;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Archives;

public sealed class DamagedArchiveTests(Converting converting)
{
    public static TheoryData<Packing> PackingsWithChecksum =>
        [.. Enum.GetValues<Packing>().Where(p => p is not (Packing.TarUstar or Packing.TarGnu or Packing.TarPax))];

    [Theory]
    [MemberData(nameof(PackingsWithChecksum))]
    public async Task Convert_OneByteOfThePagesDiffers_IsDamaged(Packing packing)
    {
        var archive = await AnyArchive.BuildAsync(packing, AnyArchive.Pages(3, padding: 9000));
        archive[archive.Length / 2] ^= 0x10;
        await converting.FailsAsync(ErrorCode.ArchiveDamaged, archive);
    }

    [Fact]
    public async Task Convert_WrongCrc_NamesTheEntry()
    {
        var jpeg = TinyImages.Jpeg(1);
        var stored = new ZipBuilder().Stored("1.jpg", jpeg).Add(new ZipItem("liar.jpg", jpeg) { Crc = 1 }).Build();
        var deflated = new ZipBuilder().Stored("1.jpg", jpeg).Add(ZipItem.Deflate("liar.jpg", jpeg, crc: 1)).Build();
        var rar4 = new Rar4Builder().Stored("liar.jpg", jpeg, crc: 1).Build();
        var rar5 = new Rar5Builder().Add(new Rar5Item("liar.jpg", jpeg) { Crc = 1 }).Build();
        foreach (var archive in (byte[][])[stored, deflated, rar4, rar5])
        {
            var e = await converting.FailsAsync(ErrorCode.ArchiveDamaged, archive);
            Assert.Contains("liar.jpg", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Convert_WrongCrcOfIgnoredEntry_DoesNotMatter()
    {
        var jpeg = TinyImages.Jpeg(1);
        await converting.SucceedsAsync(new ZipBuilder().Stored("1.jpg", jpeg).Add(new ZipItem("a.txt", [1, 2, 3]) { Crc = 1 }).Build(), [jpeg]);
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
                Assert.ThrowsAny<ComicException>(() => opened.ReadEntries().Sum(entry => entry.ReadWhole().Length));
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
            ErrorCode.ArchiveUnsupported, new ZipBuilder().Add(new ZipItem("1.jpg", TinyImages.Jpeg(1)) { Method = 97 }).Build());
}
