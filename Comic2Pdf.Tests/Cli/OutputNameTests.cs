using Comic2Pdf.Cli;

namespace Comic2Pdf.Tests.Cli;

public sealed class OutputNameTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("comic2pdf-out").FullName;

    [Theory]
    [InlineData("a.pdf", true)]
    [InlineData("a.PDF", true)]
    [InlineData("new", false)]
    [InlineData("Vol. 1", false)]
    [InlineData("x.txt/", false)]
    [InlineData("there.pdf", false)]
    public void IsPdf_FolderOrPdf_IsTold(string name, bool isPdf)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "there.pdf"));
        Assert.Equal(isPdf, OutputName.IsPdf(Path.Combine(_folder, name)));
    }

    [Theory]
    [InlineData("x.txt")]
    [InlineData("x.cbz")]
    [InlineData("file")]
    public void IsPdf_NameOfAnotherFile_IsRefused(string name)
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "a file");
        Assert.Throws<UsageException>(() => OutputName.IsPdf(Path.Combine(_folder, name)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
