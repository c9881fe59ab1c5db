using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Images;

/// <summary>JPEG 2000 pages, made by OpenJPEG's own program.</summary>
public sealed class Jpeg2000PageTests(ImagesPool pool)
{
    [Theory]
    [InlineData("jp2", false)]
    [InlineData("jp2", true)]
    [InlineData("j2k", false)]
    public async Task Convert_Jpeg2000_EmbedsItsBytesAndShowsItsPixels(string ending, bool isGray)
    {
        var sample = isGray ? ImagesRaster.Sample().Gray() : ImagesRaster.Sample();
        var file = Encode(sample, ending, isGray);
        using var book = await ImagesBook.OfAsync(pool, "a." + ending, file);

        Assert.Equal(file, book.RawImageStream());
        sample.AssertSame(book.Render(sample.Width, sample.Height));
        sample.AssertSame(book.RenderWithMutool());
        Assert.Empty(book.Result.Warnings);
    }

    [Theory]
    [InlineData("jp2", 4)]
    [InlineData("j2k", 4)]
    [InlineData("jp2", 2)]
    [InlineData("j2k", 2)]
    public async Task Convert_Jpeg2000WithAlpha_ShowsItOnWhite(string ending, int components)
    {
        var sample = components == 2 ? ImagesRaster.Sample().Gray() : ImagesRaster.Sample();
        var alpha = sample.AlphaRamp();
        byte[] planes =
        [
            .. Enumerable.Range(0, components).SelectMany(c => c == components - 1 ? alpha : sample.Rgb.Where((_, i) => i % 3 == c)),
        ];
        var file = EncodeRaw(planes, sample.Width, sample.Height, components, ending);
        using var book = await ImagesBook.OfAsync(pool, "a." + ending, file);

        sample.OnWhite(alpha).AssertSame(book.Render(sample.Width, sample.Height), 2);
        sample.OnWhite(alpha).AssertSame(book.RenderWithMutool(), 2);
        Assert.Empty(book.Result.Warnings);
    }

    [Theory]
    [InlineData("jp2")]
    [InlineData("j2k")]
    public async Task Convert_Jpeg2000WhoseHeaderIsDamaged_IsNamed(string ending)
    {
        // Coding and quantisation styles stand behind the size.
        var file = Encode(ImagesRaster.Sample(300, 200), ending, false);
        file.AsSpan(file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0x52]), 12).Fill(0x77);
        using var book = new ImagesBook(pool);
        await book.ConvertAsync(("a." + ending, file));

        Assert.Equal("page_damaged", Assert.Single(book.Result.Warnings).Code);
    }

    [Fact]
    public async Task Convert_CutJpeg2000_IsNamed()
    {
        var file = Encode(ImagesRaster.Sample(), "jp2", false);
        using var book = new ImagesBook(pool);
        await book.ConvertAsync(("a.jp2", file[..(file.Length * 2 / 3)]));

        Assert.Equal("page_damaged", Assert.Single(book.Result.Warnings).Code);
        Assert.Equal([1], book.Result.SkippedPages);
    }

    private static byte[] Encode(ImagesRaster raster, string ending, bool isGray)
    {
        var folder = Directory.CreateTempSubdirectory("comic2pdf-images-");
        try
        {
            var (source, target) = (
                Path.Combine(folder.FullName, isGray ? "a.pgm" : "a.ppm"),
                Path.Combine(folder.FullName, "a." + ending)
            );
            var pixels = isGray ? raster.Rgb.Where((_, i) => i % 3 == 0) : raster.Rgb;
            File.WriteAllBytes(
                source,
                [.. System.Text.Encoding.ASCII.GetBytes($"P{(isGray ? 5 : 6)} \n{raster.Width} {raster.Height}\n255\n"), .. pixels]
            );
            ImagesTool.Run("opj_compress", "-i", source, "-o", target);
            return File.ReadAllBytes(target);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static byte[] EncodeRaw(byte[] planes, int width, int height, int components, string ending)
    {
        var folder = Directory.CreateTempSubdirectory("comic2pdf-images-");
        try
        {
            var (source, target) = (Path.Combine(folder.FullName, "a.raw"), Path.Combine(folder.FullName, "a." + ending));
            File.WriteAllBytes(source, planes);
            ImagesTool.Run("opj_compress", "-i", source, "-o", target, "-F", $"{width},{height},{components},8,u");
            return File.ReadAllBytes(target);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
