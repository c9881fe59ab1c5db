using CsCheck;
using ImageMagick;
using NetVips;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>A picture of any kind that the product shows, made at random, and what it must look like.</summary>
/// <param name="Name">Its file name; the ending need not be the kind's.</param>
/// <param name="File">Its bytes.</param>
/// <param name="Seen">Its pixels on white.</param>
/// <param name="Tolerance">How far pixels may be off; null for coding with loss.</param>
internal sealed record AnyPicture(string Name, byte[] File, ImagesRaster Seen, int? Tolerance)
{
    private static readonly Gen<ImagesRaster> Rasters = Gen.Select(Gen.Int[1, 70], Gen.Int[1, 50], Gen.Bool)
        .Select((w, h, isFlat) => isFlat ? ImagesRaster.Flat(w, h) : ImagesRaster.Sample(w, h));

    /// <summary>Any of all kinds.</summary>
    public static Gen<AnyPicture> Kinds { get; } = Gen.OneOf<AnyPicture>(Jpegs(), Pngs(), Tgas(), Netpbms(), Gifs(), Others());

    private static Gen<AnyPicture> Jpegs() =>
        Gen.Select(Rasters, Gen.Int[60, 100], Gen.Bool, Gen.Bool, Gen.Int[0, 9])
            .SelectMany(
                (raster, quality, isProgressive, isSubsampled, restart) =>
                    Gen.Select(
                            Gen.OneOf("\u0001\u0002\u0003", "\0\u0001\u0002", "RGB"),
                            Gen.Int[-1, 2],
                            Gen.Bool,
                            Gen.Int[0, 5],
                            Gen.Byte.Array[0, 5]
                        )
                        .Select(
                            (names, transform, hasJfif, segment, stray) =>
                            {
                                var jpeg = raster
                                    .ToVips()
                                    .JpegsaveBuffer(
                                        q: quality,
                                        interlace: isProgressive,
                                        subsampleMode: isSubsampled ? Enums.ForeignSubsample.On : Enums.ForeignSubsample.Off,
                                        restartInterval: restart,
                                        keep: Enums.ForeignKeep.None
                                    );
                                jpeg = isProgressive ? jpeg : ImagesJpeg.Rename(jpeg, names);
                                jpeg = hasJfif ? jpeg : ImagesJpeg.Without(jpeg, ImagesJpeg.Jfif);
                                jpeg =
                                    transform < 0
                                        ? jpeg
                                        : ImagesJpeg.With(jpeg, ImagesJpeg.Adobe, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, (byte)transform]);

                                // Stray bytes that look like a marker would be one.
                                byte[] harmless = [.. stray.Where(b => b != 0xFF)];
                                jpeg =
                                    segment == 0
                                        ? jpeg
                                        : ImagesJpeg.InsertBefore(jpeg, Math.Min(segment, ImagesJpeg.CountSegments(jpeg)), harmless);
                                return new AnyPicture("a.jpg", jpeg, ImagesRaster.OfVips(jpeg), null);
                            }
                        )
            );

    private static Gen<AnyPicture> Pngs() =>
        Gen.Select(
                Gen.OneOf((0, 1), (0, 8), (0, 16), (2, 8), (2, 16), (4, 8), (6, 8), (6, 16)),
                Gen.Bool,
                Gen.Int[1, 5],
                Gen.Int[1, 60],
                Gen.Int[1, 40]
            )
            .Select(
                (kind, isInterlaced, parts, width, height) =>
                {
                    var (type, depth) = kind;
                    var png = new ImagesPng
                    {
                        Width = width,
                        Height = height,
                        ColorType = type,
                        Depth = depth,
                        IsInterlaced = isInterlaced,
                        Parts = parts,
                        Sample = (x, y, c) => ((x * 5) + (y * 3) + (c * 60)) * (depth == 16 ? 257 : 1) & ((1 << depth) - 1),
                    };
                    return new AnyPicture("a.png", png.Build(), png.Seen(), depth == 16 ? 3 : 1);
                }
            );

    private static Gen<AnyPicture> Tgas() =>
        Gen.Select(Rasters, Gen.OneOf(15, 16, 24, 32), Gen.Bool, Gen.Bool, Gen.Bool, Gen.Int[0, 20])
            .Select(
                (raster, bits, isPacked, isTopDown, isRightToLeft, id) =>
                    new AnyPicture(
                        "a.tga",
                        new ImagesTga
                        {
                            Bits = bits,
                            IsPacked = isPacked,
                            IsTopDown = isTopDown,
                            IsRightToLeft = isRightToLeft,
                            IdLength = id,
                        }.Build(raster),
                        raster,
                        bits < 24 ? 8 : 0
                    )
            );

    private static Gen<AnyPicture> Netpbms() =>
        Gen.Select(Rasters, Gen.OneOf(2, 3, 5, 6, 7), Gen.OneOf(31, 255, 1000, 65535), Gen.OneOf(string.Empty, "# a comment\n"))
            .Select(
                (raster, kind, max, comment) =>
                {
                    var shown = kind is 2 or 5 ? raster.Gray() : raster;
                    return new AnyPicture("a.pnm", ImagesNetpbm.Build(shown, kind, max, comment), shown, (255 / max) + 1);
                }
            );

    private static Gen<AnyPicture> Gifs() =>
        Gen.Select(Gen.Int[2, 60], Gen.Int[2, 40])
            .Select((w, h) => ImagesRaster.Flat(w, h))
            .Select(raster => new AnyPicture("a.gif", raster.ToVips().GifsaveBuffer(dither: 0, keep: Enums.ForeignKeep.None), raster, 0));

    private static Gen<AnyPicture> Others() =>
        Gen.Select(Rasters, Gen.Int[0, 10])
            .Select(
                (raster, kind) =>
                    kind switch
                    {
                        0 => new AnyPicture("a.webp", raster.ToVips().WebpsaveBuffer(lossless: true), raster, 0),
                        1 => new AnyPicture("a.bmp", ImagesBmp.Build(raster, 24), raster, 0),
                        2 => new AnyPicture(
                            "a.tif",
                            raster.ToVips().TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Lzw),
                            raster,
                            0
                        ),
                        3 => new AnyPicture("a.tif", raster.ToVips().TiffsaveBuffer(), raster, 0),
                        4 => new AnyPicture(
                            "a.avif",
                            raster.ToVips().HeifsaveBuffer(lossless: true, compression: Enums.ForeignHeifCompression.Av1),
                            raster,
                            1
                        ),
                        5 => new AnyPicture("a.jp2", ImagesMagick.Encode(raster, MagickFormat.Jp2), raster, 0),
                        6 => new AnyPicture("a.j2k", ImagesMagick.Encode(raster, MagickFormat.J2k), raster, 0),
                        7 => new AnyPicture("a.jxl", ImagesMagick.Encode(raster, MagickFormat.Jxl), raster, 0),
                        8 => new AnyPicture("a.pcx", ImagesMagick.Encode(raster, MagickFormat.Pcx), raster, 0),
                        9 => new AnyPicture("a.qoi", ImagesMagick.Encode(raster, MagickFormat.Qoi), raster, 0),
                        _ => new AnyPicture("a.jpg", raster.ToVips().WebpsaveBuffer(lossless: true), raster, 0),
                    }
            );
}
