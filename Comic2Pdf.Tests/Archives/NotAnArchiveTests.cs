using System.IO.Compression;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Archives;

public sealed class NotAnArchiveTests(Converting converting)
{
    [Theory]
    [InlineData("", "empty")]
    [InlineData("<!DOCTYPE html><html><body>404</body></html>", "web page")]
    [InlineData("\n  <html><head></head></html>", "web page")]
    [InlineData("Just some text.", "bytes")]
    [InlineData("P", "bytes")]
    [InlineData("PK", "bytes")]
    [InlineData("Rar!", "bytes")]
    [InlineData("%PDF-1.7\n", "PDF already")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0", "zeros")]
    public async Task Convert_SomethingElse_SaysWhatItIs(string content, string said)
    {
        var e = await converting.FailsAsync(ErrorCode.NotAnArchive, System.Text.Encoding.Latin1.GetBytes(content));
        Assert.Contains(said, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_SingleImage_SaysSo()
    {
        var e = await converting.FailsAsync(ErrorCode.NotAnArchive, TinyImages.Jpeg(1));
        Assert.Contains("single Jpeg image", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_GzippedText_SaysSo()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync("just some text"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        await converting.FailsAsync(ErrorCode.NotAnArchive, packed.ToArray());
    }

    [Theory]
    [InlineData("mimetype|META-INF/container.xml|OEBPS/1.jpg", "EPUB")]
    [InlineData("[Content_Types].xml|word/media/1.jpg", "Office")]
    [InlineData("mimetype|META-INF/manifest.xml|Pictures/1.jpg", "OpenDocument")]
    public async Task Convert_PackageOfAnotherKind_SaysWhatItIs(string names, string said)
    {
        var zip = names.Split('|').Aggregate(new ZipBuilder(), (z, name) => z.Stored(name, TinyImages.Jpeg(1)));
        var e = await converting.FailsAsync(ErrorCode.NotAnArchive, zip.Build());
        Assert.Contains(said, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_LargeFileOfZeros_IsNoTar() => await converting.FailsAsync(ErrorCode.NotAnArchive, new byte[1 << 20]);

    [Fact]
    public async Task Convert_NoImages_SaysSo()
    {
        var note = "nothing to see"u8.ToArray();
        foreach (var packing in Enum.GetValues<Packing>())
        {
            await converting.FailsAsync(ErrorCode.NoImages, await AnyArchive.BuildAsync(packing, ("read me.txt", note), ("notes", note)));
        }
    }

    [Fact]
    public async Task Convert_EmptyZip_HasNoImages() => await converting.FailsAsync(ErrorCode.NoImages, new ZipBuilder().Build());

    [Fact]
    public async Task Convert_EmptyRar_HasNoImages()
    {
        await converting.FailsAsync(ErrorCode.NoImages, new Rar4Builder().Build());
        await converting.FailsAsync(ErrorCode.NoImages, new Rar5Builder().Build());
    }

    [Fact]
    public async Task Convert_OnlyFakeImages_HasNoImages() =>
        await converting.FailsAsync(ErrorCode.NoImages, new ZipBuilder().Stored("1.jpg", [.. "<html>"u8]).Stored("2.png", []).Build());

    [Fact]
    public async Task Convert_OneFakeImageAmongPages_KeepsItsPlace()
    {
        var zip = new ZipBuilder()
            .Stored("1.jpg", TinyImages.Jpeg(1))
            .Stored("2.jpg", [.. "<html>"u8])
            .Stored("3.jpg", TinyImages.Jpeg(3))
            .Stored("4.jpg", [])
            .Build();
        var result = await converting.SucceedsAsync(zip, [TinyImages.Jpeg(1), null, TinyImages.Jpeg(3), null]);
        Assert.Equal([2, 4], result.SkippedPages);
        Assert.All(result.Warnings, w => Assert.Equal(ErrorCode.PageUnreadable, w.Code));
    }

    [Fact]
    public async Task Convert_MissingFile_IsNotReadable()
    {
        using var folder = new TestFolder();
        var e = await Assert.ThrowsAsync<ComicException>(() => converting.ConvertAsync(folder, Path.Combine(folder.In, "none.cbz")));
        Assert.Equal(ErrorCode.InputNotReadable, e.Code);
        Assert.False(e.IsTransient);
    }

    [Fact]
    public async Task Convert_MissingFolder_IsNotReadable()
    {
        using var folder = new TestFolder();
        var e = await Assert.ThrowsAsync<ComicException>(() =>
            converting.ConvertAsync(folder, Path.Combine(folder.In, "none", "none.cbz"))
        );
        Assert.Equal(ErrorCode.InputNotReadable, e.Code);
        Assert.False(e.IsTransient);
    }

    [Fact]
    public async Task Convert_Folder_IsNotReadable()
    {
        using var folder = new TestFolder();
        var e = await Assert.ThrowsAsync<ComicException>(() => converting.ConvertAsync(folder, folder.In));
        Assert.Equal(ErrorCode.InputNotReadable, e.Code);
    }
}
