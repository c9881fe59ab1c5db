using Comic2Pdf.Tests.Fixtures;
using NetVips;

namespace Comic2Pdf.Tests.Images;

/// <summary>JPEG pages of every kind, through the whole pipeline, seen with viewers that are not ours.</summary>
public sealed class JpegPageTests(ImagesPool pool)
{
    private const int W = 61;
    private const int H = 43;

    public static TheoryData<string> Kinds { get; } =
    ["gray", "rgb", "rgb 4:4:4", "progressive", "restart markers", "srgb profile", "plain rgb", "no JFIF", "fill bytes"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Convert_Jpeg_EmbedsItsBytesAndShowsItsPixels(string kind)
    {
        var jpeg = Make(kind);
        using var book = await ImagesBook.OfAsync(pool, "a.jpg", jpeg);

        Assert.Equal(jpeg, book.RawImageStream());
        Assert.Equal(jpeg, Assert.Single(book.ExtractImages()));
        ImagesRaster.OfSkia(jpeg).AssertLike(book.Render(W, H));
        Assert.Equal(kind == "srgb profile", book.ImageDictionary().Contains("/ICCBased", StringComparison.Ordinal));
        Assert.Empty(book.Result.Warnings);
        Assert.Empty(book.Result.SkippedPages);
    }

    [Theory]
    [InlineData("rgb 4:4:4")]
    [InlineData("plain rgb")]
    public async Task Convert_Jpeg_LooksTheSameInMupdf(string kind)
    {
        var jpeg = Make(kind);
        using var book = await ImagesBook.OfAsync(pool, "a.jpg", jpeg);

        ImagesRaster.OfSkia(jpeg).AssertLike(book.RenderWithMutool(), 35);
    }

    [Theory]
    [InlineData("adobe inverted")]
    [InlineData("no marker")]
    [InlineData("ycck")]
    public async Task Convert_CmykJpeg_EmbedsItsBytesAndShowsItsInks(string kind)
    {
        var jpeg = Cmyk(kind);
        using var book = await ImagesBook.OfAsync(pool, "a.jpg", jpeg);

        Assert.Equal(jpeg, book.RawImageStream());
        ImagesVips.AssertCmykPatches(book.Render(96, 32));
        ImagesVips.AssertCmykPatches(book.RenderWithMutool());
        Assert.Empty(book.Result.Warnings);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Convert_JpegWithExifOrientation_IsUprightAndUnchanged(int orientation)
    {
        var plain = Make("rgb 4:4:4");
        var jpeg = ImagesJpeg.WithExif(plain, ImagesJpeg.Exif(orientation, isLittle: orientation % 2 == 0));
        using var book = await ImagesBook.OfAsync(pool, "a.jpg", jpeg);

        var upright = ImagesRaster.OfSkia(plain).Turned(orientation);
        upright.AssertLike(book.Render(upright.Width, upright.Height));
        Assert.Equal(jpeg, book.RawImageStream());
    }

    [Fact]
    public async Task Convert_JpegWithTrailingBytes_IsKeptWithThem()
    {
        byte[] jpeg = [.. Make("rgb"), .. "trailing bytes of some camera"u8];
        using var book = await ImagesBook.OfAsync(pool, "a.jpg", jpeg);

        Assert.Equal(jpeg, book.RawImageStream());
        ImagesRaster.OfSkia(jpeg).AssertLike(book.Render(W, H));
        Assert.Empty(book.Result.Warnings);
    }

    [Fact]
    public async Task Convert_JpegWithoutEndMark_IsKeptAndNamed()
    {
        var whole = Make("rgb");
        using var book = await ImagesBook.OfAsync(pool, "a.jpg", whole[..^2]);

        Assert.Equal("page_damaged", Assert.Single(book.Result.Warnings).Code);
        ImagesRaster.OfSkia(whole).AssertLike(book.Render(W, H));
    }

    [Theory]
    [InlineData("rgb")]
    [InlineData("progressive")]
    public async Task Convert_JpegCutInTheMiddle_IsKeptAndNamed(string kind)
    {
        var whole = Make(kind);
        var lastScan = whole.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, ImagesJpeg.StartOfScan]);
        var cut = whole[..((lastScan + whole.Length) / 2)];
        using var book = await ImagesBook.OfAsync(pool, "a.jpg", cut);

        var warning = Assert.Single(book.Result.Warnings);
        Assert.Equal(("page_damaged", 1, "a.jpg"), (warning.Code, warning.Page, warning.Entry));
        Assert.Equal([1], book.Result.SkippedPages);

        // All its bytes, and the end mark that viewers want.
        Assert.Equal([.. cut, 0xFF, 0xD9], book.RawImageStream());
    }

