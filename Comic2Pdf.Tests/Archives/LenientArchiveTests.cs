using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Archives;

/// <summary>Archives that their usual readers (unzip, 7z, unrar, bsdtar, GNU tar) read although something about them is not as the format demands.</summary>
public sealed class LenientArchiveTests(Converting converting)
{
    private static readonly (string Name, byte[] Data)[] Pages = AnyArchive.Pages(3, padding: 3000);

    private static byte[][] Pictures => [.. Pages.Select(p => p.Data)];

    [Theory]
    [InlineData(1)]
    [InlineData(5017)]
    [InlineData(300_000)]
    public async Task Convert_ZipBehindOtherBytes_IsReadWithAWarning(int prefix)
    {
        var zip = await AnyArchive.BuildAsync(Packing.ZipDeflated, Pages);
        var result = await converting.SucceedsAsync([.. Noise(prefix), .. zip], Pictures);
        Assert.Equal(ErrorCode.ArchiveIrregular, Assert.Single(result.Warnings).Code);
        Assert.Empty(result.SkippedPages);
    }

    [Fact]
    public async Task Convert_ZipBehindAProgramWithAdjustedOffsets_IsRead()
    {
        var zip = Pages.Aggregate(new ZipBuilder { Preamble = [.. "MZ"u8, .. Noise(20_000)] }, (z, p) => z.Stored(p.Name, p.Data)).Build();
        Assert.Empty((await converting.SucceedsAsync(zip, Pictures)).Warnings);
    }

    [Theory]
    [InlineData(Packing.Rar4)]
    [InlineData(Packing.Rar4Solid)]
    [InlineData(Packing.Rar5)]
    [InlineData(Packing.SevenZipLzma)]
    public async Task Convert_SelfExtracting_IsRead(Packing packing)
    {
        // Such programs hold the magic as a text too.
        byte[] program =
        [
            .. "MZ"u8,
            .. Noise(150_000),
            .. "Rar!\x1a\x07\x00"u8,
            .. Noise(999),
            0x37,
            0x7A,
            0xBC,
            0xAF,
            0x27,
            0x1C,
            .. Noise(60_000),
        ];
        var result = await converting.SucceedsAsync([.. program, .. await AnyArchive.BuildAsync(packing, Pages)], Pictures, "book.exe");
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData(Packing.Rar4, 7)]
    [InlineData(Packing.Rar4Solid, 7)]
    [InlineData(Packing.Rar5, 8)]
    [InlineData(Packing.TarUstar, 1024)]
    [InlineData(Packing.TarGnu, 1024)]
    [InlineData(Packing.TarPax, 1024)]
    public async Task Convert_WithoutItsEndMark_IsReadWithAWarning(Packing packing, int mark)
    {
        var archive = await AnyArchive.BuildAsync(packing, Pages);
        var result = await converting.SucceedsAsync(archive[..^mark], Pictures);
        Assert.Equal(ErrorCode.ArchiveIrregular, Assert.Single(result.Warnings).Code);
    }

    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    public async Task Convert_TarCutInTheLastPadding_LosesNothing(TarEntryFormat format)
    {
        var tar = Pages.Aggregate(new TarBuilder(format), (t, p) => t.File(p.Name, p.Data)).Build();
        var padding = (512 - (Pages[^1].Data.Length % 512)) % 512;
        Assert.True(padding > 1);
        await converting.SucceedsAsync(tar[..^(1024 + padding - 1)], Pictures);
        await converting.FailsAsync(ErrorCode.ArchiveTruncated, tar[..^(1024 + padding + 1)]);
    }

    [Fact]
    public async Task Convert_TarWithSizeInAPaxRecord_IsRead()
    {
        // As GNU tar writes files that are too large for the header's own field: there the size is 0.
        var tar = new MemoryStream();
        foreach (var (name, data) in Pages)
        {
            var record = Encoding.ASCII.GetBytes($"{(data.Length > 999 ? 13 : 12)} size={data.Length}\n");
            Assert.StartsWith($"{record.Length} ", Encoding.ASCII.GetString(record), StringComparison.Ordinal);
            TarBuilder.WriteRaw(tar, 'x', "PaxHeaders/1", record.Length, record);
            TarBuilder.WriteRaw(tar, '0', name, 0, data);
        }

        tar.Write(new byte[1024]);
        Assert.Empty((await converting.SucceedsAsync(tar.ToArray(), Pictures)).Warnings);
    }

