using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Archives;

public sealed class EncryptedArchiveTests(Converting converting)
{
    private static byte[] Page => TinyImages.Jpeg(1, padding: 100);

    [Theory]
    [InlineData("-mem=ZipCrypto")]
    [InlineData("-mem=AES128")]
    [InlineData("-mem=AES256")]
    public async Task Convert_EncryptedZip_IsEncrypted(string method)
    {
        var archive = await SevenZip.PackAsync(AnyArchive.Pages(2, padding: 100), "-tzip", ["-psecret", method]);
        await converting.FailsAsync(ErrorCode.ArchiveEncrypted, archive);
    }

    [Theory]
    [InlineData("-mhe=off")]
    [InlineData("-mhe=on")]
    public async Task Convert_EncryptedSevenZip_IsEncrypted(string headers)
    {
        var archive = await SevenZip.PackAsync(AnyArchive.Pages(2, padding: 100), "-psecret", headers);
        await converting.FailsAsync(ErrorCode.ArchiveEncrypted, archive);
    }

    [Fact]
    public async Task Convert_ZipWithEncryptedFlag_IsEncrypted() =>
        await converting.FailsAsync(
            ErrorCode.ArchiveEncrypted,
            new ZipBuilder().Stored("1.jpg", Page).Add(new ZipItem("2.jpg", Page) { Flags = 1 }).Build()
        );

    [Fact]
    public async Task Convert_EncryptedRar4_IsEncrypted()
    {
        await converting.FailsAsync(
            ErrorCode.ArchiveEncrypted,
            new Rar4Builder { ArchiveFlags = 0x80 }
                .Stored("1.jpg", Page)
                .Build()
        );
        await converting.FailsAsync(
            ErrorCode.ArchiveEncrypted,
            new Rar4Builder().Stored("1.jpg", Page).Add("2.jpg", Page, flags: 4).Build()
        );
    }

    [Fact]
    public async Task Convert_EncryptedRar5_IsEncrypted()
    {
        await converting.FailsAsync(
            ErrorCode.ArchiveEncrypted,
            new Rar5Builder { EncryptedHeaders = true }
                .Stored("1.jpg", Page)
                .Build()
        );
        var files = new Rar5Builder().Stored("1.jpg", Page).Add(new Rar5Item("2.jpg", Page) { Encrypted = true }).Build();
        await converting.FailsAsync(ErrorCode.ArchiveEncrypted, files);
    }
}
