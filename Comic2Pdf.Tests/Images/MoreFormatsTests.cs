using System.Buffers.Binary;
using Comic2Pdf.Tests.Fixtures;
using ImageMagick;
using NetVips;

namespace Comic2Pdf.Tests.Images;

/// <summary>Formats that comics rarely come in: shown where they can be decoded, and never left out unseen.</summary>
public sealed class MoreFormatsTests(ImagesPool pool)
{
    private const int W = 37;
    private const int H = 29;

    private static readonly ImagesRaster Sample = ImagesRaster.Sample(W, H);
    private static readonly ImagesRaster Flat = ImagesRaster.Flat(W, H);

    public static TheoryData<int, bool, bool, bool, bool> TgaKinds()
    {
        var data = new TheoryData<int, bool, bool, bool, bool>();
        foreach (
            var (bits, isMapped) in (ReadOnlySpan<(int, bool)>)
                [(8, false), (15, false), (16, false), (24, false), (32, false), (24, true), (32, true)]
        )
        {
            for (var flags = 0; flags < 8; flags++)
            {
                data.Add(bits, isMapped, (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(TgaKinds))]
    public async Task Convert_Tga_ShowsItsPixels(int bits, bool isMapped, bool isPacked, bool isTopDown, bool isRightToLeft)
    {
        var raster =
            bits == 8 ? Flat.Gray()
            : isMapped ? Flat
            : Sample;
        var file = new ImagesTga
        {
            Bits = bits,
            IsMapped = isMapped,
            IsPacked = isPacked,
            IsTopDown = isTopDown,
            IsRightToLeft = isRightToLeft,
            HasFooter = isTopDown,
            IdLength = isPacked ? 7 : 0,
        }.Build(raster);
        using var book = await ImagesBook.OfAsync(pool, "a.tga", file);

        raster.AssertSame(book.Render(W, H), bits is 15 or 16 ? 8 : 0);
        Assert.Empty(book.Result.Warnings);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 255)]
    [InlineData(2, 15)]
    [InlineData(3, 255)]
    [InlineData(3, 1023)]
    [InlineData(4, 1)]
    [InlineData(5, 255)]
    [InlineData(5, 65535)]
    [InlineData(5, 100)]
    [InlineData(6, 255)]
    [InlineData(6, 4095)]
    [InlineData(7, 255, "RGB")]
    [InlineData(7, 255, "RGB_ALPHA")]
    [InlineData(7, 255, "GRAYSCALE")]
    [InlineData(7, 65535, "RGB")]
    public async Task Convert_Netpbm_ShowsItsPixels(int kind, int max, string tuple = "RGB")
    {
        var raster =
            kind is 1 or 4
                ? ImagesRaster.Of(
                    W,
                    H,
                    (x, y) => ((x / 3) + (y / 4)) % 2 == 0 ? ((byte)0, (byte)0, (byte)0) : ((byte)255, (byte)255, (byte)255)
                )
            : kind is 2 or 5 || tuple == "GRAYSCALE" ? Sample.Gray()
            : Sample;
        foreach (var comment in (string[])["", "# made by a test\n"])
        {
            using var book = await ImagesBook.OfAsync(pool, "a.pnm", ImagesNetpbm.Build(raster, kind, max, comment, tuple));

            raster.AssertSame(book.Render(W, H), max is 1 or >= 255 ? 1 : (255 / max) + 1);
            Assert.Empty(book.Result.Warnings);
        }
    }

    [Fact]
    public async Task Convert_Photoshop_ShowsItsPicture()
    {
        // Header, three empty sections, then planes without packing.
        using var file = new MemoryStream();
        file.Write([
            .. "8BPS"u8,
            0,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            3,
            0,
            0,
            0,
            H,
            0,
            0,
            0,
            W,
            0,
            8,
            0,
            3,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
        ]);
        for (var channel = 0; channel < 3; channel++)
        {
            file.Write([.. Sample.Rgb.Where((_, i) => i % 3 == channel)]);
        }

        using var book = await ImagesBook.OfAsync(pool, "a.psd", file.ToArray());

        Sample.AssertSame(book.Render(W, H));
        Assert.Empty(book.Result.Warnings);
    }

    [Theory]
    [InlineData(MagickFormat.Pcx)]
    [InlineData(MagickFormat.Qoi)]
    [InlineData(MagickFormat.Dds)]
    public async Task Convert_FormatOfPaintingProgramsAndGames_ShowsItsPixels(MagickFormat format)
    {
        // PCX has no signature: the name must say that it is a picture.
        using var book = await ImagesBook.OfAsync(pool, "a." + format.ToString().ToLowerInvariant(), ImagesMagick.Encode(Sample, format));

        Sample.AssertSame(book.Render(W, H));
        Assert.Empty(book.Result.Warnings);
    }

    [Theory]
    [InlineData("a.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>")]
    [InlineData("a.xcf", "gimp xcf v011")]
    [InlineData("a.jxr", "II\u00BC\u0001")]
    [InlineData("a.tga", "no picture")]
    [InlineData("a.ppm", "P9 3 3")]
    [InlineData("a.psd", "8BPS\0\u0001")]
    [InlineData("a.jxl", "\u00FF\n garbage")]
    [InlineData("a.pcx", "\n\u0005\u0001\b garbage")]
    [InlineData("a.qoi", "qoif garbage")]
    [InlineData("a.dds", "DDS |\0\0\0 garbage")]
    [InlineData("a.heic", "\0\0\0\u0018ftypheic\0\0\0\0mif1heic garbage")]
    public async Task Convert_PictureThatCannotBeShown_HasAPageThatSaysSo(string name, string content)
    {
        using var book = new ImagesBook(pool);
        await book.ConvertAsync(
            ("0.png", ImagesPng.Rgb(Flat).Build()),
            (name, System.Text.Encoding.Latin1.GetBytes(content)),
            ("z.png", ImagesPng.Rgb(Flat).Build())
        );

        book.CheckPdf(3);
        var warning = Assert.Single(book.Result.Warnings);
        Assert.Equal(("page_unreadable", 2, name), (warning.Code, warning.Page, warning.Entry));
        Assert.Equal([2], book.Result.SkippedPages);
    }

    [Theory]
    [InlineData(0, 0, W, H)]
    [InlineData(5, 3, 20, 15)]
    [InlineData(0, 0, 10, 10)]
    [InlineData(30, 20, 7, 9)]
    public async Task Convert_GifFrameSmallerThanItsScreen_StandsInItsPlace(int left, int top, int width, int height)
    {
        // Screens of 640 x 480 too: decoders take that size for a default value.
        foreach (var (screenWidth, screenHeight) in ((int, int)[])[(W, H), (640, 480)])
        {
            var frame = ImagesRaster.Flat(width, height);
            var file = frame.ToVips().GifsaveBuffer(dither: 0, keep: Enums.ForeignKeep.None);
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(6), (ushort)screenWidth);
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)screenHeight);
            var descriptor = file.AsSpan(file.AsSpan().IndexOf((byte[])[0x2C, 0, 0, 0, 0, (byte)width, 0, (byte)height, 0]));
            BinaryPrimitives.WriteUInt16LittleEndian(descriptor[1..], (ushort)left);
            BinaryPrimitives.WriteUInt16LittleEndian(descriptor[3..], (ushort)top);
            using var book = await ImagesBook.OfAsync(pool, "a.gif", file);

            var seen = book.Render(screenWidth, screenHeight);
            ImagesRaster
                .Of(
                    screenWidth,
                    screenHeight,
                    (x, y) =>
                        x >= left && x < left + width && y >= top && y < top + height
                            ? frame[x - left, y - top]
                            : ((byte)255, (byte)255, (byte)255)
                )
                .AssertSame(seen);
        }
    }

    [Fact]
    public async Task Convert_PlanarYCbCrTiff_IsNotNoise()
    {
        // Gray in YCbCr, each component in a strip of its own: 128 is no colour.
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        var gray = Sample.Gray();
        writer.Write("II*\0"u8);
        writer.Write(8 + (3 * W * H));
        writer.Write([.. gray.Rgb.Where((_, i) => i % 3 == 0), .. Enumerable.Repeat((byte)128, 2 * W * H)]);
        var afterDirectory = 8 + (3 * W * H) + 2 + (12 * 12) + 4;
        (int Tag, int Type, int Count, int Value)[] fields =
        [
            (256, 3, 1, W),
            (257, 3, 1, H),
            (258, 3, 3, afterDirectory),
            (259, 3, 1, 1),
            (262, 3, 1, 6),
            (273, 4, 3, afterDirectory + 6),
            (277, 3, 1, 3),
            (278, 3, 1, H),
            (279, 4, 3, afterDirectory + 18),
            (284, 3, 1, 2),
            (530, 3, 2, 1 | (1 << 16)),
            (532, 5, 6, afterDirectory + 30),
        ];
        writer.Write((ushort)fields.Length);
        foreach (var (tag, type, count, value) in fields)
        {
            writer.Write((ushort)tag);
            writer.Write((ushort)type);
            writer.Write(count);
            writer.Write(value);
        }

        writer.Write(0);
        ((int[])[8, 8, 8]).ToList().ForEach(b => writer.Write((ushort)b));
        ((int[])[8, 8 + (W * H), 8 + (2 * W * H), W * H, W * H, W * H]).ToList().ForEach(writer.Write);
        ((int[])[0, 1, 255, 1, 128, 1, 255, 1, 128, 1, 255, 1]).ToList().ForEach(writer.Write);
        using var book = await ImagesBook.OfAsync(pool, "a.tif", file.ToArray());

        gray.AssertSame(book.Render(W, H), 3);
    }
}
