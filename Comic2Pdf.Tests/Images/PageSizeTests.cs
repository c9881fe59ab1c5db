using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Images;

/// <summary>Very large, very small and very long pictures, and the resolutions that files state.</summary>
public sealed partial class PageSizeTests(ImagesPool pool)
{
    public static TheoryData<string> Formats { get; } =
    ["png", "interlaced png", "jpeg", "arithmetic jpeg", "gif", "bmp", "tiff", "webp", "jp2"];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Convert_HugeHeader_IsNamedAndNotDecoded(string format)
    {
        using var book = new ImagesBook(pool)
        {
            Options = new() { Ocr = null, MaxPagePixels = 200_000_000 },
        };
        var good = ImagesPng.Rgb(ImagesRaster.Sample()).Build();
        var clock = Stopwatch.GetTimestamp();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await book.ConvertAsync(("1.png", good), ("2.img.png", Huge(format)), ("3.png", good));

        Assert.True(Stopwatch.GetElapsedTime(clock) < TimeSpan.FromSeconds(10));
        Assert.True(GC.GetTotalAllocatedBytes(precise: true) - before < 500L << 20);
        book.CheckPdf(3);
        var warning = Assert.Single(book.Result.Warnings);
        Assert.Equal(("page_too_large", 2, "2.img.png"), (warning.Code, warning.Page, warning.Entry));
        Assert.Equal([2], book.Result.SkippedPages);
        ImagesRaster.Sample().AssertSame(book.Render(61, 43, 3));
    }

