using System.Text;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Images;

/// <summary>Entries that are named like pages and are none, and names that say the wrong thing.</summary>
public sealed class BadPageTests(ImagesPool pool)
{
    private static readonly ImagesRaster Sample = ImagesRaster.Sample();

    public static TheoryData<string, byte[]> BadPages { get; } =
        new()
        {
            { "2.jpg", [] },
            { "2.jpg", Encoding.UTF8.GetBytes("<!DOCTYPE html><html><body>404</body></html>") },
            { "2.png", Encoding.UTF8.GetBytes("BM is how many a text begins, long enough to have a header's length") },
            { "2.jpg", [0xFF, 0xD8, 0xFF] },
            { "2.jpg", [0xFF, 0xD8, 0xFF, 0xD9] },
            { "2.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] },
            { "2.gif", Encoding.ASCII.GetBytes("GIF89a") },
            { "2.webp", Encoding.ASCII.GetBytes("RIFF\u0010\0\0\0WEBPVP8 ") },
            { "2.tif", Encoding.ASCII.GetBytes("II*\0\u0008\0\0\0") },
            { "2.bmp", [0x42, 0x4D, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0] },
            { "2.jp2", [0x00, 0x00, 0x00, 0x0C, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A] },
            { "2.avif", Encoding.ASCII.GetBytes("\0\0\0\u0018ftypavif\0\0\0\0avifmif1") },
            { "2.jxl", [0x00, 0x00, 0x00, 0x0C, 0x4A, 0x58, 0x4C, 0x20, 0x0D, 0x0A, 0x87, 0x0A] },
        };

    [Theory]
    [MemberData(nameof(BadPages))]
    public async Task Convert_BadPageBetweenGoodOnes_BecomesNoticePage(string name, byte[] data)
    {
        var good = ImagesPng.Rgb(Sample).Build();
        using var book = new ImagesBook(pool);
        await book.ConvertAsync(("1.png", good), (name, data), ("3.png", good));

        book.CheckPdf(3);
        Sample.AssertSame(book.Render(Sample.Width, Sample.Height, 1));
        Sample.AssertSame(book.Render(Sample.Width, Sample.Height, 3));
        var warning = Assert.Single(book.Result.Warnings);
        Assert.Equal(("page_unreadable", 2, name), (warning.Code, warning.Page, warning.Entry));
        Assert.Equal([2], book.Result.SkippedPages);

        // The page itself says so too.
        Assert.Contains(name, ImagesTool.Run("pdftotext", "-f", "2", "-l", "2", book.Pdf, "-"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_NothingButBadPages_IsNoImages()
    {
        using var book = new ImagesBook(pool);
        var e = await Assert.ThrowsAsync<ArchiveException>(() => book.ConvertAsync(("1.jpg", []), ("2.png", [1, 2, 3])));

        Assert.Equal(("no_images", false), (e.Code, e.IsTransient));
        Assert.Equal([book.Archive], Directory.GetFiles(book.Folder));
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.gif")]
    [InlineData("a.bmp")]
    public async Task Convert_JpegUnderAnotherName_IsEmbeddedAsJpeg(string name)
    {
        var jpeg = Sample.ToVips().JpegsaveBuffer();
        using var book = await ImagesBook.OfAsync(pool, name, jpeg);

        Assert.Equal(jpeg, book.RawImageStream());
        Assert.Empty(book.Result.Warnings);
    }

    [Theory]
    [InlineData("png")]
    [InlineData("webp")]
    [InlineData("gif")]
    public async Task Convert_OtherFormatNamedJpeg_ShowsItsPixels(string format)
    {
        var flat = ImagesRaster.Flat();
        var file = format switch
        {
            "webp" => flat.ToVips().WebpsaveBuffer(lossless: true),
            "gif" => flat.ToVips().GifsaveBuffer(dither: 0),
            _ => ImagesPng.Rgb(flat).Build(),
        };
        using var book = await ImagesBook.OfAsync(pool, "a.jpg", file);

        flat.AssertSame(book.Render(flat.Width, flat.Height));
    }
}