    [Theory]
    [InlineData("gz")]
    [InlineData("bz2")]
    [InlineData("xz")]
    [InlineData("zst")]
    public async Task Convert_CompressedTar_IsRead(string method)
    {
        foreach (var packing in (Packing[])[Packing.TarUstar, Packing.TarPax])
        {
            var packed = await CompressAsync(await AnyArchive.BuildAsync(packing, Pages), method);
            Assert.Empty((await converting.SucceedsAsync(packed, Pictures, "book.cbt")).Warnings);
        }
    }

    [Theory]
    [InlineData("gz")]
    [InlineData("bz2")]
    [InlineData("xz")]
    [InlineData("zst")]
    public async Task Convert_CutCompressedTar_IsNoBook(string method)
    {
        var packed = await CompressAsync(await AnyArchive.BuildAsync(Packing.TarUstar, AnyArchive.Pages(30, padding: 30_000)), method);
        using var folder = new TestFolder();
        var e = await Assert.ThrowsAnyAsync<ComicException>(() =>
            converting.ConvertAsync(folder, folder.Write("book.cbt", packed[..(packed.Length / 2)]))
        );
        Assert.Contains(e.Code, (string[])[ErrorCode.ArchiveTruncated, ErrorCode.ArchiveDamaged]);
        Assert.Single(folder.Files);
    }

    [Theory]
    [InlineData("-tzip")]
    [InlineData("-t7z")]
    public async Task Convert_OnlyATextIsEncrypted_IsRead(string type)
    {
        using var folder = new TestFolder();
        await SevenZip.PackAsync(folder, Pages, type, []);
        var packed = Directory.GetFiles(folder.Out).Single();
        var note = Path.Combine(folder.Root, "note.txt");
        await File.WriteAllTextAsync(note, "psst", TestContext.Current.CancellationToken);
        ImagesTool.Run("7z", "a", "-bd", "-y", "-psecret", type, packed, note);
        await converting.SucceedsAsync(await File.ReadAllBytesAsync(packed, TestContext.Current.CancellationToken), Pictures);
    }

    [Fact]
    public async Task Convert_OnlyATextOfARarIsEncrypted_IsRead()
    {
        var rar4 = Pages.Aggregate(new Rar4Builder(), (r, p) => r.Stored(p.Name, p.Data)).Add("note.txt", new byte[32], flags: 4).Build();
        var rar5 = Pages
            .Aggregate(new Rar5Builder(), (r, p) => r.Stored(p.Name, p.Data))
            .Add(new Rar5Item("note.txt", new byte[32]) { Encrypted = true })
            .Build();
        await converting.SucceedsAsync(rar4, Pictures);
        await converting.SucceedsAsync(rar5, Pictures);
    }

    private static async Task<byte[]> CompressAsync(byte[] file, string method)
    {
        using var packed = new MemoryStream();
        switch (method)
        {
            case "gz":
                await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
                {
                    await gzip.WriteAsync(file, TestContext.Current.CancellationToken);
                }

                return packed.ToArray();
            case "zst":
                await using (var zst = new SharpCompress.Compressors.ZStandard.CompressionStream(packed, leaveOpen: true))
                {
                    await zst.WriteAsync(file, TestContext.Current.CancellationToken);
                }

                return packed.ToArray();
            default:
                using (var folder = new TestFolder())
                {
                    var path = folder.Write("a.tar", file);
                    var target = Path.Combine(folder.Out, "a." + method);
                    ImagesTool.Run("7z", "a", "-bd", "-y", method == "xz" ? "-txz" : "-tbzip2", target, path);
                    return await File.ReadAllBytesAsync(target, TestContext.Current.CancellationToken);
                }
        }
    }

    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(length).NextBytes(noise);
        return noise;
    }
}
