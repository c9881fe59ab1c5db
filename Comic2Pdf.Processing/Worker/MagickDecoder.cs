using System.Diagnostics.CodeAnalysis;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Images;
using ImageMagick;
using NetVips;

namespace Comic2Pdf.Processing.Worker;

/// <summary>
/// Decodes with ImageMagick what libvips as packaged lacks: JPEG XL, JPEG 2000, HEIC, TGA, Netpbm, PSD and some more. The format is always named, so only its one reader
/// runs. Eight bits for each component.
/// </summary>
internal static class MagickDecoder
{
    private const double MillimetresPerInch = 25.4;
    private const ulong MaxBytes = 1UL << 30;

    private static readonly Dictionary<ImageFormat, MagickFormat> Formats = new()
    {
        [ImageFormat.Jpeg2000] = MagickFormat.Jp2,
        [ImageFormat.JpegXl] = MagickFormat.Jxl,
        [ImageFormat.Heic] = MagickFormat.Heic,
        [ImageFormat.Tiff] = MagickFormat.Tiff,
        [ImageFormat.Netpbm] = MagickFormat.Pnm,
        [ImageFormat.Tga] = MagickFormat.Tga,
        [ImageFormat.Psd] = MagickFormat.Psd,
        [ImageFormat.Pcx] = MagickFormat.Pcx,
        [ImageFormat.Qoi] = MagickFormat.Qoi,
        [ImageFormat.Dds] = MagickFormat.Dds,
    };

    static MagickDecoder()
    {
        // Pixels stay in memory, which the parent watches; no file is written for them.
        ResourceLimits.Memory = MaxBytes;
        ResourceLimits.Disk = 0;
        ResourceLimits.Thread = 1;
    }

    /// <summary>Whether it is the one to decode a format.</summary>
    public static bool Decodes([NotNullWhen(true)] ImageFormat? format) =>
        format is { } f and not ImageFormat.Tiff && Formats.ContainsKey(f);

    /// <summary>Decodes one picture of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="format">What it is.</param>
    /// <param name="page">Which of several pictures, from 0.</param>
    /// <param name="maxPixels">Pixels that it may have.</param>
    /// <param name="damage">What is wrong with it, or null.</param>
    /// <exception cref="PageException">It cannot be decoded, or is too large.</exception>
    public static Image Load(ReadOnlyMemory<byte> file, ImageFormat format, int page, long maxPixels, out string? damage)
    {
        var bytes = format == ImageFormat.Tga ? WithoutTgaId(file.Span) : file.ToArray();
        var settings = new MagickReadSettings
        {
            Format = FormatOf(file.Span, format),
            FrameIndex = (uint)page,
            FrameCount = 1,
        };
        try
        {
            var header = new MagickImageInfo(bytes, settings);
            ImageInspector.CheckPixels((int)header.Width, (int)header.Height, maxPixels);
            string? warning = null;
            using var image = new MagickImage();
            image.Warning += (_, e) => warning ??= e.Message;
            image.Read(bytes, settings);
            damage = warning is null ? null : $"the picture is damaged: {warning}";
            return ToVips(image, format == ImageFormat.Jpeg2000 ? Jpeg2000Inspector.CountComponents(bytes) : 0);
        }
        catch (MagickException e)
        {
            throw new PageException(ErrorCode.PageUnreadable, $"the picture cannot be decoded: {e.Message}", innerException: e);
        }
    }

    // The image ID (Truevision TGA, section "Image ID": byte 0 is its length) stands before the pixels; the decoder takes it for pixels.
    private static byte[] WithoutTgaId(ReadOnlySpan<byte> file) => [0, .. file[1..18], .. file[Math.Min(file.Length, 18 + file[0])..]];

    private static MagickFormat FormatOf(ReadOnlySpan<byte> file, ImageFormat format) =>
        format == ImageFormat.Jpeg2000 && file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x4F]) ? MagickFormat.J2k
        : format == ImageFormat.Netpbm && file.StartsWith("P7"u8) ? MagickFormat.Pam
        : Formats[format];

    private static Image ToVips(MagickImage image, int components)
    {
        // A codestream of JPEG 2000 alone cannot say what its components are: one more than colours need is opacity. Two are taken for red and green.
        var isGray = components == 2 || image.ColorSpace is ColorSpace.Gray or ColorSpace.LinearGray;
        if (!isGray && image.ColorSpace != ColorSpace.sRGB)
        {
            image.ColorSpace = ColorSpace.sRGB;
        }

        var colors = isGray ? 1 : 3;
        var bands = image.HasAlpha || components == colors + 1 ? colors + 1 : colors;
        using var pixels = image.GetPixelsUnsafe();
        var all = pixels.ToArray() ?? [];
        var channels = (int)image.ChannelCount;
        var (width, height) = ((int)image.Width, (int)image.Height);
        using var raw = Image.NewFromMemoryCopy(all, width, height, channels, Enums.BandFormat.Uchar);
        using var used = bands == channels ? raw.Copy() : raw.ExtractBand(0, bands);
        var toMillimetre = image.Density.Units switch
        {
            DensityUnit.PixelsPerInch => 1 / MillimetresPerInch,
            DensityUnit.PixelsPerCentimeter => 0.1,
            _ => 0,
        };
        var profile = image.GetColorProfile()?.ToByteArray();
        using var described = used.Copy(
            interpretation: isGray ? Enums.Interpretation.Bw : Enums.Interpretation.Srgb,
            xres: image.Density.X * toMillimetre,
            yres: image.Density.Y * toMillimetre
        );
        return described.Mutate(m =>
        {
            if (profile is not null)
            {
                m.Set(GValue.BlobType, "icc-profile-data", profile);
            }
        });
    }
}
