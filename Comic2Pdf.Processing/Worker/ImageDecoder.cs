using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Images.Checks;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Detection;
using NetVips;

namespace Comic2Pdf.Processing.Worker;

/// <summary>Decodes pictures with native libraries. Only ever runs inside a page worker, where a crash costs one page.</summary>
internal static class ImageDecoder
{
    private const double MillimetresPerInch = 25.4;

    /// <summary>
    /// Level of the Flate data: beyond it size hardly falls. Measured on a photo-like page of 4 megapixels, a drawn one and two scans: with
    /// one filter for all rows 216, 44, 30, 64 ms; choosing one for each row 385, 110, 69, 145 ms for 2 to 5 % fewer bytes.
    /// </summary>
    private const int Compression = 5;

    private const Enums.ForeignPngFilter Filter = Enums.ForeignPngFilter.Up;

    /// <summary>
    /// Larger pages are read from a smaller copy: lettering stays far above what the engine needs. A strip is as many pages, below or beside one another, and may
    /// have four times as many pixels, 192 MB of them.
    /// </summary>
    private const double MaxReadPixels = 16e6;
    private const int MaxStripFactor = 4;

    /// <summary>Decodes a picture, or each picture of a TIFF, into PNG files that a PDF can hold as they are.</summary>
    public static (List<DecodedFrame> Frames, List<ReadOnlyMemory<byte>> Blobs) Decode(ReadOnlyMemory<byte> file, long maxPixels)
    {
        var frames = new List<DecodedFrame>();
        var blobs = new List<ReadOnlyMemory<byte>>();
        var format = ImageSniffer.Detect(file.Span) ?? ImageSniffer.DetectWeak(file.Span);
        var count = CountPictures(file, format);
        var shown = format == ImageFormat.Tiff ? count : 1;
        for (var i = 0; i < shown; i++)
        {
            using var image = Load(file, format, i, maxPixels, out var damage);
            using var plain = ToPngModel(image);
            var orientation =
                image.Contains("orientation") && image.Get("orientation") is int o and >= 1 and <= 8 ? (Orientation)o : Orientation.TopLeft;
            blobs.AddRange(Encode(plain, image, out var hasAlpha));
            frames.Add(
                new DecodedFrame(
                    orientation,
                    image.Xres * MillimetresPerInch,
                    image.Yres * MillimetresPerInch,
                    hasAlpha,
                    count > shown,
                    damage
                )
            );
        }

        return (frames, blobs);
    }

    /// <summary>Decodes a picture for reading: RGB, on white where transparent, turned as shown, not larger than needed.</summary>
    /// <param name="files">The image file; second, if any: its opacity.</param>
    /// <param name="orientation">How it is turned for showing.</param>
    /// <param name="maxPixels">Pixels that it may have.</param>
    /// <param name="scale">How many pixels of the shown picture one pixel of the result stands for.</param>
    public static RgbImage DecodeRgb(IReadOnlyList<ReadOnlyMemory<byte>> files, Orientation orientation, long maxPixels, out double scale)
    {
        var format = ImageSniffer.Detect(files[0].Span);
        if (
            files.Count == 1
            && format == ImageFormat.Jpeg
            && orientation == Orientation.TopLeft
            && StreamRgb(files[0], maxPixels, out scale) is { } streamed
        )
        {
            return streamed;
        }

        using var image = LoadWithOpacity(files, format, maxPixels);
        using var opaque = OnWhite(image);
        using var sized = ToReadingSize(opaque, out scale);
        using var upright = Turn(sized, orientation);
        return new RgbImage(upright.Width, upright.Height, upright.WriteToMemory<byte>());
    }

    private static Image LoadWithOpacity(IReadOnlyList<ReadOnlyMemory<byte>> files, ImageFormat? format, long maxPixels)
    {
        var image = Load(files[0], format, 0, maxPixels, out _);
        return files.Count == 1
            ? image
            : image.Then(i =>
            {
                using var alpha = Load(files[1], ImageFormat.Png, 0, maxPixels, out _).Then(a => a.Cast(i.Format));
                return i.Bandjoin(alpha);
            });
    }

    private static Image OnWhite(Image image) =>
        image.HasAlpha() ? image.Flatten(background: [image.Format == Enums.BandFormat.Ushort ? 65535.0 : 255.0]) : image.Copy();

