using System.Formats.Tar;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Archives;

public sealed class LinkAndDeviceTests(Converting converting)
{
    private static byte[] Page1 => TinyImages.Jpeg(1);

    private static byte[] Page9 => TinyImages.Jpeg(9);

    [Theory]
    [InlineData(0xA1FF)]
    [InlineData(0x21B6)]
    [InlineData(0x61B6)]
    [InlineData(0x11B6)]
    [InlineData(0xC1B6)]
    public async Task Convert_ZipEntryOfAnotherType_IsPassedOver(uint mode)
    {
        var zip = new ZipBuilder()
            .Stored("1.jpg", Page1)
            .Add(new ZipItem("2.jpg", [.. "/etc/passwd"u8]) { Attributes = mode << 16 })
            .Stored("9.jpg", Page9)
            .Build();
        await PassesOverAsync(zip);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Convert_Rar5Redirection_IsPassedOver(int redirection)
    {
        var rar = new Rar5Builder()
            .Stored("1.jpg", Page1)
            .Add(new Rar5Item("2.jpg", []) { Redirection = redirection, Mode = 0xA1FF })
            .Stored("9.jpg", Page9)
            .Build();
        await PassesOverAsync(rar);
        var solid = new Rar5Builder { ArchiveFlags = 4 }
            .Stored("1.jpg", Page1)
            .Add(new Rar5Item("2.jpg", []) { Redirection = redirection, Mode = 0xA1FF })
            .Stored("9.jpg", Page9)
            .Build();
        await PassesOverAsync(solid);
    }

    [Theory]
    [InlineData(0xA1FF, "/etc/passwd")]
    [InlineData(0x21B6, "")]
    public async Task Convert_Rar4EntryOfAnotherType_IsPassedOver(int mode, string data) =>
        await PassesOverAsync(
            new Rar4Builder()
                .Stored("1.jpg", Page1)
                .Add("2.jpg", System.Text.Encoding.ASCII.GetBytes(data), flags: 0, mode: mode)
                .Stored("9.jpg", Page9)
                .Build()
        );

    [Theory]
    [InlineData(TarEntryFormat.Ustar, TarEntryType.SymbolicLink)]
    [InlineData(TarEntryFormat.Ustar, TarEntryType.HardLink)]
    [InlineData(TarEntryFormat.Gnu, TarEntryType.SymbolicLink)]
    [InlineData(TarEntryFormat.Gnu, TarEntryType.HardLink)]
    [InlineData(TarEntryFormat.Pax, TarEntryType.SymbolicLink)]
    [InlineData(TarEntryFormat.Pax, TarEntryType.HardLink)]
    [InlineData(TarEntryFormat.V7, TarEntryType.SymbolicLink)]
    public async Task Convert_TarLink_IsPassedOver(TarEntryFormat format, TarEntryType type)
    {
        await PassesOverAsync(new TarBuilder(format).File("1.jpg", Page1).Link(type, "2.jpg", "/etc/passwd").File("9.jpg", Page9).Build());
        if (format is TarEntryFormat.Gnu or TarEntryFormat.Pax)
        {
            var far = "/" + new string('x', 300);
            await PassesOverAsync(new TarBuilder(format).File("1.jpg", Page1).Link(type, "2.jpg", far).File("9.jpg", Page9).Build());
        }
    }

    [Theory]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.BlockDevice)]
    [InlineData(TarEntryType.Fifo)]
    public async Task Convert_TarDevice_IsPassedOver(TarEntryType type)
    {
        foreach (var format in (TarEntryFormat[])[TarEntryFormat.Ustar, TarEntryFormat.Gnu, TarEntryFormat.Pax])
        {
            await PassesOverAsync(new TarBuilder(format).File("1.jpg", Page1).Special(type, "2.jpg").File("9.jpg", Page9).Build());
        }
    }

    [Fact]
    public async Task Convert_TarWithGlobalPaxRecord_KeepsItsPages()
    {
        var tar = new TarBuilder(TarEntryFormat.Pax)
            .GlobalRecord("comment", "made by git archive")
            .Folder("book/")
            .File("book/1.jpg", Page1)
            .GlobalRecord("comment", "again")
            .Link(TarEntryType.SymbolicLink, "book/2.jpg", "1.jpg")
            .File("book/9.jpg", Page9)
            .Build();
        var result = await converting.SucceedsAsync(tar, [Page1, Page9]);
        Assert.Equal("book/2.jpg", Assert.Single(result.Warnings).Entry);
    }

    [Fact]
    public async Task Convert_SevenZipSymbolicLink_IsPassedOver()
    {
        using var folder = new TestFolder();
        folder.Write("1.jpg", Page1);
        folder.Write("9.jpg", Page9);
        File.CreateSymbolicLink(Path.Combine(folder.In, "2.jpg"), "/etc/passwd");
        await SevenZip.RunAsync(folder, ["-t7z", "-snl"]);
        await PassesOverAsync(await File.ReadAllBytesAsync(Directory.GetFiles(folder.Out).Single()));
    }

    [Fact]
    public async Task Convert_ArchivePathIsItselfALink_IsFollowed()
    {
        using var folder = new TestFolder();
        var real = folder.Write("real.cbz", new ZipBuilder().Stored("1.jpg", Page1).Build());
        var link = Path.Combine(folder.In, "link.cbz");
        File.CreateSymbolicLink(link, real);
        Assert.Equal(1, (await converting.ConvertAsync(folder, link)).Pages);
    }

    private async Task PassesOverAsync(byte[] archive)
    {
        var result = await converting.SucceedsAsync(archive, [Page1, Page9]);
        var warning = Assert.Single(result.Warnings);
        Assert.Equal((ErrorCode.PageUnreadable, "2.jpg"), (warning.Code, warning.Entry));
    }
}