    [Theory]
    [InlineData("jpg")]
    [InlineData("png")]
    [InlineData("webp")]
    public async Task Convert_PageOverTheLimit_IsShownWhenItNeedsNoDecoding(string format)
    {
        using var book = new ImagesBook(pool)
        {
            Options = new()
            {
                Ocr = null,
                MinPdfBytes = 0,
                MaxPagePixels = 1000,
            },
        };
        var image = ImagesRaster.Sample().ToVips();
        var file = format switch
        {
            "jpg" => image.JpegsaveBuffer(),
            "webp" => image.WebpsaveBuffer(),
            _ => ImagesPng.Rgb(ImagesRaster.Sample()).Build(),
        };
        await book.ConvertAsync(("1.png", ImagesPng.Rgb(ImagesRaster.Sample(20, 30)).Build()), ("2." + format, file));

        book.CheckPdf(2);
        Assert.Equal("page_too_large", Assert.Single(book.Result.Warnings).Code);
        Assert.Equal([2], book.Result.SkippedPages);
        Assert.Equal(format == "webp" ? 1 : 2, book.ExtractImages().Length);
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.webp")]
    [InlineData("a.jpg")]
    public async Task Convert_SinglePixel_IsAPage(string name)
    {
        var pixel = ImagesRaster.Of(1, 1, (_, _) => (200, 100, 50));
        var file = name switch
        {
            "a.webp" => pixel.ToVips().WebpsaveBuffer(lossless: true),
            "a.jpg" => pixel.ToVips().JpegsaveBuffer(q: 100, subsampleMode: NetVips.Enums.ForeignSubsample.Off),
            _ => ImagesPng.Rgb(pixel).Build(),
        };
        using var book = await ImagesBook.OfAsync(pool, name, file);

        pixel.AssertSame(book.Render(1, 1), name == "a.jpg" ? 2 : 0);
    }

    [Theory]
    [InlineData(800, 20000, "png")]
    [InlineData(20000, 800, "png")]
    [InlineData(800, 20000, "tif")]
    public async Task Convert_LongStrip_KeepsEveryPixel(int width, int height, string format)
    {
        var strip = NetVips.Image.Xyz(width, height).Cast(NetVips.Enums.BandFormat.Uchar);
        var image = strip
            .Bandjoin((strip.ExtractBand(0) + strip.ExtractBand(1)).Cast(NetVips.Enums.BandFormat.Uchar))
            .Copy(interpretation: NetVips.Enums.Interpretation.Srgb);
        using var book = await ImagesBook.OfAsync(
            pool,
            "a." + format,
            format == "png"
                ? image.PngsaveBuffer(compression: 1)
                : image.TiffsaveBuffer(compression: NetVips.Enums.ForeignTiffCompression.Lzw)
        );

        var (w, h) = Box(book);
        Assert.InRange(Math.Max(w, h), 9599, 14_400);
        Assert.Equal((double)width / height, w / h, 1e-3 * width / height);
        var extracted = NetVips.Image.NewFromBuffer(Assert.Single(book.ExtractImages()));
        Assert.Equal((width, height), (extracted.Width, extracted.Height));
        Assert.Equal(0, (extracted - image).Abs().Max());
    }

    [Theory]
    [InlineData(0, 0, 150, 150)]
    [InlineData(1, 1, 150, 150)]
    [InlineData(72, 72, 72, 72)]
    [InlineData(300, 300, 300, 300)]
    [InlineData(9999, 9999, 150, 150)]
    [InlineData(300, 150, 150, 150)]
    [InlineData(300, 299, 300, 300)]
    [InlineData(300, 1, 300, 300)]
    public async Task Convert_JpegWithDensity_GivesThatSizeWhenSane(int x, int y, double usedX, double usedY)
    {
        var jpeg = ImagesJpeg.WithDensity(ImagesRaster.Sample(600, 300).ToVips().JpegsaveBuffer(), 1, x, y);
        using var book = await ImagesBook.OfAsync(pool, "a.jpg", jpeg);

        var (w, h) = Box(book);
        Assert.Equal(600 * 72 / usedX, w, 0.01);
        Assert.Equal(300 * 72 / usedY, h, 0.01);
    }

    [Theory]
    [InlineData(300, 72, 96, 300, 300)]
    [InlineData(0, 72, 1, 0, 72)]
    [InlineData(1, 2, 3, 9999, 150)]
    [InlineData(72, 300, 300, 72, 72)]
    public async Task Convert_DensitiesThatDiffer_GiveOneSizeForOnePixelSize(int first, int second, int third, int fourth, double used)
    {
        var picture = ImagesRaster.Sample(600, 300).ToVips().JpegsaveBuffer();
        using var book = new ImagesBook(pool);
        await book.ConvertAsync([
            .. new[] { first, second, third, fourth }.Select((dpi, i) => ($"{i}.jpg", ImagesJpeg.WithDensity(picture, 1, dpi, dpi))),
        ]);

        var sizes = PageSizes()
            .Matches(ImagesTool.Run("pdfinfo", "-l", "4", book.Pdf))
            .Select(m => (Parse(m, "w"), Parse(m, "h")))
            .ToList();
        Assert.Equal(4, sizes.Count);
        Assert.All(sizes, size => Assert.Equal((600 * 72 / used, 300 * 72 / used), size));
    }

    [Theory]
    [InlineData("png", 300)]
    [InlineData("alpha png", 300)]
    [InlineData("bmp", 300)]
    [InlineData("tif", 300)]
    [InlineData("exif", 300)]
    [InlineData("per cm", 300)]
    [InlineData("png none", 150)]
    [InlineData("alpha png none", 150)]
    [InlineData("bmp none", 150)]
    [InlineData("gif none", 150)]
    [InlineData("webp none", 150)]
    public async Task Convert_AnyFormat_GivesPageOfItsResolution(string kind, double dpi)
    {
        const int PerMetre = 11811;
        var raster = ImagesRaster.Flat(600, 300);
        var alpha = new ImagesPng
        {
            Width = 600,
            Height = 300,
            ColorType = 4,
            Sample = (x, y, _) => (x + y) & 255,
        };
        var jpeg = raster.ToVips().JpegsaveBuffer();
        var file = kind switch
        {
            "png" => ImagesPng.Rgb(raster).WithResolution(PerMetre, PerMetre).Build(),
            "alpha png" => alpha.WithResolution(PerMetre, PerMetre).Build(),
            "alpha png none" => alpha.Build(),
            "bmp" => ImagesBmp.Build(raster, 24, pixelsPerMetre: PerMetre),
            "bmp none" => ImagesBmp.Build(raster, 24),
            "tif" => raster.ToVips().Copy(xres: PerMetre / 1000.0, yres: PerMetre / 1000.0).TiffsaveBuffer(),
            "exif" => ImagesJpeg.WithExif(ImagesJpeg.Without(jpeg, ImagesJpeg.Jfif), ImagesJpeg.Exif(1, 300)),
            "per cm" => ImagesJpeg.WithDensity(jpeg, 2, 118, 118),
            "gif none" => raster.ToVips().GifsaveBuffer(),
            "webp none" => raster.ToVips().WebpsaveBuffer(keep: NetVips.Enums.ForeignKeep.None),
            _ => ImagesPng.Rgb(raster).Build(),
        };
        using var book = await ImagesBook.OfAsync(pool, "a.png", file);

        var (w, h) = Box(book);
        Assert.Equal(600 * 72 / dpi, w, 0.3);
        Assert.Equal(300 * 72 / dpi, h, 0.3);
    }

    private static (double Width, double Height) Box(ImagesBook book)
    {
        var size = PageSize().Match(ImagesTool.Run("pdfinfo", book.Pdf));
        return (Parse(size, "w"), Parse(size, "h"));
    }

    private static double Parse(Match size, string group) => double.Parse(size.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Page +\d+ size:\s+(?<w>[\d.]+) x (?<h>[\d.]+) pts", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PageSizes();

    [GeneratedRegex(@"Page size:\s+(?<w>[\d.]+) x (?<h>[\d.]+) pts", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PageSize();

    /// <summary>Little data that states 60000 x 60000 pixels; WebP's own limit is 16383.</summary>
    private static byte[] Huge(string format)
    {
        const int Size = 60_000;
        var small = ImagesRaster.Flat(16, 16).ToVips();
        switch (format)
        {
            case "png" or "interlaced png":
                return ImagesPng.HeaderOnly(Size, Size, format == "interlaced png");
            case "jpeg" or "arithmetic jpeg":
                var jpeg = small.JpegsaveBuffer();
                return ImagesJpeg.Edit(
                    jpeg,
                    ImagesJpeg.FrameMarker(jpeg),
                    s =>
                    {
                        s[1] = format == "jpeg" ? s[1] : (byte)0xC9;
                        BinaryPrimitives.WriteUInt16BigEndian(s[5..], Size);
                        BinaryPrimitives.WriteUInt16BigEndian(s[7..], Size);
                    }
                );
            case "gif":
                var gif = small.GifsaveBuffer();
                BinaryPrimitives.WriteUInt16LittleEndian(gif.AsSpan(6), Size);
                BinaryPrimitives.WriteUInt16LittleEndian(gif.AsSpan(8), Size);

                // A screen that its picture does not fill is not believed: the picture states it too, behind its separator and place.
                var descriptor = gif.AsSpan(gif.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x2C, 0, 0, 0, 0, 16, 0, 16, 0]));
                BinaryPrimitives.WriteUInt16LittleEndian(descriptor[5..], Size);
                BinaryPrimitives.WriteUInt16LittleEndian(descriptor[7..], Size);
                return gif;
            case "bmp":
                return ImagesBmp.HeaderOnly(Size, Size);
            case "tiff":
                // Width and length of the first directory, as the encoder writes them: SHORT or LONG, value in place.
                var tiff = small.TiffsaveBuffer(compression: NetVips.Enums.ForeignTiffCompression.Lzw);
                var at = BinaryPrimitives.ReadInt32LittleEndian(tiff.AsSpan(4)) + 2;
                BinaryPrimitives.WriteInt32LittleEndian(tiff.AsSpan(at + 8), Size);
                for (; BinaryPrimitives.ReadUInt16LittleEndian(tiff.AsSpan(at)) != 0x0101; at += 12)
                {
                    if (BinaryPrimitives.ReadUInt16LittleEndian(tiff.AsSpan(at)) == 0x0100)
                    {
                        BinaryPrimitives.WriteInt32LittleEndian(tiff.AsSpan(at + 8), Size);
                    }
                }

                BinaryPrimitives.WriteInt32LittleEndian(tiff.AsSpan(at + 8), Size);
                return tiff;
            case "webp":
                // VP8L: 14 bits each of width - 1 and height - 1 after the signature byte.
                var webp = small.WebpsaveBuffer(lossless: true, keep: NetVips.Enums.ForeignKeep.None);
                var size = webp.AsSpan().IndexOf("VP8L"u8) + 9;
                BinaryPrimitives.WriteUInt32LittleEndian(
                    webp.AsSpan(size),
                    (BinaryPrimitives.ReadUInt32LittleEndian(webp.AsSpan(size)) & 0xF000_0000) | 0x0FFF_BFFE
                );
                return webp;
            default:
                var codestream = new byte[200];
                byte[] start = [0xFF, 0x4F, 0xFF, 0x51, 0, 47, 0, 0];
                start.CopyTo(codestream, 0);
                BinaryPrimitives.WriteInt32BigEndian(codestream.AsSpan(8), Size);
                BinaryPrimitives.WriteInt32BigEndian(codestream.AsSpan(12), Size);
                codestream[41] = 3;
                return codestream;
        }
    }
}
