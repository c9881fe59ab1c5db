using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Images.Checks;
using Comic2Pdf.Processing.Ocr;
using NetVips;

namespace Comic2Pdf.Processing.Worker;

/// <summary>Pictures of all formats as pixels, each by the library that knows its format best; damaged ones as far as they go.</summary>
internal static class ImageLoader
{
    /// <summary>libvips counts resolution by the millimetre.</summary>
    public const double MillimetresPerInch = 25.4;

    /// <summary>How many pictures a file has.</summary>
    public static int CountPictures(ReadOnlyMemory<byte> file, ImageFormat? format)
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

    /// <summary>Decodes one picture of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="format">What it is; null: libvips decides.</param>
    /// <param name="page">Which of several pictures, from 0.</param>
    /// <param name="maxPixels">Pixels that it may have.</param>
    /// <param name="damage">What is wrong with it, or null.</param>
    /// <exception cref="PageException">It cannot be decoded, or is too large.</exception>
    public static Image Load(ReadOnlyMemory<byte> file, ImageFormat? format, int page, long maxPixels, out string? damage)
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

    private static string FirstLine(Exception e) =>
        e.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .LastOrDefault(l => !l.StartsWith("unable to call", StringComparison.Ordinal))
        ?? e.Message;
}