    [Theory]
    [InlineData(0xC3, 8)]
    [InlineData(0xC1, 12)]
    public async Task Convert_JpegThatPdfCannotHold_BecomesNoticePage(byte frameMarker, byte precision)
    {
        var good = Make("rgb");
        var odd = ImagesJpeg.Edit(good, ImagesJpeg.FrameMarker(good), s => (s[1], s[4]) = (frameMarker, precision));
        using var book = new ImagesBook(pool);
        await book.ConvertAsync(("1.jpg", good), ("2.jpg", odd));

        book.CheckPdf(2);
        var warning = Assert.Single(book.Result.Warnings);
        Assert.Contains(warning.Code, new[] { "page_unreadable", "page_damaged" });
        Assert.Equal(2, warning.Page);
        Assert.Equal([2], book.Result.SkippedPages);
    }

    [Fact]
    public async Task Convert_ArithmeticJpeg_IsDecodedForViewersThatCannot()
    {
        // No encoder at hand writes arithmetic coding; any bits are valid in it, so the picture is noise, but it is one.
        var good = Make("rgb");
        var odd = ImagesJpeg.Edit(good, ImagesJpeg.FrameMarker(good), s => s[1] = 0xC9);
        using var book = await ImagesBook.OfAsync(pool, "a.jpg", odd);

        Assert.Contains("/FlateDecode", book.ImageDictionary(), StringComparison.Ordinal);
    }

    private static byte[] Make(string kind)
    {
        var image = ImagesRaster.Sample(W, H).ToVips();
        byte[] Save(
            bool isProgressive = false,
            Enums.ForeignSubsample subsample = Enums.ForeignSubsample.Off,
            int restart = 0,
            string? profile = null
        ) =>
            image.JpegsaveBuffer(
                q: 92,
                interlace: isProgressive,
                subsampleMode: subsample,
                restartInterval: restart,
                profile: profile,
                keep: Enums.ForeignKeep.Icc
            );
        return kind switch
        {
            "gray" => ImagesRaster.Sample(W, H).ToVipsGray().JpegsaveBuffer(q: 92),
            "rgb" => Save(subsample: Enums.ForeignSubsample.On),
            "progressive" => Save(isProgressive: true),
            "restart markers" => Save(restart: 2),
            "srgb profile" => Save(profile: "srgb"),
            "plain rgb" => ImagesJpeg.AsPlainRgb(image.JpegsaveBuffer(q: 98, subsampleMode: Enums.ForeignSubsample.Off)),
            "no JFIF" => ImagesJpeg.Without(Save(), ImagesJpeg.Jfif),
            "fill bytes" => Save() is var jpeg ? [.. jpeg[..2], 0xFF, 0xFF, .. jpeg[2..]] : [],
            _ => Save(),
        };
    }

    /// <summary>The inks as the three customs of CMYK files have them; all show the same patches.</summary>
    private static byte[] Cmyk(string kind)
    {
        var patches = ImagesVips.CmykPatches();
        if (kind == "no marker")
        {
            // Browsers take all CMYK for inverted, as the encoder writes it.
            return ImagesJpeg.Without(patches.JpegsaveBuffer(q: 95, keep: Enums.ForeignKeep.None), ImagesJpeg.Adobe);
        }

        if (kind == "ycck")
        {
            // A decoder takes C, M, Y for 255 - R, G, B and finds all four inverted: so R, G, B are the inks themselves, and K is inverted.
            var rgb = patches.ExtractBand(0, 3);
            double[][] matrix =
            [
                [0.299, 0.587, 0.114],
                [-0.168736, -0.331264, 0.5],
                [0.5, -0.418688, -0.081312],
            ];
            var ycc = (rgb.Recomb(Image.NewFromArray(matrix)) + new double[] { 0, 128, 128 }).Cast(Enums.BandFormat.Uchar);
            var stored = ycc.Bandjoin(patches.ExtractBand(3).Invert()).Invert().Copy(interpretation: Enums.Interpretation.Cmyk);
            return ImagesJpeg.Edit(stored.JpegsaveBuffer(q: 95, keep: Enums.ForeignKeep.None), ImagesJpeg.Adobe, s => s[^1] = 2);
        }

        return patches.JpegsaveBuffer(q: 95, keep: Enums.ForeignKeep.None);
    }
}
