using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Pipeline;

public sealed class ComicConverterTests(Converting converting)
{
    [Fact]
    public async Task Convert_FailsAfterAnEarlierSuccess_KeepsTheEarlierPdf()
    {
        using var folder = new TestFolder();
        await converting.ConvertAsync(folder, folder.Write("book.cbz", new ZipBuilder().Stored("1.jpg", TinyImages.Jpeg(1)).Build()));
        var pdf = Path.Combine(folder.Out, "book.pdf");
        var before = await File.ReadAllBytesAsync(pdf);
        var broken = folder.Write("book.cbz", new ZipBuilder().Add(new ZipItem("1.jpg", TinyImages.Jpeg(2)) { Crc = 1 }).Build());
        await Assert.ThrowsAsync<ArchiveException>(() => converting.ConvertAsync(folder, broken));
        Assert.Equal(before, await File.ReadAllBytesAsync(pdf));
        Assert.Equal([pdf], Directory.GetFiles(folder.Out));
    }

    [Fact]
    public async Task Convert_Success_LeavesTheArchiveAsItWas()
    {
        using var folder = new TestFolder();
        var archive = new ZipBuilder().Stored("1.jpg", TinyImages.Jpeg(1)).Build();
        var path = folder.Write("book.cbz", archive);
        await converting.ConvertAsync(folder, path);
        Assert.Equal(archive, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task Convert_DamagedComicInfo_IsAWarningOnly()
    {
        var jpeg = TinyImages.Jpeg(1);
        var zip = new ZipBuilder().Stored("ComicInfo.xml", [.. "<ComicInfo><Title>Ti"u8]).Stored("1.jpg", jpeg).Build();
        var result = await converting.SucceedsAsync(zip, [jpeg]);
        Assert.Equal(ErrorCode.MetadataDamaged, Assert.Single(result.Warnings).Code);
        Assert.Empty(result.SkippedPages);
    }

    [Fact]
    public async Task Convert_ManyPages_KeepsEachUnderItsOwnNumber()
    {
        // Entries are read ahead of being written: notes between pages must not shift their bytes.
        var zip = new ZipBuilder();
        var expected = new List<byte[]>();
        for (var i = 0; i < 300; i++)
        {
            var page = TinyImages.Jpeg(i, padding: 20_000);
            zip.Stored($"{i}.jpg", page).Stored($"{i}", page[2..]);
            expected.Add(page);
        }

        await converting.SucceedsAsync(zip.Build(), expected);
    }
}
