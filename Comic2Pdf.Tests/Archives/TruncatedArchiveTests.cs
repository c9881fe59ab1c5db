using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Archives;

public sealed class TruncatedArchiveTests(Converting converting)
{
    public static TheoryData<Packing> AllPackings => AnyArchive.All;

    public static TheoryData<Packing> PackingsWithTightEnd =>
        [.. Enum.GetValues<Packing>().Where(p => p is not (Packing.TarUstar or Packing.TarGnu or Packing.TarPax))];

    [Theory]
    [MemberData(nameof(AllPackings))]
    public async Task Convert_CutInTheMiddle_IsTruncated(Packing packing)
    {
        var archive = await BuildAsync(packing);
        await converting.FailsAsync(ErrorCode.ArchiveTruncated, archive[..(archive.Length / 2)]);
    }

    [Theory]
    [MemberData(nameof(PackingsWithTightEnd))]
    public async Task Convert_CutInTheLastTenth_IsTruncated(Packing packing)
    {
        var archive = await BuildAsync(packing);
        await converting.FailsAsync(ErrorCode.ArchiveTruncated, archive[..(archive.Length * 94 / 100)]);
    }

    [Theory]
    [MemberData(nameof(PackingsWithTightEnd))]
    public async Task Convert_CutByFewBytes_IsTruncated(Packing packing)
    {
        var archive = await BuildAsync(packing);
        foreach (var cut in (int[])[1, 2, 6])
        {
            await converting.FailsAsync(ErrorCode.ArchiveTruncated, archive[..^cut]);
        }
    }

    [Theory]
    [InlineData(Packing.TarUstar)]
    [InlineData(Packing.TarGnu)]
    [InlineData(Packing.TarPax)]
    public async Task Convert_TarCutInItsSecondEndBlock_LosesNothing(Packing packing)
    {
        var pages = AnyArchive.Pages(4, padding: 4000);
        var archive = await AnyArchive.BuildAsync(packing, pages);
        await converting.SucceedsAsync(archive[..^1], [.. pages.Select(p => p.Data)]);
    }

    [Theory]
    [MemberData(nameof(AllPackings))]
    public async Task Convert_CutToItsFirstBytes_FailsWithOneCode(Packing packing)
    {
        var archive = await BuildAsync(packing);
        foreach (var length in (int[])[6, 7, 8, 9, 20, 30, 31, 32, 40])
        {
            using var folder = new TestFolder();
            var e = await Assert.ThrowsAnyAsync<ComicException>(() =>
                converting.ConvertAsync(folder, folder.Write("book.cbz", archive[..length]))
            );
            Assert.Contains(e.Code, (string[])[ErrorCode.ArchiveTruncated, ErrorCode.NotAnArchive]);
        }
    }

    [Fact]
    public async Task Convert_ZipWithoutItsFirstHalf_IsNotHalfABook()
    {
        var archive = await BuildAsync(Packing.ZipStored);
        using var folder = new TestFolder();
        var e = await Assert.ThrowsAnyAsync<ComicException>(() =>
            converting.ConvertAsync(folder, folder.Write("book.cbz", archive[(archive.Length / 2)..]))
        );
        Assert.Contains(e.Code, (string[])[ErrorCode.ArchiveTruncated, ErrorCode.ArchiveDamaged]);
        Assert.Empty(Directory.GetFiles(folder.Out));
    }

    private static Task<byte[]> BuildAsync(Packing packing) => AnyArchive.BuildAsync(packing, AnyArchive.Pages(4, padding: 4000));
}