    private static Image Turn(Image image, Orientation orientation) =>
        orientation switch
        {
            Orientation.TopRight => image.FlipHor(),
            Orientation.BottomRight => image.Rot180(),
            Orientation.BottomLeft => image.FlipVer(),
            Orientation.LeftTop => image.Rot90().Then(i => i.FlipHor()),
            Orientation.RightTop => image.Rot90(),
            Orientation.RightBottom => image.Rot90().Then(i => i.FlipVer()),
            Orientation.LeftBottom => image.Rot270(),
            _ => image.Copy(),
        };

    /// <summary>The rule, decoded row by row into its place, without a copy of the whole in between; null when it is damaged.</summary>
    private static RgbImage? StreamRgb(ReadOnlyMemory<byte> file, long maxPixels, out double scale)
    {
        try
        {
            using var source = Image.NewFromBuffer(file.ToArray(), access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated);
            ImageInspector.CheckPixels(source.Width, source.Height, maxPixels);
            using var image = ToReadingSize(source, out scale);
            return new RgbImage(image.Width, image.Height, image.WriteToMemory<byte>());
        }
        catch (VipsException)
        {
            scale = 1;
            return null;
        }
    }

    private static Image ToReadingSize(Image image, out double scale)
    {
        scale = Math.Max(
            1,
            Math.Sqrt(
                (double)image.Width * image.Height / (MaxReadPixels * Math.Min(MaxStripFactor, Tile.Of(image.Width, image.Height).Count()))
            )
        );
        var factor = 1 / scale;
        var rgb = ToEightBits(image);
        return factor < 1 ? rgb.Then(i => i.Resize(factor)) : rgb;
    }

    private static Image ToEightBits(Image image) => image.Colourspace(Enums.Interpretation.Srgb).Then(i => i.Cast(Enums.BandFormat.Uchar));

    private static int CountPictures(ReadOnlyMemory<byte> file, ImageFormat? format)
    {
        if (format is ImageFormat.Gif)
        {
            return Math.Max(1, SkiaDecoder.CountPictures(file));
        }

        if (format is not (ImageFormat.WebP or ImageFormat.Tiff or ImageFormat.Avif))
        {
            return 1;
        }

        try
        {
            // An animation beside a still picture, of which the decoder knows nothing.
            using var header = Image.NewFromBuffer(format is ImageFormat.Avif ? AsStill(file) : file.ToArray());
            return format is ImageFormat.Avif && IsSequence(file.Span) ? 2
                : header.Contains("n-pages") && header.Get("n-pages") is int n ? Math.Max(1, n)
                : 1;
        }
        catch (VipsException e)
        {
            throw Unreadable(e);
        }
    }

    private static bool IsSequence(ReadOnlySpan<byte> avif) => avif.Length >= 12 && avif[8..12].SequenceEqual("avis"u8);

    /// <summary>The file under the brand that the decoder knows; what it decodes is the still picture that comes with an animation.</summary>
    private static byte[] AsStill(ReadOnlyMemory<byte> avif)
    {
        var bytes = avif.ToArray();
        if (IsSequence(bytes))
        {
            "avif"u8.CopyTo(bytes.AsSpan(8));
        }

        return bytes;
    }

    private static PageException Unreadable(VipsException e) =>
        new(ErrorCode.PageUnreadable, $"the picture cannot be decoded: {FirstLine(e)}", innerException: e);

    private static Image Load(ReadOnlyMemory<byte> file, ImageFormat? format, int page, long maxPixels, out string? damage)
    {
        damage = null;
        if (format is ImageFormat.Bmp)
        {
            return SkiaDecoder.LoadBitmap(file, maxPixels, out damage);
        }

        if (MagickDecoder.Decodes(format) || (format == ImageFormat.Tiff && TiffKind.IsBeyondLibvips(file.Span)))
        {
            return MagickDecoder.Load(file, format!.Value, page, maxPixels, out damage);
        }

        if (format is ImageFormat.Gif)
        {
            return SkiaDecoder.LoadGif(file, maxPixels, out damage);
        }

        if (format is ImageFormat.Png)
        {
            return LoadPng(file, maxPixels, out damage);
        }

        var bytes = format is ImageFormat.Avif ? AsStill(file) : file.ToArray();
        var options = new VOption();
        if (format is ImageFormat.Tiff)
        {
            options.Add("page", page);
        }

        try
        {
            using var header = Image.NewFromBuffer(bytes, kwargs: options);
            ImageInspector.CheckPixels(header.Width, header.Height, maxPixels);
            var image = Decode(bytes, ref damage, options);
            return format is ImageFormat.Avif && image.Bands >= 3 && HdrToneMapping.Of(file.Span) is { } light
                ? image.Then(i => HdrToneMapping.ToSrgb(i, light))
                : image;
        }
        catch (VipsException e)
        {
            throw Unreadable(e);
        }
    }

