using Comic2Pdf.Tests.Fixtures;
using NetVips;

namespace Comic2Pdf.Tests.Images;

/// <summary>Pages in formats that PDF cannot hold, decoded by the page worker without loss.</summary>
public sealed class DecodedPageTests(ImagesPool pool)
{
    private const int W = 61;
    private const int H = 43;

    private static readonly ImagesRaster Sample = ImagesRaster.Sample(W, H);
    private static readonly ImagesRaster Flat = ImagesRaster.Flat(W, H);

    [Fact]
    public async Task Convert_LosslessWebP_ShowsItsPixels()
    {
        using var book = await ImagesBook.OfAsync(pool, "a.webp", Sample.ToVips().WebpsaveBuffer(lossless: true));

        Sample.AssertSame(book.Render(W, H));
        Sample.AssertSame(book.RenderWithMutool());
        Assert.Empty(book.Result.Warnings);
    }

    [Fact]
    public async Task Convert_LossyWebP_ShowsWhatAnotherDecoderSees()
    {
        var file = Sample.ToVips().WebpsaveBuffer(q: 80);
        using var book = await ImagesBook.OfAsync(pool, "a.webp", file);

        ImagesRaster.OfSkia(file).AssertSame(book.Render(W, H), 1);
    }

    [Fact]
    public async Task Convert_WebPWithAlpha_ShowsItOnWhite()
    {
        var file = Sample.ToVipsAlpha().WebpsaveBuffer(lossless: true, exact: true);
        using var book = await ImagesBook.OfAsync(pool, "a.webp", file);

        Sample.OnWhite(Sample.AlphaRamp()).AssertSame(book.Render(W, H), 1);
    }

    [Theory]
    [InlineData(".webp")]
    [InlineData(".gif")]
    public async Task Convert_Animation_ShowsFirstPictureAndSaysSo(string ending)
    {
        var frames = Image.Arrayjoin([Flat.ToVips(), Flat.ToVips().Invert()], across: 1).Copy();
        var animation = frames.Mutate(m => m.Set(GValue.GIntType, "page-height", H));
        var file =
            ending == ".gif" ? animation.GifsaveBuffer(dither: 0, pageHeight: H) : animation.WebpsaveBuffer(lossless: true, pageHeight: H);
        using var book = await ImagesBook.OfAsync(pool, "a" + ending, file);

        Flat.AssertSame(book.Render(W, H));
        Assert.Equal("page_animated", Assert.Single(book.Result.Warnings).Code);
        Assert.Empty(book.Result.SkippedPages);
    }

    [Fact]
    public async Task Convert_Gif_ShowsItsPixels()
    {
        using var book = await ImagesBook.OfAsync(pool, "a.gif", Flat.ToVips().GifsaveBuffer(dither: 0));

        Flat.AssertSame(book.Render(W, H));
        Assert.Empty(book.Result.Warnings);
    }

