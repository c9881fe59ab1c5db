namespace Comic2Pdf.Processing.Images;

/// <summary>Detects an image's format by its first bytes.</summary>
public static class ImageSniffer
{
    /// <summary>Bytes that are enough for every format.</summary>
    public const int Length = 32;

    // The signature box, 12 bytes long (ISO/IEC 18181-2).
    private static ReadOnlySpan<byte> JxlBox => "\0\0\0\u000CJXL "u8;

    private static ReadOnlySpan<byte> JxlCodestream => [0xFF, 0x0A];

    /// <summary>The format of the image that starts with <paramref name="head"/>, or null.</summary>
    public static ImageFormat? Detect(ReadOnlySpan<byte> head) =>
        head switch
        {
            _ when IsJpeg(head) => ImageFormat.Jpeg,
            _ when head.StartsWith(PngFile.Signature) => ImageFormat.Png,
            _ when head.StartsWith(Jpeg2000Inspector.Signature) || head.StartsWith(Jpeg2000Inspector.CodestreamStart) =>
                ImageFormat.Jpeg2000,
            _ when head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) => ImageFormat.Gif,
            _ when head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8) => ImageFormat.WebP,
            _ when IsBitmap(head) => ImageFormat.Bmp,
            _ when head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8) || head.StartsWith("II+\0"u8) || head.StartsWith("MM\0+"u8) =>
                ImageFormat.Tiff,
            _ when head.Length >= 12 && head[4..].StartsWith("ftyp"u8) && IsHeifBrand(head[8..12]) => IsHevcBrand(head)
                ? ImageFormat.Heic
                : ImageFormat.Avif,
            _ when head.StartsWith(JxlBox) || head.StartsWith(JxlCodestream) => ImageFormat.JpegXl,
            _ when IsNetpbm(head) => ImageFormat.Netpbm,
            _ when head.StartsWith("8BPS\0\u0001"u8) || head.StartsWith("8BPS\0\u0002"u8) => ImageFormat.Psd,
            _ when head.StartsWith("qoif"u8) => ImageFormat.Qoi,
            _ when head.StartsWith("DDS |\0\0\0"u8) => ImageFormat.Dds,
            _ => null,
        };

    /// <summary>
    /// The same for a file that is called a picture: also formats whose first bytes say little. To be asked only when <see cref="Detect"/> finds nothing.
    /// </summary>
    public static ImageFormat? DetectWeak(ReadOnlySpan<byte> head) =>
        head switch
        {
            _ when IsPcx(head) => ImageFormat.Pcx,
            _ when IsTga(head) => ImageFormat.Tga,
            _ => null,
        };

    /// <summary>"P1" to "P7", then blanks, then a number, a comment, or in PAM a keyword.</summary>
    private static bool IsNetpbm(ReadOnlySpan<byte> head)
    {
        if (
            head.Length < 7
            || head[0] != 'P'
            || head[1] is not (>= (byte)'1' and <= (byte)'7')
            || !(head[2] is (byte)'#' || char.IsWhiteSpace((char)head[2]))
        )
        {
            return false;
        }

        var next = head[2..].TrimStart(" \t\r\n"u8);
        return next.Length > 0
            && (next[0] == '#' || (head[1] == '7' ? char.IsAsciiLetterUpper((char)next[0]) : char.IsAsciiDigit((char)next[0])));
    }

    private static bool IsPcx(ReadOnlySpan<byte> head) =>
        head is [0x0A, 0 or 2 or 3 or 4 or 5, 0 or 1, 1 or 2 or 4 or 8, ..] && head.Length >= Length;

    /// <summary>Colour map, kind, and bits of a pixel are few, and the size is not zero (Truevision TGA 2.0).</summary>
    private static bool IsTga(ReadOnlySpan<byte> head) =>
        head.Length >= 18
        && head[1] <= 1
        && head[2] is 1 or 2 or 3 or 9 or 10 or 11
        && (head[1] == 1 || head[2] is not (1 or 9))
        && head[16] is 8 or 15 or 16 or 24 or 32
        && (head[12] | head[13]) != 0
        && (head[14] | head[15]) != 0;

    private static bool IsHevcBrand(ReadOnlySpan<byte> head) => head[8..].StartsWith("hei"u8) || head[8..].StartsWith("hev"u8);

    /// <summary>Stray bytes may stand before the first segment; then its marker decides.</summary>
    private static bool IsJpeg(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith(JpegMarker.FileStart[..2]) || head.StartsWith(JpegMarker.FileStart))
        {
            return head.StartsWith(JpegMarker.FileStart);
        }

        for (var at = 3; at + 1 < Math.Min(head.Length, Length); at++)
        {
            if (head[at] == JpegMarker.Prefix && IsHeaderSegment(head[at + 1]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsHeaderSegment(byte marker) =>
        marker
            is JpegMarker.BaselineFrame
                or JpegMarker.ExtendedFrame
                or JpegMarker.ProgressiveFrame
                or JpegMarker.HuffmanTables
                or JpegMarker.QuantizationTables
                or JpegMarker.RestartInterval
                or JpegMarker.Comment
                or (>= JpegMarker.App0 and <= JpegMarker.App15);

    /// <summary>"BM" alone begins many a text; the size of the info header that follows is one of few.</summary>
    private static bool IsBitmap(ReadOnlySpan<byte> head) =>
        head.Length >= 18 && head.StartsWith("BM"u8) && head[14] is 12 or 40 or 52 or 56 or 64 or 108 or 124 && head[15] == 0;

    private static bool IsHeifBrand(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("avif"u8)
        || brand.SequenceEqual("avis"u8)
        || brand.SequenceEqual("mif1"u8)
        || brand.SequenceEqual("heic"u8)
        || brand.SequenceEqual("heix"u8)
        || brand.SequenceEqual("heim"u8)
        || brand.SequenceEqual("heis"u8)
        || brand.SequenceEqual("hevc"u8);
}
