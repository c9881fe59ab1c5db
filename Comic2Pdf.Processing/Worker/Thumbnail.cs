using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Ocr;
using NetVips;

namespace Comic2Pdf.Processing.Worker;

/// <summary>Small pictures of pages, for people. Only ever made inside a page worker, where a crash costs one picture.</summary>
internal static class Thumbnail
{
    private const int Quality = 80;
    private const double MaxHeight = 30_000;

    /// <summary>A JPEG of the page as shown.</summary>
    /// <param name="files">The image file; second, if any: its opacity.</param>
    /// <param name="orientation">How it is turned for showing.</param>
    /// <param name="width">Columns of the result; a smaller picture stays as small.</param>
    /// <param name="maxPixels">Pixels that it may have.</param>
    public static byte[] Make(IReadOnlyList<ReadOnlyMemory<byte>> files, Orientation orientation, int width, long maxPixels)
    {
        using var small =
            files.Count == 1
            && ImageSniffer.Detect(files[0].Span) == ImageFormat.Jpeg
            && ShrinkJpeg(files[0], orientation, width, maxPixels) is { } shrunk
                ? shrunk
                : Shrink(files, orientation, width, maxPixels);
        return small.JpegsaveBuffer(q: Quality, keep: Enums.ForeignKeep.None);
    }

    /// <summary>JPEG can be decoded at an eighth of its size, which is most of the work saved; null when it is damaged.</summary>
    private static Image? ShrinkJpeg(ReadOnlyMemory<byte> file, Orientation orientation, int width, long maxPixels)
    {
        try
        {
            var bytes = file.ToArray();
            using var header = Image.NewFromBuffer(bytes);
            ImageInspector.CheckPixels(header.Width, header.Height, maxPixels);
            var (across, _) = Within(header.Width, header.Height, orientation, width);

            // The file's own mark of orientation may be another: what the manifest says counts.
            using var small = Image.ThumbnailBuffer(
                bytes,
                across,
                height: header.Height,
                noRotate: true,
                size: Enums.Size.Down,
                failOn: Enums.FailOn.Truncated
            );
            using var rgb = small.ToEightBits();
            return RgbDecoder.Turn(rgb, orientation).Then(i => i.CopyMemory());
        }
        catch (VipsException)
        {
            return null;
        }
    }

    private static Image Shrink(IReadOnlyList<ReadOnlyMemory<byte>> files, Orientation orientation, int width, long maxPixels)
    {
        using var image = RgbDecoder.LoadWithOpacity(files, ImageSniffer.Detect(files[0].Span), maxPixels);
        using var opaque = RgbDecoder.OnWhite(image);
        using var rgb = opaque.ToEightBits();
        var (across, _) = Within(rgb.Width, rgb.Height, orientation, width);
        using var small = across < rgb.Width ? rgb.Resize((double)across / rgb.Width) : rgb.Copy();
        return RgbDecoder.Turn(small, orientation).Then(i => i.CopyMemory());
    }

    // Of the stored picture, before it is turned. A strip of a hundred screens stays within what JPEG can hold.
    private static (int Across, int Down) Within(int storedWidth, int storedHeight, Orientation orientation, int width)
    {
        var (shownWidth, shownHeight) = orientation.SwapsAxes() ? (storedHeight, storedWidth) : (storedWidth, storedHeight);
        var factor = Math.Min(1, Math.Min((double)width / shownWidth, MaxHeight / shownHeight));
        return (Math.Max(1, (int)Math.Round(storedWidth * factor)), Math.Max(1, (int)Math.Round(storedHeight * factor)));
    }
}
