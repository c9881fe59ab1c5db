using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Images;

/// <summary>PNG pages of every kind, through the whole pipeline, seen with viewers that are not ours.</summary>
public sealed class PngPageTests(ImagesPool pool)
{
    private const int W = 53;
    private const int H = 37;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(0, 4)]
    [InlineData(0, 8)]
    [InlineData(0, 16)]
    [InlineData(2, 8)]
    [InlineData(2, 16)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    [InlineData(3, 4)]
    [InlineData(3, 8)]
    public async Task Convert_PngWithoutAlpha_ShowsItsPixelsFromItsOwnData(int colorType, int depth)
    {
        var palette = Palette(depth);
        var png = Make(colorType, depth, parts: 3);
        using var book = await ImagesBook.OfAsync(pool, "a.png", png.With(colorType == 3 ? "PLTE" : "tEXt", palette).Build());

        // 16 bits are cut or rounded to 8, as the viewer likes.
        png.Seen(palette).AssertSame(book.Render(W, H), depth == 16 ? 1 : 0);
        png.Seen(palette).AssertSame(book.RenderWithMutool(), depth == 16 ? 1 : 0);
        Assert.Equal(png.Data(), book.RawImageStream());
        Assert.Empty(book.Result.Warnings);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 8)]
    [InlineData(0, 16)]
    [InlineData(2, 8)]
    [InlineData(2, 16)]
    [InlineData(3, 4)]
    [InlineData(4, 8)]
    [InlineData(6, 8)]
    [InlineData(6, 16)]
    public async Task Convert_InterlacedPng_ShowsItsPixels(int colorType, int depth)
    {
        var palette = Palette(depth);
        var png = Make(colorType, depth, isInterlaced: true);
        using var book = await ImagesBook.OfAsync(pool, "a.png", png.With(colorType == 3 ? "PLTE" : "tEXt", palette).Build());

        // Composing in a viewer may round otherwise than we do.
        png.Seen(palette)
            .AssertSame(
                book.Render(W, H),
                depth == 16 ? 3
                    : colorType >= 4 ? 1
                    : 0
            );
    }

    [Theory]
    [InlineData(4, 8)]
    [InlineData(4, 16)]
    [InlineData(6, 8)]
    [InlineData(6, 16)]
    public async Task Convert_PngWithAlpha_ShowsItOnWhite(int colorType, int depth)
    {
        var png = Make(colorType, depth);
        using var book = await ImagesBook.OfAsync(pool, "a.png", png.Build());

        // Viewers cut 16 bits to 8 in colour and alpha, then compose.
        png.Seen().AssertSame(book.Render(W, H), depth == 16 ? 3 : 1);
        png.Seen().AssertSame(book.RenderWithMutool(), depth == 16 ? 3 : 2);
        Assert.Contains("/SMask", book.ImageDictionary(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_PngWithOpaqueAlpha_NeedsNoMask()
    {
        var png = new ImagesPng
        {
            Width = W,
            Height = H,
            ColorType = 6,
            Sample = (x, y, c) => c == 3 ? 255 : (x * 4) + (y * c),
        };
        using var book = await ImagesBook.OfAsync(pool, "a.png", png.Build());

        png.Seen().AssertSame(book.Render(W, H));
        Assert.DoesNotContain("/SMask", book.ImageDictionary(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public async Task Convert_PaletteWithOneTransparentColor_ShowsWhiteThere(int depth)
    {
        var palette = Palette(depth);
        byte[] alpha = [255, 0];
        var png = Make(3, depth);
        using var book = await ImagesBook.OfAsync(pool, "a.png", png.With("PLTE", palette).With("tRNS", alpha).Build());

        png.Seen(palette, alpha).AssertSame(book.Render(W, H));
        png.Seen(palette, alpha).AssertSame(book.RenderWithMutool());
        if (depth == 8)
        {
            // MuPDF passes over keys of other depths.
            Assert.Equal(png.Data(), book.RawImageStream());
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public async Task Convert_PaletteWithHalfTransparentColors_ShowsThemOnWhite(int depth)
    {
        var palette = Palette(depth);
        byte[] alpha = [255, 0, 128, 60];
        var png = Make(3, depth);
        using var book = await ImagesBook.OfAsync(pool, "a.png", png.With("PLTE", palette).With("tRNS", alpha).Build());

        png.Seen(palette, alpha).AssertSame(book.Render(W, H), 1);
    }

    [Theory]
    [InlineData(0, 1, false)]
    [InlineData(0, 4, false)]
    [InlineData(0, 8, false)]
    [InlineData(0, 16, false)]
    [InlineData(2, 8, false)]
    [InlineData(2, 16, false)]
    [InlineData(0, 8, true)]
    [InlineData(2, 8, true)]
    public async Task Convert_PngWithColorKey_ShowsWhiteThere(int colorType, int depth, bool isInterlaced)
    {
        // The mark in the middle has the key's colour.
        const int Key = 1;
        var max = (1 << depth) - 1;
        var png = new ImagesPng
        {
            Width = W,
            Height = H,
            ColorType = colorType,
            Depth = depth,
            IsInterlaced = isInterlaced,
            Sample = (x, y, c) => x is > 10 and < 30 && y is > 5 and < 20 ? Key : (x + y + c) % 2 * (max / 2),
        };
        var key = png.Channels == 3 ? new byte[] { 0, Key, 0, Key, 0, Key } : [0, Key];
        using var book = await ImagesBook.OfAsync(pool, "a.png", png.With("tRNS", key).Build());

        png.Seen(key: [Key, Key, Key]).AssertSame(book.Render(W, H), depth == 16 ? 1 : 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(7)]
    public async Task Convert_PngWithExifOrientation_IsUpright(int orientation)
    {
        var sample = ImagesRaster.Sample(W, H);
        var png = ImagesPng.Rgb(sample).With("eXIf", ImagesJpeg.Exif(orientation, isLittle: true));
        using var book = await ImagesBook.OfAsync(pool, "a.png", png.Build());

        var turned = sample.Turned(orientation);
        turned.AssertSame(book.Render(turned.Width, turned.Height));
        Assert.Equal(png.Data(), book.RawImageStream());
    }

    [Fact]
    public async Task Convert_AlphaPngWithExifOrientation_IsUpright()
    {
        var png = new ImagesPng
        {
            Width = W,
            Height = H,
            ColorType = 6,
            Sample = (x, y, c) => (x * 4) + (y * c),
        }.With("eXIf", ImagesJpeg.Exif(6));
        using var book = await ImagesBook.OfAsync(pool, "a.png", png.Build());

        png.Seen().Turned(6).AssertSame(book.Render(H, W), 1);
    }

    [Fact]
    public async Task Convert_PngWithColorProfile_KeepsProfile()
    {
        var sample = ImagesRaster.Sample(W, H);
        var file = sample.ToVips().PngsaveBuffer(profile: "p3", keep: NetVips.Enums.ForeignKeep.Icc);
        Assert.True(ImagesPng.Find(file, "iCCP") > 0);
        using var book = await ImagesBook.OfAsync(pool, "a.png", file);

        Assert.Contains("/ICCBased", book.ImageDictionary(), StringComparison.Ordinal);
        Assert.Empty(book.Result.Warnings);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(6, false)]
    public async Task Convert_TruncatedPng_ShowsWhatThereIsAndSaysSo(int colorType, bool isInterlaced)
    {
        var png = Noisy(colorType, isInterlaced);
        var file = png.Build();
        using var book = await ImagesBook.OfAsync(pool, "a.png", file[..(file.Length * 2 / 3)]);

        var warning = Assert.Single(book.Result.Warnings);
        Assert.Equal(("page_damaged", 1, "a.png"), (warning.Code, warning.Page, warning.Entry));
        Assert.Equal([1], book.Result.SkippedPages);
        var seen = book.Render(W, H);
        if (!isInterlaced)
        {
            // The first half is there for certain.
            var expected = png.Seen();
            ImagesRaster
                .Of(W, H / 2, (x, y) => expected[x, y])
                .AssertSame(ImagesRaster.Of(W, H / 2, (x, y) => seen[x, y]), colorType == 6 ? 1 : 0);
        }
    }

    [Theory]
    [InlineData("IDAT", 2)]
    [InlineData("tEXt", 2)]
    [InlineData("IHDR", 2)]
    [InlineData("IDAT", 6)]
    [InlineData("tEXt", 6)]
    public async Task Convert_PngWithWrongChecksum_ShowsAllItsPixelsAndSaysSo(string chunk, int colorType)
    {
        var png = Noisy(colorType, false, parts: 4).With("tEXt", [.. "Comment\0nothing"u8]);
        using var book = await ImagesBook.OfAsync(pool, "a.png", ImagesPng.SpoilChecksum(png.Build(), chunk));

        png.Seen().AssertSame(book.Render(W, H), colorType == 6 ? 1 : 0);
        Assert.Equal("page_damaged", Assert.Single(book.Result.Warnings).Code);
        Assert.Equal([1], book.Result.SkippedPages);
    }

    private static ImagesPng Noisy(int colorType, bool isInterlaced, int parts = 1) =>
        new()
        {
            Width = W,
            Height = H,
            ColorType = colorType,
            IsInterlaced = isInterlaced,
            Parts = parts,
            Sample = (x, y, c) => (x * 73) + (y * 151) + (c * 31) + (x * y * 7) & 255,
        };

    private static ImagesPng Make(int colorType, int depth, bool isInterlaced = false, int parts = 1)
    {
        var max = (1 << depth) - 1;
        return new ImagesPng
        {
            Width = W,
            Height = H,
            ColorType = colorType,
            Depth = depth,
            IsInterlaced = isInterlaced,
            Parts = parts,
            Sample = (x, y, c) => colorType == 3 ? ((x / 3) + (y / 5)) & max : (int)((((x * (c + 1)) + (y * 2)) % 64) / 63.0 * max),
        };
    }

    /// <summary>As many colours as the depth can name, none like its neighbour.</summary>
    private static byte[] Palette(int depth) =>
        [
            .. Enumerable
                .Range(0, 1 << Math.Min(8, depth))
                .SelectMany(i => new[] { (byte)(i * 67), (byte)(255 - (i * 29)), (byte)(i * 131) }),
        ];
}
