using System.Buffers.Binary;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Ocr;
using NetVips;
using SkiaSharp;

namespace Comic2Pdf.Processing.Worker;

/// <summary>Decodes with Skia, as Chromium does: bitmaps, which libvips as packaged lacks, and GIF, of which libvips cuts the empty part of the screen away.</summary>
internal static class SkiaDecoder
{
    /// <summary>Decodes a bitmap.</summary>
    /// <exception cref="PageException">It cannot be decoded, or is too large.</exception>
    public static Image LoadBitmap(ReadOnlyMemory<byte> file, long maxPixels, out string? damage)
    {
        // Width, height and pixels per metre of BITMAPINFOHEADER and its successors; the decoder refuses large ones without saying why.
        var header = file.Span;
        var isOld = header[14] == 12;
        var width = isOld ? BinaryPrimitives.ReadUInt16LittleEndian(header[18..]) : BinaryPrimitives.ReadInt32LittleEndian(header[18..]);
        var height = isOld ? BinaryPrimitives.ReadInt16LittleEndian(header[20..]) : BinaryPrimitives.ReadInt32LittleEndian(header[22..]);
        ImageInspector.CheckPixels(width, height == int.MinValue ? int.MaxValue : Math.Abs(height), maxPixels);
        var perMetre =
            isOld || header.Length < 46
                ? (X: 0, Y: 0)
                : (X: BinaryPrimitives.ReadInt32LittleEndian(header[38..]), Y: BinaryPrimitives.ReadInt32LittleEndian(header[42..]));
        return Load(file, "bitmap", maxPixels, out damage)
            .Then(i => i.Copy(xres: Math.Max(0, perMetre.X) / 1000.0, yres: Math.Max(0, perMetre.Y) / 1000.0));
    }

    /// <summary>Decodes the first picture of a GIF, on its whole screen.</summary>
    /// <exception cref="PageException">It cannot be decoded, or is too large.</exception>
    public static Image LoadGif(ReadOnlyMemory<byte> file, long maxPixels, out string? damage)
    {
        if (file.Length >= 10)
        {
            ImageInspector.CheckPixels(
                BinaryPrimitives.ReadUInt16LittleEndian(file.Span[6..]),
                BinaryPrimitives.ReadUInt16LittleEndian(file.Span[8..]),
                maxPixels
            );
        }

        return Load(file, "GIF", maxPixels, out damage).Then(i => i.Copy(xres: 0, yres: 0));
    }

    /// <summary>How many pictures a file has; 0 when it cannot be decoded.</summary>
    public static int CountPictures(ReadOnlyMemory<byte> file)
    {
        using var data = SKData.CreateCopy(file.Span);
        using var codec = SKCodec.Create(data);
        return codec?.FrameCount ?? 0;
    }

    private static Image Load(ReadOnlyMemory<byte> file, string what, long maxPixels, out string? damage)
    {
        using var data = SKData.CreateCopy(file.Span);
        using var codec = SKCodec.Create(data) ?? throw new PageException(ErrorCode.PageUnreadable, $"the {what} cannot be decoded");
        ImageInspector.CheckPixels(codec.Info.Width, codec.Info.Height, maxPixels);
        var isOpaque = codec.Info.AlphaType == SKAlphaType.Opaque;
        var info = new SKImageInfo(
            codec.Info.Width,
            codec.Info.Height,
            SKColorType.Rgba8888,
            isOpaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul
        );

        // One copy of the pixels and not two: a page of the size allowed has 800 MB of them.
        var bitmap = new SKBitmap(info);
        var image = Image.NewFromMemory(bitmap.GetPixels(), (ulong)bitmap.ByteCount, info.Width, info.Height, 4, Enums.BandFormat.Uchar);
        image.OnPostClose += bitmap.Dispose;
        var result = codec.GetPixels(info, bitmap.GetPixels());
        if (result is not (SKCodecResult.Success or SKCodecResult.IncompleteInput or SKCodecResult.ErrorInInput))
        {
            image.Dispose();
            throw new PageException(ErrorCode.PageUnreadable, $"the {what} cannot be decoded: {result}");
        }

        damage = result switch
        {
            SKCodecResult.IncompleteInput => $"the {what} ends early",
            SKCodecResult.ErrorInInput => $"the {what} is damaged",
            _ => null,
        };
        return image.Then(i => isOpaque ? i.ExtractBand(0, 3) : i.Copy()).Then(i => i.Copy(interpretation: Enums.Interpretation.Srgb));
    }
}
