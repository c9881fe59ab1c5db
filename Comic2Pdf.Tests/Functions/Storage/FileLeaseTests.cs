using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Tests.Functions.Storage;

/// <summary>The real system says whether a file is open for writing.</summary>
[Trait("Storage", "files")]
public sealed class FileLeaseTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("comic2pdf-lease");
    private readonly string _file;

    public FileLeaseTests()
    {
        _file = Path.Combine(_folder.FullName, "a.cbz");
        File.WriteAllText(_file, "comic");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void IsOpenForWriting_WriterHasItOpen_UntilItIsClosed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "leases are Linux's");
        using (new FileStream(_file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
        {
            Assert.True(FileLease.IsOpenForWriting(_file));
        }

        Assert.False(FileLease.IsOpenForWriting(_file));
    }

    [Fact]
    public void IsOpenForWriting_OnlyReaders_IsFalse()
    {
        using var reader = File.OpenRead(_file);
        Assert.False(FileLease.IsOpenForWriting(_file));
    }

    [Fact]
    public void IsOpenForWriting_NoFile_SaysSo() => Assert.Throws<FileNotFoundException>(() => FileLease.IsOpenForWriting($"{_file}.none"));
}
