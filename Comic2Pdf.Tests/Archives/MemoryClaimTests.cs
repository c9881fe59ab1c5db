using Comic2Pdf.Processing.Archives;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Archives;

/// <summary>What a header of a few bytes may make a decompressor ask for.</summary>
public sealed class MemoryClaimTests(Converting converting)
{
    // Dictionary sizes of RAR 5 are 128 KiB << n.
    [Theory]
    [InlineData(14)]
    [InlineData(15)]
    public async Task Convert_Rar5DictionaryOfGigabytes_IsRefusedWithoutIt(int dictionary)
    {
        var item = new Rar5Item("1.jpg", TinyImages.Jpeg(1)) { Compression = (3 << 7) | (dictionary << 10) };
        var archive = new Rar5Builder().Add(item).Build();
        Assert.InRange(AllocatedBy(archive), 0, 32 << 20);
        await converting.FailsAsync(ErrorCode.ArchiveDamaged, archive);
    }

    [Fact]
    public async Task Convert_SevenZipDictionaryOfGigabytes_IsRefusedWithoutIt()
    {
        var archive = await SevenZip.PackAsync(AnyArchive.Pages(1), "-m0=lzma:d=64k", "-mhc=off");

        // The coder LZMA (3, 1, 1) has five bytes of properties: 5D and the dictionary's size.
        var at = archive.AsSpan().LastIndexOf((byte[])[0x23, 0x03, 0x01, 0x01, 0x05, 0x5D]);
        Assert.True(at > 0);
        var claimed = SevenZipPatch.Resealed(LittleEndianWriter.Patch32(archive, at + 6, 0xFFFF_0000));
        Assert.InRange(AllocatedBy(claimed), 0, 64 << 20);
        await converting.FailsAsync(ErrorCode.ArchiveDamaged, claimed);
    }

    private static long AllocatedBy(byte[] archive)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        using (var opened = ComicArchive.Open(new MemoryStream(archive)))
        {
            var page = opened.ReadEntries().Single();
            page.ReadWhole();
            Assert.NotNull(page.Fault);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