    [Fact]
    public async Task Convert_GifWithTransparency_ShowsWhiteThere()
    {
        var alpha = Flat.AlphaRamp().Select(a => (byte)(a < 128 ? 0 : 255)).ToArray();
        var image = Flat.ToVips()
            .Bandjoin(Image.NewFromMemoryCopy(alpha, W, H, 1, Enums.BandFormat.Uchar))
            .Copy(interpretation: Enums.Interpretation.Srgb);
        using var book = await ImagesBook.OfAsync(pool, "a.gif", image.GifsaveBuffer(dither: 0));

        Flat.OnWhite(alpha).AssertSame(book.Render(W, H));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(4, false)]
    [InlineData(8, false)]
    [InlineData(24, false)]
    [InlineData(24, true)]
    [InlineData(32, false)]
    public async Task Convert_Bitmap_ShowsItsPixels(int bits, bool isTopDown)
    {
        (byte, byte, byte)[]? palette =
            bits > 8
                ? null
                :
                [
                    (20, 40, 60),
                    (250, 240, 230),
                    .. Enumerable.Range(0, (1 << bits) - 2).Select(i => ((byte)(i * 37), (byte)(i * 91), (byte)i)),
                ];
        var raster = palette is null ? Sample : ImagesRaster.Of(W, H, (x, y) => palette[((x / 5) + (y / 3)) % palette.Length]);
        using var book = await ImagesBook.OfAsync(pool, "a.bmp", ImagesBmp.Build(raster, bits, palette, isTopDown));

        raster.AssertSame(book.Render(W, H));
        Assert.Empty(book.Result.Warnings);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("lzw")]
    [InlineData("deflate")]
    [InlineData("packbits")]
    [InlineData("tiled")]
    [InlineData("big")]
    public async Task Convert_LosslessTiff_ShowsItsPixels(string kind)
    {
        var image = Sample.ToVips();
        var file = kind switch
        {
            "lzw" => image.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Lzw, predictor: Enums.ForeignTiffPredictor.Horizontal),
            "deflate" => image.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Deflate),
            "packbits" => image.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Packbits),
            "tiled" => image.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Lzw, tile: true, tileWidth: 16, tileHeight: 16),
            "big" => image.TiffsaveBuffer(bigtiff: true),
            _ => image.TiffsaveBuffer(),
        };
        using var book = await ImagesBook.OfAsync(pool, "a.tif", file);

        Sample.AssertSame(book.Render(W, H));
        Assert.Empty(book.Result.Warnings);
    }

    [Fact]
    public async Task Convert_FaxTiff_ShowsItsPixelsInOneBit()
    {
        var raster = ImagesRaster.Of(
            W,
            H,
            (x, y) => ((x / 4) + (y / 3)) % 3 == 0 ? ((byte)0, (byte)0, (byte)0) : ((byte)255, (byte)255, (byte)255)
        );
        var file = raster.ToVipsGray().TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Ccittfax4, bitdepth: 1);
        using var book = await ImagesBook.OfAsync(pool, "a.tif", file);

        raster.AssertSame(book.Render(W, H));
        Assert.Contains("/BitsPerComponent 1", book.ImageDictionary(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_JpegTiff_LooksLikeThePicture()
    {
        var file = Sample.ToVips().TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Jpeg, q: 95);
        using var book = await ImagesBook.OfAsync(pool, "a.tif", file);

        Sample.AssertLike(book.Render(W, H), 30);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Convert_SixteenBitTiff_KeepsSixteenBits(bool isGray)
    {
        var source = isGray ? Sample.ToVipsGray() : Sample.ToVips();
        var image = (source * 257)
            .Cast(Enums.BandFormat.Ushort)
            .Copy(interpretation: isGray ? Enums.Interpretation.Grey16 : Enums.Interpretation.Rgb16);
        using var book = await ImagesBook.OfAsync(pool, "a.tif", image.TiffsaveBuffer());

        (isGray ? Sample.Gray() : Sample).AssertSame(book.Render(W, H));
        Assert.Contains("/BitsPerComponent 16", book.ImageDictionary(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_CmykTiff_ShowsItsInks()
    {
        using var book = await ImagesBook.OfAsync(
            pool,
            "a.tif",
            ImagesVips.CmykPatches().TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Lzw)
        );

        ImagesVips.AssertCmykPatches(book.Render(96, 32));
    }

    [Fact]
    public async Task Convert_TiffOfSeveralPages_ShowsEachInOrderBeforeTheNextFile()
    {
        var second = Sample.Turned(3);
        var pages = Image
            .Arrayjoin([Sample.ToVips(), second.ToVips()], across: 1)
            .Copy()
            .Mutate(m => m.Set(GValue.GIntType, "page-height", H));
        using var book = new ImagesBook(pool);
        await book.ConvertAsync(("1.tif", pages.TiffsaveBuffer(pageHeight: H)), ("2.png", ImagesPng.Rgb(Flat).Build()));

        book.CheckPdf(3);
        Sample.AssertSame(book.Render(W, H, 1));
        second.AssertSame(book.Render(W, H, 2));
        Flat.AssertSame(book.Render(W, H, 3));
        Assert.Empty(book.Result.Warnings);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(8)]
    public async Task Convert_TiffWithOrientation_IsUpright(int orientation)
    {
        var image = Sample.ToVips().Mutate(m => m.Set(GValue.GIntType, "orientation", orientation));
        using var book = await ImagesBook.OfAsync(pool, "a.tif", image.TiffsaveBuffer());

        Sample.Turned(orientation).AssertSame(book.Render(H, W));
    }

    [Fact]
    public async Task Convert_Avif_ShowsItsPixels()
    {
        var file = Sample.ToVips().HeifsaveBuffer(lossless: true, compression: Enums.ForeignHeifCompression.Av1);
        using var book = await ImagesBook.OfAsync(pool, "a.avif", file);

        Sample.AssertSame(book.Render(W, H), 1);
        Assert.Empty(book.Result.Warnings);
    }

    public static TheoryData<string> Cuttable { get; } = ["a.webp", "b.webp", "a.gif", "a.bmp", "a.tif", "b.tif"];

    [Theory]
    [MemberData(nameof(Cuttable))]
    public async Task Convert_CutFile_IsNamedWhetherOrNotSomethingIsShown(string name)
    {
        var noise = ImagesRaster.Of(200, 150, (x, y) => ((byte)((x * 73) + (y * 151)), (byte)(x * y), (byte)((x * 31) ^ (y * 57))));
        var file = name switch
        {
            "a.webp" => noise.ToVips().WebpsaveBuffer(lossless: true),
            "b.webp" => noise.ToVips().WebpsaveBuffer(q: 90),
            "a.gif" => noise.ToVips().GifsaveBuffer(),
            "a.bmp" => ImagesBmp.Build(noise, 24),
            "b.tif" => noise.ToVips().TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Lzw),
            _ => noise.ToVips().TiffsaveBuffer(),
        };
        using var book = new ImagesBook(pool);
        await book.ConvertAsync(("0.png", ImagesPng.Rgb(Flat).Build()), (name, file[..(file.Length * 2 / 3)]));

        book.CheckPdf(2);
        var warning = Assert.Single(book.Result.Warnings);
        Assert.Contains(warning.Code, new[] { "page_damaged", "page_unreadable" });
        Assert.Equal((2, name), (warning.Page, warning.Entry));
        Assert.Equal([2], book.Result.SkippedPages);
    }
}
