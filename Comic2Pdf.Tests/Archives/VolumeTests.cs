using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Archives;

public sealed class VolumeTests(Converting converting)
{
    private static byte[] Page => TinyImages.Jpeg(1, padding: 100);

    [Fact]
    public async Task Convert_Rar4Volume_IsMultiVolume()
    {
        await converting.FailsAsync(
            ErrorCode.ArchiveMultiVolume,
            new Rar4Builder { ArchiveFlags = 0x101, EndFlags = 1 }
                .Stored("1.jpg", Page)
                .Build()
        );
        await converting.FailsAsync(
            ErrorCode.ArchiveMultiVolume,
            new Rar4Builder { EndFlags = 1 }
                .Stored("1.jpg", Page)
                .Build()
        );
        await converting.FailsAsync(ErrorCode.ArchiveMultiVolume, new Rar4Builder().Add("1.jpg", Page, flags: 1).Build());
        await converting.FailsAsync(ErrorCode.ArchiveMultiVolume, new Rar4Builder().Add("1.jpg", Page, flags: 2).Build());
    }

    [Fact]
    public async Task Convert_Rar5Volume_IsMultiVolume()
    {
        await converting.FailsAsync(
            ErrorCode.ArchiveMultiVolume,
            new Rar5Builder { ArchiveFlags = 1, EndFlags = 1 }
                .Stored("1.jpg", Page)
                .Build()
        );
        await converting.FailsAsync(
            ErrorCode.ArchiveMultiVolume,
            new Rar5Builder { EndFlags = 1 }
                .Stored("1.jpg", Page)
                .Build()
        );
        await converting.FailsAsync(
            ErrorCode.ArchiveMultiVolume,
            new Rar5Builder().Add(new Rar5Item("1.jpg", Page) { HeaderFlags = 8 }).Build()
        );
        await converting.FailsAsync(
            ErrorCode.ArchiveMultiVolume,
            new Rar5Builder().Add(new Rar5Item("1.jpg", Page) { HeaderFlags = 16 }).Build()
        );
    }

    [Fact]
    public async Task Convert_FirstVolumeOfZip_IsMultiVolume()
    {
        var sound = new ZipBuilder { Preamble = [.. "PK\x07\x08"u8] }
            .Stored("1.jpg", Page)
            .Stored("2.jpg", Page)
            .Build();
        await converting.FailsAsync(ErrorCode.ArchiveMultiVolume, sound[..(sound.Length / 2)], "book.z01");
    }

    [Fact]
    public async Task Convert_LastVolumeOfZip_IsMultiVolume()
    {
        await converting.FailsAsync(
            ErrorCode.ArchiveMultiVolume,
            new ZipBuilder { Disk = 2 }
                .Stored("1.jpg", Page)
                .Build()
        );

        // It begins anywhere in the middle of an entry.
        await converting.FailsAsync(
            ErrorCode.ArchiveMultiVolume,
            new ZipBuilder { Disk = 2, Preamble = [1, 2, 3] }
                .Stored("1.jpg", Page)
                .Build()
        );
    }

    [Fact]
    public async Task Convert_VolumesOfSevenZip_AreNoBook()
    {
        using var folder = new TestFolder();
        await SevenZip.PackAsync(folder, AnyArchive.Pages(4, padding: 4000), "-t7z", ["-mx0", "-v6k"]);
        var volumes = Directory.GetFiles(folder.Out).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToArray();
        Assert.True(volumes.Length >= 3);

        // Its content cannot be told from a cut file, so the message names both.
        var first = await converting.FailsAsync(ErrorCode.ArchiveTruncated, volumes[0], "book.7z.001");
        Assert.Contains("volume", first.Message, StringComparison.Ordinal);
        await converting.FailsAsync(ErrorCode.NotAnArchive, volumes[1], "book.7z.002");
    }
}
