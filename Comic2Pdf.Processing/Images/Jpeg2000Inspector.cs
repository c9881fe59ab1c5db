using System.Buffers.Binary;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Images;

/// <summary>Reads the size and components of a JPEG 2000 file (ITU-T T.800, annexes A and I). It is embedded as it is.</summary>
internal static class Jpeg2000Inspector
{
    /// <summary>The image, ready to embed. Its colour space stays the file's own, as PDF allows for JPXDecode.</summary>
    /// <exception cref="PageException">No codestream header, or a shape that PDF viewers do not show.</exception>
    public static PageImage Inspect(ReadOnlyMemory<byte> file)
    {
        // SIZ follows SOC at once: marker, length, capabilities, then the grid's size and offset.
        var at = file.Span.IndexOf((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51]);
        if (at < 0 || at + 44 > file.Length)
        {
            throw new PageException(ErrorCode.PageUnreadable, "the JPEG 2000 file has no codestream");
        }

        var siz = file.Span[(at + 8)..];
        var width = (long)BinaryPrimitives.ReadUInt32BigEndian(siz) - BinaryPrimitives.ReadUInt32BigEndian(siz[8..]);
        var height = (long)BinaryPrimitives.ReadUInt32BigEndian(siz[4..]) - BinaryPrimitives.ReadUInt32BigEndian(siz[12..]);
        int components = BinaryPrimitives.ReadUInt16BigEndian(siz[32..]);
        if (width is <= 0 or > int.MaxValue || height is <= 0 or > int.MaxValue || components is 0 or > 5)
        {
            throw new PageException(ErrorCode.PageUnreadable, "the JPEG 2000 file's header makes no sense");
        }

        var ends = file.Span.TrimEnd((byte)0).EndsWith((ReadOnlySpan<byte>)[0xFF, 0xD9]) || file.Span.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) > at;
        var image = new EmbeddedImage
        {
            Encoding = ImageEncoding.Jpx,
            Width = (int)width,
            Height = (int)height,
            Components = components,
            BitsPerComponent = Math.Min(16, (siz[34] & 0x7F) + 1),
            Data = [file],
        };
        return new PageImage(image, Orientation.TopLeft, null, null, ends ? null : "the JPEG 2000 data ends before its end mark");
    }
}
