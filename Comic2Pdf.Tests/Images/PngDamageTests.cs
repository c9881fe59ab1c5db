using System.IO.Compression;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Images;

/// <summary>PNG files whose chunks are sound and whose rows are not.</summary>
public sealed class PngDamageTests(ImagesPool pool)
{
    private const int W = 53;
    private const int H = 37;

    [Theory]
    [InlineData(2, 8, false)]
    [InlineData(0, 1, false)]
    [InlineData(3, 4, false)]
    [InlineData(6, 8, false)]
    [InlineData(4, 16, false)]
    [InlineData(2, 8, true)]
    [InlineData(6, 16, true)]
    public async Task Convert_RowsMissing_IsNamedAndShownAsFarAsItGoes(int colorType, int depth, bool isInterlaced)
    {
        var png = new ImagesPng
        {
            Width = W,
            Height = H,
            ColorType = colorType,
            Depth = depth,
            IsInterlaced = isInterlaced,
            RowsLeftOut = H / 2,
            Sample = (x, y, c) => (x + (3 * y) + c) & ((1 << depth) - 1),
        };
        var file = (colorType == 3 ? png.With("PLTE", [.. Enumerable.Range(0, 48).Select(i => (byte)(i * 5))]) : png).Build();
        using var book = await ImagesBook.OfAsync(pool, "a.png", file);

        Assert.Equal("page_damaged", Assert.Single(book.Result.Warnings).Code);
        Assert.Equal([1], book.Result.SkippedPages);
        if (!isInterlaced && colorType == 2)
        {
            var (seen, whole) = (book.Render(W, H), png.Seen());
            ImagesRaster.Of(W, H / 2, (x, y) => whole[x, y]).AssertSame(ImagesRaster.Of(W, H / 2, (x, y) => seen[x, y]));
        }
    }

    [Theory]
    [InlineData(2, CompressionLevel.Optimal)]
    [InlineData(6, CompressionLevel.Optimal)]
    [InlineData(2, CompressionLevel.NoCompression)]
    public async Task Convert_DamageAnywhereInTheRows_IsNamed(int colorType, CompressionLevel level)
    {
        var sound = new ImagesPng
        {
            Width = W,
            Height = H,
            ColorType = colorType,
            Level = level,
            Sample = (x, y, c) => (x * y) + (c * 40),
        };
        var data = sound.Data();
        using var book = new ImagesBook(pool);
        var pages = new List<(string, byte[])>();
        for (var at = 3; at < data.Length - 6; at += 1 + (data.Length / 25))
        {
            var damaged = data.ToArray();
            damaged[at] ^= 0x10;
            pages.Add(($"{at:D5}.png", sound.Build(damaged)));
        }

        // A page that is as it should be ends the book.
        await book.ConvertAsync([.. pages, ("z.png", sound.Build())]);

        Assert.Equal(Enumerable.Range(1, pages.Count), book.Result.SkippedPages);
        Assert.All(book.Result.Warnings, w => Assert.Equal("page_damaged", w.Code));
    }
}
