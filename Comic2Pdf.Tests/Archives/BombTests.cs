using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Comic2Pdf.Processing.Archives;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Archives;

public sealed class BombTests(Converting converting)
{
    private static ArchiveLimits Small { get; } = new() { RatioFreeBytes = 4 << 20, MaxEntryBytes = 16 << 20 };

    [Fact]
    public async Task Convert_FourGigabytesOfZeros_StopsAtTheDefaultLimits()
    {
        var bomb = new ZipBuilder().Add(ZipItem.Zeros("1.jpg", megabytes: 4000, TinyImages.Jpeg(1))).Build();
        Assert.InRange(bomb.Length, 1 << 20, 16 << 20);
        var clock = Stopwatch.StartNew();
        await converting.FailsAsync(ErrorCode.ArchiveOverLimit, bomb);

        // All of it would take a minute.
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("1.jpg")]
    [InlineData("without ending")]
    public void ReadEntries_Zeros_StopsEarlyWithFlatMemory(string name)
    {
        var bomb = new ZipBuilder().Add(ZipItem.Zeros(name, megabytes: 4000, TinyImages.Jpeg(1))).Build();
        var e = Read(bomb, Small, out var allocated);
        Assert.Equal(ErrorCode.ArchiveOverLimit, e.Code);
        Assert.InRange(allocated, 0, 64 << 20);
    }

    [Fact]
    public void ReadEntries_ZerosInManyEntries_StopsAtTheTotal()
    {
        var bomb = Enumerable
            .Range(0, 50)
            .Aggregate(new ZipBuilder(), (zip, i) => zip.Add(new ZipItem(Name(i), new byte[1 << 20])))
            .Build();
        var e = Read(bomb, new ArchiveLimits { MaxTotalBytes = 10 << 20 }, out _);
        Assert.Equal(ErrorCode.ArchiveOverLimit, e.Code);
        Assert.Contains(Name(10), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadEntries_OneEntryOverItsLimit_Stops()
    {
        var e = Read(new ZipBuilder().Stored("1.jpg", new byte[2000]).Build(), new ArchiveLimits { MaxEntryBytes = 1999 }, out _);
        Assert.Equal(ErrorCode.ArchiveOverLimit, e.Code);
    }

    [Fact]
    public void ReadEntries_OneEntryAtItsLimit_IsRead()
    {
        using var opened = ComicArchive.Open(
            new MemoryStream(new ZipBuilder().Stored("1.jpg", new byte[2000]).Build()),
            new ArchiveLimits { MaxEntryBytes = 2000 }
        );
        Assert.Equal(2000, opened.ReadEntries().Single().ReadWhole().Length);
    }

    [Fact]
    public async Task Convert_ZerosInIgnoredEntryOfSolidSevenZip_StopsEarly()
    {
        using var folder = new TestFolder();
        await using (var zeros = File.Create(Path.Combine(folder.In, "a.txt")))
        {
            zeros.SetLength(1L << 30);
        }

        folder.Write("b.jpg", TinyImages.Jpeg(1));
        await SevenZip.RunAsync(folder, ["-t7z", "-m0=deflate", "-mx1", "-ms=4g"]);
        var bomb = await File.ReadAllBytesAsync(Directory.GetFiles(folder.Out).Single());
        Assert.InRange(bomb.Length, 0, 2 << 20);

        var e = Read(bomb, Small, out var allocated);
        Assert.Equal(ErrorCode.ArchiveOverLimit, e.Code);
        Assert.InRange(allocated, 0, 64 << 20);
        await converting.FailsAsync(ErrorCode.ArchiveOverLimit, bomb);
    }

    [Fact]
    public async Task Convert_ZerosInIgnoredEntryOfZip_IsNeverUnpacked()
    {
        var jpeg = TinyImages.Jpeg(1);
        var zip = new ZipBuilder()
            .Add(ZipItem.Zeros("a.txt", megabytes: 4000))
            .Add(ZipItem.Zeros("no ending", megabytes: 4000))
            .Stored("b.jpg", jpeg)
            .Build();
        var clock = Stopwatch.StartNew();
        await converting.SucceedsAsync(zip, [jpeg]);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Convert_ArchiveInArchiveInArchive_HasNoImages()
    {
        var inner = new ZipBuilder().Stored("1.jpg", TinyImages.Jpeg(1)).Build();
        var middle = new ZipBuilder().Deflated("inner.cbz", inner).Deflated("inner.zip", inner).Build();
        await converting.FailsAsync(ErrorCode.NoImages, new ZipBuilder().Deflated("middle.zip", middle).Stored("middle", middle).Build());
    }

    [Fact]
    public async Task Convert_BombInAnArchiveInside_StopsEarly()
    {
        var bomb = new ZipBuilder().Add(ZipItem.Zeros("1.jpg", megabytes: 4000, TinyImages.Jpeg(1))).Build();
        await converting.FailsAsync(
            ErrorCode.ArchiveOverLimit,
            new ZipBuilder().Stored("cover.jpg", TinyImages.Jpeg(9)).Stored("ch1.cbz", bomb).Build()
        );
        await converting.FailsAsync(
            ErrorCode.ArchiveOverLimit,
            new ZipBuilder().Stored("cover.jpg", TinyImages.Jpeg(9)).Add(ZipItem.Zeros("ch1.cbz", megabytes: 4000)).Build()
        );
        var options = Converting.WithoutText with { Limits = new ArchiveLimits { MaxEntries = 9 } };
        var many = new ZipBuilder()
            .Stored("ch1.cbz", await AnyArchive.BuildAsync(Packing.ZipStored, AnyArchive.Pages(5)))
            .Stored("ch2.cbz", await AnyArchive.BuildAsync(Packing.ZipStored, AnyArchive.Pages(5)));
        await converting.FailsAsync(ErrorCode.ArchiveOverLimit, many.Build(), options: options);
    }

    [Fact]
    public async Task Convert_CompressedBomb_StopsEarly()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var i = 0; i < 300; i++)
            {
                await gzip.WriteAsync(new byte[1 << 20], TestContext.Current.CancellationToken);
            }
        }

        await converting.FailsAsync(ErrorCode.ArchiveOverLimit, packed.ToArray());
    }

