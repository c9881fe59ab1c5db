using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Pdf;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Pdf;

public sealed class PdfCheckTests(ImagesPool pool)
{
    [Fact]
    public async Task Verify_SoundPdf_Passes()
    {
        using var book = await MakeAsync();
        PdfCheck.Verify(book.Pdf, 2, new FileInfo(book.Pdf).Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Verify_WrongPageCount_IsInvalid(int pages)
    {
        using var book = await MakeAsync();
        AssertInvalid(book.Pdf, pages);
    }

    [Fact]
    public async Task Verify_TooFewBytes_IsInvalid()
    {
        using var book = await MakeAsync();
        AssertInvalid(book.Pdf, 2, new FileInfo(book.Pdf).Length + 1);
    }

    [Fact]
    public async Task Verify_CutAnywhere_IsInvalid()
    {
        using var book = await MakeAsync();
        var whole = File.ReadAllBytes(book.Pdf);
        var cut = Path.Combine(book.Folder, "cut.pdf");
        for (var i = 0; i < 24; i++)
        {
            File.WriteAllBytes(cut, whole[..(int)((long)(whole.Length - 10) * i / 23)]);
            AssertInvalid(cut, 2);
        }
    }

    [Fact]
    public async Task Verify_ZerosInTheStructure_IsInvalid()
    {
        // What a crash of the machine leaves of a file that was not flushed.
        using var book = await MakeAsync();
        var bytes = File.ReadAllBytes(book.Pdf);
        bytes.AsSpan(bytes.Length / 2, (bytes.Length / 2) - 40).Clear();
        File.WriteAllBytes(book.Pdf, bytes);
        AssertInvalid(book.Pdf, 2);
    }

    [Fact]
    public async Task Verify_NotAPdfOrNoFile_IsInvalid()
    {
        using var book = await MakeAsync();
        File.WriteAllText(book.Pdf, "hello");
        AssertInvalid(book.Pdf, 2);
        AssertInvalid(book.Pdf + ".none", 2);
    }

    private static void AssertInvalid(string path, int pages, long minBytes = 0)
    {
        var e = Assert.Throws<OutputException>(() => PdfCheck.Verify(path, pages, minBytes));
        Assert.Equal(("pdf_invalid", true), (e.Code, e.IsTransient));
    }

    private async Task<ImagesBook> MakeAsync()
    {
        var book = new ImagesBook(pool);
        var page = ImagesPng.Rgb(ImagesRaster.Sample()).Build();
        await book.ConvertAsync(("1.png", page), ("2.png", page));
        return book;
    }
}
