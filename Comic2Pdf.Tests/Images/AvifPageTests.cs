using Comic2Pdf.Tests.Fixtures;
using NetVips;

namespace Comic2Pdf.Tests.Images;

/// <summary>AVIF files that are more than one picture in 8 bits.</summary>
public sealed class AvifPageTests(ImagesPool pool)
{
    private const int Side = 64;

    private static readonly ImagesRaster Whole = ImagesRaster.Sample(2 * Side, 2 * Side);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Convert_Grid_ShowsAllItsTiles(int columns)
    {
        var tiles = Enumerable.Range(0, 4).Select(i => Tile(i % 2, i / 2)).ToList();
        using var book = await ImagesBook.OfAsync(pool, "a.avif", ImagesAvif.Grid(tiles, columns));

        var rows = 4 / columns;
        var expected = ImagesRaster.Of(
            columns * Side,
            rows * Side,
            (x, y) =>
            {
                var i = (y / Side * columns) + (x / Side);
                return Whole[(i % 2 * Side) + (x % Side), (i / 2 * Side) + (y % Side)];
            }
        );
        expected.AssertSame(book.Render(columns * Side, rows * Side), 1);
        Assert.Empty(book.Result.Warnings);
    }

    [Fact]
    public async Task Convert_Animation_ShowsItsStillPictureAndSaysSo()
    {
        using var book = await ImagesBook.OfAsync(
            pool,
            "a.avif",
            ImagesAvif.Animation([Tile(0, 0), Tile(1, 0), Tile(1, 1)], hasStill: true)
        );

        ImagesRaster.Of(Side, Side, (x, y) => Whole[x, y]).AssertSame(book.Render(Side, Side), 1);
        Assert.Equal("page_animated", Assert.Single(book.Result.Warnings).Code);
        Assert.Empty(book.Result.SkippedPages);
    }

    [Fact]
    public async Task Convert_AnimationWithoutStillPicture_IsShownOrNamed()
    {
        using var book = new ImagesBook(pool);
        await book.ConvertAsync(
            ("1.avif", ImagesAvif.Animation([Tile(0, 0), Tile(1, 0)], hasStill: false)),
            ("2.png", ImagesPng.Rgb(Whole).Build())
        );

        book.CheckPdf(2);
        Assert.NotEmpty(book.Result.Warnings);
    }

    /// <summary>Values as Chromium paints them, at a few places of a ramp whose components are 1, 0.7 and 0.4 of the column's value; clipped components left out.</summary>
    [Theory]
    [InlineData(9, 16, 64, 38, 9, 1)]
    [InlineData(9, 16, 96, 86, 25, 0)]
    [InlineData(9, 16, 128, 162, 42, 0)]
    [InlineData(9, 18, 64, 48, 24, 8)]
    [InlineData(9, 18, 128, 110, 62, 30)]
    [InlineData(9, 18, 192, 210, 96, 50)]
    [InlineData(1, 16, 96, 70, 33, 8)]
    [InlineData(1, 16, 160, 228, 97, 30)]
    [InlineData(1, 16, 192, 255, 111, 31)]
    [InlineData(1, 16, 250, 255, 90, 17)]
    public async Task Convert_HighDynamicRange_IsShownAsBrowsersShowIt(
        int primaries,
        int transfer,
        int column,
        int red,
        int green,
        int blue
    )
    {
        using var value = Image.Xyz(256, 8).ExtractBand(0) * 257;
        using var ramp = value
            .Bandjoin(value * 0.7, value * 0.4)
            .Cast(Enums.BandFormat.Ushort)
            .Copy(interpretation: Enums.Interpretation.Rgb16);
        var plain = ramp.HeifsaveBuffer(
            lossless: true,
            bitdepth: 10,
            compression: Enums.ForeignHeifCompression.Av1,
            keep: Enums.ForeignKeep.None
        );
        using var book = await ImagesBook.OfAsync(pool, "a.avif", ImagesAvif.WithLight(plain, primaries, transfer));

        var (r, g, b) = book.Render(256, 8)[column, 4];
        Assert.InRange(r, red - 4, red + 4);
        Assert.InRange(g, green - 4, green + 4);
        Assert.InRange(b, blue - 4, blue + 4);
        Assert.Empty(book.Result.Warnings);
    }

    private static Image Tile(int column, int row) =>
        ImagesRaster.Of(Side, Side, (x, y) => Whole[(column * Side) + x, (row * Side) + y]).ToVips();
}
