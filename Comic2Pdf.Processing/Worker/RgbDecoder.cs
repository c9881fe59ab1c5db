using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Detection;
using NetVips;

namespace Comic2Pdf.Processing.Worker;

/// <summary>Decodes pictures for reading. Only ever runs inside a page worker, where a crash costs one page.</summary>
internal static class RgbDecoder
{
    /// <summary>
    /// Larger pages are read from a smaller copy: lettering stays far above what the engine needs. A strip is as many pages, below or beside one another, and may
    /// have four times as many pixels, 192 MB of them.
    /// </summary>
    private const double MaxReadPixels = 16e6;
    private const int MaxStripFactor = 4;

    /// <summary>Decodes a picture for reading: RGB, on white where transparent, turned as shown, not larger than needed.</summary>
    /// <param name="files">The image file; second, if any: its opacity.</param>
    /// <param name="orientation">How it is turned for showing.</param>
    /// <param name="maxPixels">Pixels that it may have.</param>
    /// <param name="scale">How many pixels of the shown picture one pixel of the result stands for.</param>
    public static RgbImage Decode(IReadOnlyList<ReadOnlyMemory<byte>> files, Orientation orientation, long maxPixels, out double scale)
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

    internal static Image LoadWithOpacity(IReadOnlyList<ReadOnlyMemory<byte>> files, ImageFormat? format, long maxPixels)
    {
        var image = ImageLoader.Load(files[0], format, 0, maxPixels, out _);
        return files.Count == 1
            ? image
            : image.Then(i =>
            {
                using var alpha = ImageLoader.Load(files[1], ImageFormat.Png, 0, maxPixels, out _).Then(a => a.Cast(i.Format));
                return i.Bandjoin(alpha);
            });
    }

    internal static Image OnWhite(Image image) =>
        image.HasAlpha() ? image.Flatten(background: [image.Format == Enums.BandFormat.Ushort ? 65535.0 : 255.0]) : image.Copy();

    internal static Image Turn(Image image, Orientation orientation) =>
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
        var rgb = image.ToEightBits();
        return factor < 1 ? rgb.Then(i => i.Resize(factor)) : rgb;
    }
}