    /// <summary>A damaged PNG is repaired first: the decoder gives up on the whole picture, or loses the last rows.</summary>
    private static Image LoadPng(ReadOnlyMemory<byte> file, long maxPixels, out string? damage)
    {
        var png = new PngChunks();
        damage = png.Read(file);
        if (png.Header is not { IsSound: true } header)
        {
            throw new PageException(ErrorCode.PageUnreadable, "the PNG's header makes no sense");
        }

        ImageInspector.CheckPixels(header.Width, header.Height, maxPixels);
        damage ??= PngCheck.FindDamage(header, png.Data);
        var bytes = damage is null ? file.ToArray() : PngFile.Repair(png);
        try
        {
            using var image = Decode(bytes, ref damage);

            // Where the file states no resolution the decoder invents one.
            return image.Copy(xres: (png.DpiX ?? 0) / MillimetresPerInch, yres: (png.DpiY ?? 0) / MillimetresPerInch);
        }
        catch (VipsException e)
        {
            throw Unreadable(e);
        }
    }

    /// <summary>Decodes once for all, strictly; a damaged file is then taken as far as it goes.</summary>
    private static Image Decode(byte[] bytes, ref string? damage, VOption? options = null)
    {
        try
        {
            using var strict = Image.NewFromBuffer(bytes, failOn: Enums.FailOn.Error, kwargs: options);
            return strict.CopyMemory();
        }
        catch (VipsException e)
        {
            damage ??= FirstLine(e);
            using var lenient = Image.NewFromBuffer(bytes, failOn: Enums.FailOn.None, kwargs: options);
            return lenient.CopyMemory();
        }
    }

    /// <summary>Gray or RGB with 8 or 16 bits, with or without alpha: what PNG knows. Anything else (CMYK, Lab, float) becomes RGB.</summary>
    private static Image ToPngModel(Image image)
    {
        var isDirect =
            image.Format is Enums.BandFormat.Uchar or Enums.BandFormat.Ushort
            && image.Interpretation
                is Enums.Interpretation.Srgb
                    or Enums.Interpretation.Bw
                    or Enums.Interpretation.Rgb16
                    or Enums.Interpretation.Grey16;
        return isDirect ? image.Copy() : ToEightBits(image);
    }

    private static List<ReadOnlyMemory<byte>> Encode(Image plain, Image source, out bool hasAlpha)
    {
        var isDeep = plain.Format == Enums.BandFormat.Ushort;
        using var alpha = plain.HasAlpha() ? plain.ExtractBand(plain.Bands - 1) : null;
        using var color = alpha is null ? plain.Copy() : plain.ExtractBand(0, plain.Bands - 1);
        hasAlpha = alpha is not null && alpha.Min() < (isDeep ? ushort.MaxValue : byte.MaxValue);
        var isBilevel = source.Contains("bits-per-sample") && source.Get("bits-per-sample") is 1 && color.Bands == 1;
        var blobs = new List<ReadOnlyMemory<byte>>
        {
            color.PngsaveBuffer(
                compression: Compression,
                filter: isBilevel ? Enums.ForeignPngFilter.None : Filter,
                bitdepth: isBilevel ? 1 : null,
                keep: Enums.ForeignKeep.Icc
            ),
        };
        if (hasAlpha)
        {
            using var mask = alpha!.Copy(interpretation: isDeep ? Enums.Interpretation.Grey16 : Enums.Interpretation.Bw);
            blobs.Add(mask.PngsaveBuffer(compression: Compression, filter: Filter, keep: Enums.ForeignKeep.None));
        }

        return blobs;
    }

    private static string FirstLine(Exception e) =>
        e.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .LastOrDefault(l => !l.StartsWith("unable to call", StringComparison.Ordinal))
        ?? e.Message;
}