    [Fact]
    public async Task Convert_AllEntriesShareOneDatum_IsDamaged()
    {
        // Full overlap: each directory record claims the same megabyte.
        var kernel = new ZipItem("0.jpg", TinyImages.Jpeg(1, padding: 50_000));
        var zip = new ZipBuilder().Add(kernel);
        for (var i = 1; i < 500; i++)
        {
            zip.Add(new ZipItem(Name(i), kernel.Packed) { DataOf = kernel });
        }

        var e = await converting.FailsAsync(ErrorCode.ArchiveDamaged, zip.Build());
        Assert.Contains("overlap", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_QuotedOverlap_IsDamaged() =>
        await converting.FailsAsync(ErrorCode.ArchiveDamaged, QuotedOverlap(entries: 250));

    [Theory]
    [InlineData(ErrorCode.ArchiveOverLimit, null)]
    [InlineData(ErrorCode.ArchiveOverLimit, 1)]
    public async Task Convert_HundredThousandZipEntries_IsOverLimit(string code, int? claimed)
    {
        var zip = new ZipBuilder { ClaimedEntries = claimed ?? 34_464 };
        for (var i = 0; i < 100_000; i++)
        {
            zip.Stored(Name(i), []);
        }

        await converting.FailsAsync(code, zip.Build());
    }

    [Fact]
    public async Task Convert_HundredThousandHonestZip64Entries_IsOverLimit()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < 100_000; i++)
            {
                zip.CreateEntry(Name(i), CompressionLevel.NoCompression);
            }
        }

        await converting.FailsAsync(ErrorCode.ArchiveOverLimit, file.ToArray());
    }

    [Fact]
    public async Task Convert_TooManyEntriesOfOtherFormats_IsOverLimit()
    {
        var options = Converting.WithoutText with { Limits = new ArchiveLimits { MaxEntries = 9 } };
        foreach (var packing in Enum.GetValues<Packing>())
        {
            var pages = AnyArchive.Pages(9);
            await converting.SucceedsAsync(await AnyArchive.BuildAsync(packing, pages), [.. pages.Select(p => p.Data)], options: options);
            await converting.FailsAsync(
                ErrorCode.ArchiveOverLimit,
                await AnyArchive.BuildAsync(packing, AnyArchive.Pages(10)),
                options: options
            );
        }
    }

    /// <summary>
    /// Fifield, "A better zip bomb" (2019): each entry's data is a stored block that quotes the next entry's header, so that all run on
    /// into one kernel.
    /// </summary>
    private static byte[] QuotedOverlap(int entries)
    {
        var kernel = ZipItem.Deflate(Name(entries), new byte[1 << 20]);
        var chain = new List<ZipItem> { kernel };
        byte[] plain = new byte[1 << 20];
        var packed = kernel.Packed;
        for (var i = entries - 1; i >= 0; i--)
        {
            var quoted = chain[^1].LocalHeader();
            plain = [.. quoted, .. plain];
            packed = [.. new LittleEndianWriter().U8(0).U16(quoted.Length).U16(~quoted.Length).Bytes(quoted).ToArray(), .. packed];
            chain.Add(
                new ZipItem(Name(i), plain)
                {
                    Method = 8,
                    Packed = packed,
                    PackedSize = packed.Length,
                }
            );
        }

        // Only the outermost is written; the others' headers stand inside its data.
        var outer = chain[^1];
        var zip = new ZipBuilder().Add(outer);
        var offset = 0;
        for (var i = chain.Count - 2; i >= 0; i--)
        {
            offset += chain[i + 1].LocalHeader().Length + 5;
            chain[i].Offset = offset;
            zip.Add(
                new ZipItem(string.Empty, [])
                {
                    Name = chain[i].Name,
                    Method = 8,
                    Crc = chain[i].Crc,
                    Size = chain[i].Size,
                    PackedSize = chain[i].PackedSize,
                    DataOf = chain[i],
                }
            );
        }

        return zip.Build();
    }

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"{i:00000}.jpg");

    private static ComicException Read(byte[] archive, ArchiveLimits limits, out long allocated)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        ComicException e;
        using (var opened = ComicArchive.Open(new MemoryStream(archive), limits))
        {
            e = Assert.ThrowsAny<ComicException>(() => opened.ReadEntries().Sum(entry => entry.ReadWhole().Length));
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return e;
    }
}
